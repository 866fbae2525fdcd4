#pragma once

#include "core/base/error.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace rw {

/// The spellings of an enumeration's values, in JSON, on the command line and in the run log.
template <class Value, std::size_t Size>
using Words = std::array<std::pair<Value, std::string_view>, Size>;

template <class Value, std::size_t Size>
std::string_view wordOf(const Words<Value, Size>& words, Value value)
{
    for (const auto& [candidate, word] : words) {
        if (candidate == value)
            return word;
    }
    return {};
}

/// @param what names the enumeration in the message, for example "objective".
/// @throws Problem (an Error) that lists the words known.
template <class Problem, class Value, std::size_t Size>
Value valueOf(const Words<Value, Size>& words, std::string_view word, std::string_view what)
{
    std::string known;
    for (const auto& [value, candidate] : words) {
        if (candidate == word)
            return value;
        known += known.empty() ? "" : ", ";
        known += candidate;
    }
    throw Problem("\"" + std::string(word) + "\" is no " + std::string(what) + ".",
                  "Choose one of: " + known + ".");
}

} // namespace rw
