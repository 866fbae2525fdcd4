#pragma once

#include "core/math/math_token.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace rw {

/// Walks over the tokens of an expression.
class TokenCursor
{
protected:
    explicit TokenCursor(std::vector<MathToken> tokens);

    [[nodiscard]] const MathToken& peek(std::size_t ahead = 0) const;
    /// Of the token before the next one; End at the start.
    [[nodiscard]] TokenKind kindBefore() const;
    [[noreturn]] void unreadable() const;
    [[nodiscard]] bool is(TokenKind kind, std::string_view text, std::size_t ahead = 0) const;
    [[nodiscard]] bool isSign(std::string_view text, std::size_t ahead = 0) const;
    [[nodiscard]] bool isCommand(std::string_view text, std::size_t ahead = 0) const;
    bool take(TokenKind kind, std::string_view text);
    bool takeSign(std::string_view text) { return take(TokenKind::Sign, text); }
    bool takeCommand(std::string_view text) { return take(TokenKind::Command, text); }
    void need(std::string_view sign);

    std::vector<MathToken> m_tokens; ///< the last one is End
    std::size_t m_at = 0;            ///< of the next one
};

} // namespace rw
