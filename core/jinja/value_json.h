#pragma once

#include "core/base/strict_json.h"
#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <optional>
#include <string>

namespace rw::jinja {

/// Plain data from the outside, keys in alphabetical order as Json has them. @param trusted whether its
/// strings may spell special tokens
Value fromJson(const Json& json, bool trusted);

/// How json.dumps() of Python's standard library is told to write.
struct JsonStyle
{
    bool ensureAscii = false;
    std::optional<std::string> indent; ///< of one level; none: all on one line
    std::string itemSeparator = ", ";  ///< transformers' own when there is no indent
    std::string keySeparator = ": ";
    bool sortKeys = false;
};

/// The value as JSON text. Marks stay with the text they belong to. @throws Problem for what JSON cannot say.
MarkedText toJsonText(const Value& value, const JsonStyle& style, Budget& budget);

} // namespace rw::jinja
