#pragma once

#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rw::jinja {

/// Python's methods of strings, as far as templates use them. Marks stay with the text they belong to.

enum class Side { Left, Right, Both };

/// @param characters to take away; nullptr: white space
MarkedText stripped(const MarkedText& text, Side side, const MarkedText* characters, Budget& budget);

/// @param most replacements; negative: all
MarkedText replaced(const MarkedText& text, const MarkedText& from, const MarkedText& to, std::int64_t most,
                    Budget& budget);

/// @param separator nullptr: runs of white space @param most cuts; negative: all
/// @param fromRight makes the cuts from the end
std::vector<Value> splitText(const MarkedText& text, const MarkedText* separator, std::int64_t most,
                             bool fromRight, Budget& budget);
std::vector<Value> splitLines(const MarkedText& text, bool keepEnds, Budget& budget);

MarkedText joined(const std::vector<Value>& items, const MarkedText& separator, Budget& budget);

MarkedText upper(const MarkedText& text, Budget& budget);
MarkedText lower(const MarkedText& text, Budget& budget);
/// The first code point in upper case, the rest in lower case.
MarkedText capitalized(const MarkedText& text, Budget& budget);
/// Each word so. Words are runs of letters as str.title() has them, or what stands between white space and
/// opening brackets as the filter has them.
enum class WordRule { Letters, Spaces };
MarkedText titled(const MarkedText& text, WordRule rule, Budget& budget);

MarkedText indented(const MarkedText& text, const MarkedText& indent, bool first, bool blank, Budget& budget);

/// &, <, >, ' and " as HTML writes them.
MarkedText htmlEscaped(const MarkedText& text, Budget& budget);

} // namespace rw::jinja
