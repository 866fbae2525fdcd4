// What is written behind a value: attributes, subscripts, calls, filters and tests.

#include "core/jinja/expression_parser.h"

namespace rw::jinja {

namespace {

/// The deepest of a call's parts. @param first may be nullptr
const Expression* deepestOf(const Expression* first, const CallArguments& arguments)
{
    const Expression* deepest = first;
    const auto consider = [&](const ExpressionPtr& child) {
        if (deepest == nullptr || child->depth > deepest->depth)
            deepest = child.get();
    };
    for (const ExpressionPtr& argument : arguments.positional)
        consider(argument);
    for (const auto& [name, argument] : arguments.named)
        consider(argument);
    return deepest;
}

} // namespace

ExpressionPtr ExpressionParser::postfix(ExpressionPtr operand)
{
    while (true) {
        if (m_tokens.atOperator("."))
            operand = attribute(std::move(operand));
        else if (m_tokens.atOperator("["))
            operand = subscript(std::move(operand));
        else if (m_tokens.atOperator("("))
            operand = call(std::move(operand));
        else
            return operand;
    }
}

ExpressionPtr ExpressionParser::filtersAndTests(ExpressionPtr operand)
{
    while (true) {
        if (m_tokens.takeOperator("|"))
            operand = filter(std::move(operand));
        else if (m_tokens.takeWord("is"))
            operand = test(std::move(operand));
        else if (m_tokens.atOperator("("))
            operand = call(std::move(operand));
        else
            return operand;
    }
}

ExpressionPtr ExpressionParser::attribute(ExpressionPtr object)
{
    const int line = m_tokens.line();
    m_tokens.expectOperator(".");
    const auto children = {object.get()};
    if (m_tokens.at(Token::Kind::Integer))
        return make(line, Subscript{std::move(object), number()}, children);
    return make(line, Attribute{std::move(object), m_tokens.expectName()}, children);
}

ExpressionPtr ExpressionParser::subscript(ExpressionPtr object)
{
    const int line = m_tokens.line();
    m_tokens.expectOperator("[");
    ExpressionPtr first = m_tokens.atOperator(":") ? nullptr : expression();
    if (!m_tokens.takeOperator(":")) {
        m_tokens.expectOperator("]");
        const auto children = {object.get(), first.get()};
        return make(line, Subscript{std::move(object), std::move(first)}, children);
    }
    const auto bound = [&] {
        return m_tokens.atOperator(":") || m_tokens.atOperator("]") ? nullptr : expression();
    };
    ExpressionPtr end = bound();
    ExpressionPtr step = m_tokens.takeOperator(":") ? bound() : nullptr;
    m_tokens.expectOperator("]");
    const auto children = {object.get(), first.get(), end.get(), step.get()};
    return make(line, Slice{std::move(object), std::move(first), std::move(end), std::move(step)}, children);
}

ExpressionPtr ExpressionParser::call(ExpressionPtr callee)
{
    const int line = m_tokens.line();
    Call node{std::move(callee), arguments()};
    const Expression* deepest = deepestOf(node.callee.get(), node.arguments);
    return make(line, std::move(node), {deepest});
}

ExpressionPtr ExpressionParser::filter(ExpressionPtr input)
{
    const int line = m_tokens.line();
    Filter node{std::move(input), m_tokens.expectName(), {}};
    if (m_tokens.atOperator("("))
        node.arguments = arguments();
    const Expression* deepest = deepestOf(node.input.get(), node.arguments);
    return make(line, std::move(node), {deepest});
}

ExpressionPtr ExpressionParser::filtersOfBlock()
{
    ExpressionPtr filters;
    while (m_tokens.takeOperator("|"))
        filters = filter(std::move(filters));
    return filters;
}

ExpressionPtr ExpressionParser::filtersOfFilterTag()
{
    ExpressionPtr filters = filter(nullptr);
    while (m_tokens.takeOperator("|"))
        filters = filter(std::move(filters));
    return filters;
}

ExpressionPtr ExpressionParser::test(ExpressionPtr input)
{
    const int line = m_tokens.line();
    Test node{std::move(input), {}, {}, m_tokens.takeWord("not")};
    node.name = m_tokens.expectName();
    node.arguments = argumentsOfTest();
    const Expression* deepest = deepestOf(node.input.get(), node.arguments);
    return make(line, std::move(node), {deepest});
}

CallArguments ExpressionParser::argumentsOfTest()
{
    if (m_tokens.atOperator("("))
        return arguments();
    CallArguments single;
    const bool word = m_tokens.at(Token::Kind::Name);
    if (word && m_tokens.atWord("is"))
        m_tokens.fail("tests cannot be chained with \"is\"");
    const bool follows = word ? !m_tokens.atWord("else") && !m_tokens.atWord("or") && !m_tokens.atWord("and")
                              : m_tokens.at(Token::Kind::String) || m_tokens.at(Token::Kind::Integer) ||
                                    m_tokens.at(Token::Kind::Float) || m_tokens.atOperator("[") ||
                                    m_tokens.atOperator("{");
    if (follows) {
        const Descent descent(*this);
        single.positional.push_back(postfix(primary()));
    }
    return single;
}

CallArguments ExpressionParser::arguments()
{
    m_tokens.expectOperator("(");
    CallArguments arguments;
    while (!m_tokens.takeOperator(")")) {
        if (!arguments.positional.empty() || !arguments.named.empty()) {
            m_tokens.expectOperator(",");
            if (m_tokens.takeOperator(")"))
                break;
        }
        if (m_tokens.at(Token::Kind::Name) && m_tokens.ahead().kind == Token::Kind::Operator &&
            m_tokens.ahead().text == "=") {
            std::string name = m_tokens.expectName();
            m_tokens.expectOperator("=");
            arguments.named.emplace_back(std::move(name), expression());
        } else if (!arguments.named.empty()) {
            m_tokens.failWanting("an argument with a name");
        } else {
            arguments.positional.push_back(expression());
        }
    }
    return arguments;
}

} // namespace rw::jinja
