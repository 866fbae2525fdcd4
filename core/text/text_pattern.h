#pragma once

#include "core/pattern/pattern.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// What a Split or Replace of tokenizer.json looks for: a literal text or a regular expression.
///
/// Expressions are run by PCRE2 with bounds on their steps, depth and memory, since the file chooses them.
/// They mean what Oniguruma takes them to mean: \s is the property White_Space, ^ and $ are ends of lines.
/// Immutable; copies share the compiled expression; usable from any thread.
class TextPattern
{
public:
    struct Match
    {
        std::size_t begin = std::string_view::npos; ///< npos: none is left
        std::size_t end = std::string_view::npos;
    };

    static TextPattern literal(std::string text);
    /// @param what names the file in messages.
    /// @throws Error naming the expression, if it cannot be compiled or looks behind.
    static TextPattern expression(std::string text, std::string_view what);

    /// The first match at or behind `from`; one of an expression may be empty.
    /// @param text valid UTF-8
    /// @throws Error naming the expression, if it takes too many steps.
    [[nodiscard]] Match find(std::string_view text, std::size_t from) const;

    [[nodiscard]] bool isExpression() const { return m_expression.has_value(); }
    /// As the file has it.
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    [[nodiscard]] Match findExpression(std::string_view text, std::size_t from) const;

    std::string m_text;
    std::optional<Pattern> m_expression; ///< none: literal
};

/// Where to look on behind a match: at its end, or a character further if it was empty.
std::size_t nextSearch(std::string_view text, const TextPattern::Match& match);

} // namespace rw
