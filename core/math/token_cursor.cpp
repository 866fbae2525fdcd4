#include "core/math/token_cursor.h"

#include <algorithm>
#include <utility>

namespace rw {

TokenCursor::TokenCursor(std::vector<MathToken> tokens)
    : m_tokens(std::move(tokens))
{
}

const MathToken& TokenCursor::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

TokenKind TokenCursor::kindBefore() const
{
    return m_at == 0 ? TokenKind::End : m_tokens[m_at - 1].kind;
}

void TokenCursor::unreadable() const
{
    if (peek().kind == TokenKind::End)
        throw MathProblem{"ends too early"};
    throw MathProblem{"cannot be read at \"" + peek().text.substr(0, 40) + "\""};
}

bool TokenCursor::is(TokenKind kind, std::string_view text, std::size_t ahead) const
{
    return peek(ahead).kind == kind && peek(ahead).text == text;
}

bool TokenCursor::isSign(std::string_view text, std::size_t ahead) const
{
    return is(TokenKind::Sign, text, ahead);
}

bool TokenCursor::isCommand(std::string_view text, std::size_t ahead) const
{
    return is(TokenKind::Command, text, ahead);
}

bool TokenCursor::take(TokenKind kind, std::string_view text)
{
    const bool here = is(kind, text);
    m_at += here ? 1U : 0U;
    return here;
}

void TokenCursor::need(std::string_view sign)
{
    if (!takeSign(sign))
        unreadable();
}

} // namespace rw
