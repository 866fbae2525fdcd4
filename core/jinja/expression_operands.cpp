// What stands between operators: names, literals, lists, dicts and parentheses.

#include "core/jinja/expression_parser.h"

#include <charconv>

namespace rw::jinja {

ExpressionPtr ExpressionParser::primary()
{
    const int line = m_tokens.line();
    switch (m_tokens.current().kind) {
    case Token::Kind::Name: {
        const std::string& name = m_tokens.take().text;
        if (name == "true" || name == "True" || name == "false" || name == "False")
            return make(line, Literal{{name == "true" || name == "True"}}, {});
        if (name == "none" || name == "None")
            return make(line, Literal{{None{}}}, {});
        return make(line, Name{name}, {});
    }
    case Token::Kind::String:
        return string();
    case Token::Kind::Integer:
    case Token::Kind::Float:
        return number();
    default:
        if (m_tokens.atOperator("("))
            return parenthesised();
        if (m_tokens.atOperator("["))
            return list();
        if (m_tokens.atOperator("{"))
            return dict();
        m_tokens.failWanting("an expression");
    }
}

ExpressionPtr ExpressionParser::string()
{
    const int line = m_tokens.line();
    std::string text;
    while (m_tokens.at(Token::Kind::String))
        text += m_tokens.take().text;
    return make(line, Literal{Value::text(std::move(text), true)}, {});
}

ExpressionPtr ExpressionParser::number()
{
    const int line = m_tokens.line();
    const bool isFloat = m_tokens.at(Token::Kind::Float);
    const std::string& text = m_tokens.current().text;
    const char* const end = text.data() + text.size();
    double real = 0.0;
    std::int64_t integer = 0;
    const auto read =
        isFloat ? std::from_chars(text.data(), end, real) : std::from_chars(text.data(), end, integer);
    if (read.ec != std::errc() || read.ptr != end)
        m_tokens.fail("the number " + text.substr(0, 40) + " is too large");
    m_tokens.take();
    return make(line, Literal{isFloat ? Value{real} : Value{integer}}, {});
}

ExpressionPtr ExpressionParser::parenthesised()
{
    const int line = m_tokens.line();
    m_tokens.expectOperator("(");
    if (m_tokens.takeOperator(")"))
        return make(line, ListDisplay{{}, true}, {});
    ExpressionPtr inner = expressionOrTuple();
    m_tokens.expectOperator(")");
    return inner;
}

ExpressionPtr ExpressionParser::list()
{
    const int line = m_tokens.line();
    m_tokens.expectOperator("[");
    ListDisplay node;
    const Expression* deepest = nullptr;
    while (!m_tokens.takeOperator("]")) {
        if (!node.items.empty()) {
            m_tokens.expectOperator(",");
            if (m_tokens.takeOperator("]"))
                break;
        }
        node.items.push_back(expression());
        if (deepest == nullptr || node.items.back()->depth > deepest->depth)
            deepest = node.items.back().get();
    }
    return make(line, std::move(node), {deepest});
}

ExpressionPtr ExpressionParser::dict()
{
    const int line = m_tokens.line();
    m_tokens.expectOperator("{");
    DictDisplay node;
    const Expression* deepest = nullptr;
    const auto consider = [&](const ExpressionPtr& child) {
        if (deepest == nullptr || child->depth > deepest->depth)
            deepest = child.get();
    };
    while (!m_tokens.takeOperator("}")) {
        if (!node.entries.empty()) {
            m_tokens.expectOperator(",");
            if (m_tokens.takeOperator("}"))
                break;
        }
        ExpressionPtr key = expression();
        m_tokens.expectOperator(":");
        node.entries.emplace_back(std::move(key), expression());
        consider(node.entries.back().first);
        consider(node.entries.back().second);
    }
    return make(line, std::move(node), {deepest});
}

} // namespace rw::jinja
