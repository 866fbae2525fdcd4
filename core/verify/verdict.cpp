#include "core/verify/verdict.h"

#include "core/base/error.h"
#include "core/verify/verifier.h"

#include <array>
#include <utility>

namespace rw {

namespace {

template <class Value, std::size_t Size>
using Words = std::array<std::pair<Value, std::string_view>, Size>;

constexpr Words<Outcome, 4> kOutcomes{{{Outcome::Correct, "correct"},
                                       {Outcome::Wrong, "wrong"},
                                       {Outcome::Undecided, "undecided"},
                                       {Outcome::Error, "error"}}};

constexpr Words<FinishReason, 3> kFinishReasons{
    {{FinishReason::Stop, "stop"}, {FinishReason::Length, "length"}, {FinishReason::Cancelled, "cancelled"}}};

template <class Value, std::size_t Size>
std::string_view wordOf(const Words<Value, Size>& words, Value value)
{
    for (const auto& [candidate, word] : words) {
        if (candidate == value)
            return word;
    }
    return {};
}

template <class Value, std::size_t Size>
Value valueOf(const Words<Value, Size>& words, std::string_view word, std::string_view what)
{
    std::string accepted;
    for (const auto& [value, candidate] : words) {
        if (candidate == word)
            return value;
        accepted += accepted.empty() ? "" : ", ";
        accepted += candidate;
    }
    throw Error("\"" + std::string(word) + "\" is no " + std::string(what) + ".",
                "Known are: " + accepted + ".");
}

} // namespace

std::string_view toString(Outcome outcome)
{
    return wordOf(kOutcomes, outcome);
}

Outcome outcomeFromString(std::string_view word)
{
    return valueOf(kOutcomes, word, "verdict");
}

std::string_view toString(FinishReason reason)
{
    return wordOf(kFinishReasons, reason);
}

FinishReason finishReasonFromString(std::string_view word)
{
    return valueOf(kFinishReasons, word, "finish reason");
}

} // namespace rw
