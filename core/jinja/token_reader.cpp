#include "core/jinja/expression_parser.h"

#include <algorithm>

namespace rw::jinja {

namespace {

std::string describe(const Token& token)
{
    switch (token.kind) {
    case Token::Kind::End:
        return "the end of the template";
    case Token::Kind::Data:
        return "text";
    case Token::Kind::VariableBegin:
        return "{{";
    case Token::Kind::VariableEnd:
        return "}}";
    case Token::Kind::BlockBegin:
        return "{%";
    case Token::Kind::BlockEnd:
        return "%}";
    case Token::Kind::String:
        return "a string";
    default: {
        constexpr std::size_t kShown = 40;
        return "\"" + token.text.substr(0, kShown) + "\"";
    }
    }
}

} // namespace

const Token& TokenReader::ahead() const
{
    return m_tokens[std::min(m_position + 1, m_tokens.size() - 1)];
}

bool TokenReader::atOperator(std::string_view sign) const
{
    return at(Token::Kind::Operator) && current().text == sign;
}

bool TokenReader::atWord(std::string_view word) const
{
    return at(Token::Kind::Name) && current().text == word;
}

const Token& TokenReader::take()
{
    const Token& token = current();
    if (token.kind != Token::Kind::End)
        ++m_position;
    return token;
}

bool TokenReader::takeOperator(std::string_view sign)
{
    const bool there = atOperator(sign);
    if (there)
        take();
    return there;
}

bool TokenReader::takeWord(std::string_view word)
{
    const bool there = atWord(word);
    if (there)
        take();
    return there;
}

void TokenReader::expectOperator(std::string_view sign)
{
    if (!takeOperator(sign))
        failWanting("\"" + std::string(sign) + "\"");
}

void TokenReader::expectWord(std::string_view word)
{
    if (!takeWord(word))
        failWanting("\"" + std::string(word) + "\"");
}

std::string TokenReader::expectName()
{
    if (!at(Token::Kind::Name))
        failWanting("a name");
    return take().text;
}

void TokenReader::expect(Token::Kind kind, std::string_view what)
{
    if (!at(kind))
        failWanting(what);
    take();
}

void TokenReader::failWanting(std::string_view wanted) const
{
    fail(std::string(wanted) + " is wanted where " + describe(current()) + " stands");
}

void TokenReader::fail(std::string text) const
{
    throw SyntaxProblem{line(), std::move(text)};
}

} // namespace rw::jinja
