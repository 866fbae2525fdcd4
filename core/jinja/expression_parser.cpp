#include "core/jinja/expression_parser.h"

#include <algorithm>
#include <array>

namespace rw::jinja {

ExpressionParser::Descent::Descent(ExpressionParser& parser)
    : m_parser(parser)
{
    if (++m_parser.m_depth > m_parser.m_depthLimit) {
        --m_parser.m_depth;
        m_parser.m_tokens.fail("expressions are nested deeper than " + std::to_string(m_parser.m_depthLimit) +
                               " levels");
    }
}

ExpressionPtr ExpressionParser::make(int line, Expression::Node node,
                                     std::initializer_list<const Expression*> children)
{
    int depth = 1;
    for (const Expression* child : children)
        depth = std::max(depth, child == nullptr ? 1 : 1 + child->depth);
    if (depth > m_depthLimit)
        throw SyntaxProblem{line, "an expression has more than " + std::to_string(m_depthLimit) + " levels"};
    return std::make_unique<const Expression>(Expression{std::move(node), line, depth});
}

ExpressionPtr ExpressionParser::expression()
{
    return conditional();
}

ExpressionPtr ExpressionParser::expressionBeforeIf()
{
    return disjunction();
}

ExpressionPtr ExpressionParser::expressionOrTuple(bool beforeIf)
{
    const Descent descent(*this);
    const int line = m_tokens.line();
    ExpressionPtr first = beforeIf ? disjunction() : conditional();
    if (!m_tokens.atOperator(","))
        return first;
    ListDisplay tuple{{}, true};
    const Expression* deepest = first.get();
    tuple.items.push_back(std::move(first));
    while (m_tokens.takeOperator(",")) {
        const bool ends = m_tokens.at(Token::Kind::BlockEnd) || m_tokens.at(Token::Kind::VariableEnd) ||
                          m_tokens.atOperator(")");
        if (ends)
            break;
        tuple.items.push_back(beforeIf ? disjunction() : conditional());
        if (tuple.items.back()->depth > deepest->depth)
            deepest = tuple.items.back().get();
    }
    return make(line, std::move(tuple), {deepest});
}

ExpressionPtr ExpressionParser::conditional()
{
    const Descent descent(*this);
    int line = m_tokens.line();
    ExpressionPtr then = disjunction();
    while (m_tokens.takeWord("if")) {
        ExpressionPtr condition = disjunction();
        ExpressionPtr otherwise = m_tokens.takeWord("else") ? conditional() : nullptr;
        const auto children = {condition.get(), then.get(), otherwise.get()};
        then = make(line, Conditional{std::move(condition), std::move(then), std::move(otherwise)}, children);
        line = m_tokens.line();
    }
    return then;
}

ExpressionPtr ExpressionParser::disjunction()
{
    ExpressionPtr left = conjunction();
    for (int line = m_tokens.line(); m_tokens.takeWord("or"); line = m_tokens.line()) {
        ExpressionPtr right = conjunction();
        const auto children = {left.get(), right.get()};
        left = make(line, Binary{BinaryOperator::Or, std::move(left), std::move(right)}, children);
    }
    return left;
}

ExpressionPtr ExpressionParser::conjunction()
{
    ExpressionPtr left = negation();
    for (int line = m_tokens.line(); m_tokens.takeWord("and"); line = m_tokens.line()) {
        ExpressionPtr right = negation();
        const auto children = {left.get(), right.get()};
        left = make(line, Binary{BinaryOperator::And, std::move(left), std::move(right)}, children);
    }
    return left;
}

ExpressionPtr ExpressionParser::negation()
{
    const int line = m_tokens.line();
    if (!m_tokens.takeWord("not"))
        return comparison();
    const Descent descent(*this);
    ExpressionPtr operand = negation();
    const auto children = {operand.get()};
    return make(line, Unary{UnaryOperator::Not, std::move(operand)}, children);
}

ExpressionPtr ExpressionParser::comparison()
{
    using Entry = std::pair<std::string_view, ComparisonOperator>;
    constexpr std::array<Entry, 6> kSigns{{{"==", ComparisonOperator::Equal},
                                           {"!=", ComparisonOperator::NotEqual},
                                           {"<", ComparisonOperator::Less},
                                           {"<=", ComparisonOperator::LessOrEqual},
                                           {">", ComparisonOperator::Greater},
                                           {">=", ComparisonOperator::GreaterOrEqual}}};
    const int line = m_tokens.line();
    Comparison node{sum(), {}};
    const Expression* deepest = node.first.get();
    while (true) {
        const auto sign = std::find_if(kSigns.begin(), kSigns.end(),
                                       [&](const Entry& entry) { return m_tokens.atOperator(entry.first); });
        ComparisonOperator op = ComparisonOperator::In;
        if (sign != kSigns.end())
            op = sign->second;
        else if (m_tokens.atWord("not") && m_tokens.ahead().text == "in")
            op = ComparisonOperator::NotIn;
        else if (!m_tokens.atWord("in"))
            break;
        m_tokens.take();
        if (op == ComparisonOperator::NotIn)
            m_tokens.take();
        node.rest.emplace_back(op, sum());
        if (node.rest.back().second->depth > deepest->depth)
            deepest = node.rest.back().second.get();
    }
    return node.rest.empty() ? std::move(node.first) : make(line, std::move(node), {deepest});
}

ExpressionPtr ExpressionParser::sum()
{
    ExpressionPtr left = concatenation();
    while (m_tokens.atOperator("+") || m_tokens.atOperator("-")) {
        const int line = m_tokens.line();
        const auto op = m_tokens.take().text == "+" ? BinaryOperator::Add : BinaryOperator::Subtract;
        ExpressionPtr right = concatenation();
        const auto children = {left.get(), right.get()};
        left = make(line, Binary{op, std::move(left), std::move(right)}, children);
    }
    return left;
}

ExpressionPtr ExpressionParser::concatenation()
{
    ExpressionPtr left = product();
    for (int line = m_tokens.line(); m_tokens.takeOperator("~"); line = m_tokens.line()) {
        ExpressionPtr right = product();
        const auto children = {left.get(), right.get()};
        left = make(line, Binary{BinaryOperator::Concat, std::move(left), std::move(right)}, children);
    }
    return left;
}

ExpressionPtr ExpressionParser::product()
{
    using Entry = std::pair<std::string_view, BinaryOperator>;
    constexpr std::array<Entry, 4> kSigns{{{"*", BinaryOperator::Multiply},
                                           {"/", BinaryOperator::Divide},
                                           {"//", BinaryOperator::FloorDivide},
                                           {"%", BinaryOperator::Modulo}}};
    ExpressionPtr left = power();
    while (true) {
        const int line = m_tokens.line();
        const auto sign = std::find_if(kSigns.begin(), kSigns.end(),
                                       [&](const Entry& entry) { return m_tokens.atOperator(entry.first); });
        if (sign == kSigns.end())
            return left;
        m_tokens.take();
        ExpressionPtr right = power();
        const auto children = {left.get(), right.get()};
        left = make(line, Binary{sign->second, std::move(left), std::move(right)}, children);
    }
}

ExpressionPtr ExpressionParser::power()
{
    ExpressionPtr left = unary(true);
    for (int line = m_tokens.line(); m_tokens.takeOperator("**"); line = m_tokens.line()) {
        ExpressionPtr right = unary(true);
        const auto children = {left.get(), right.get()};
        left = make(line, Binary{BinaryOperator::Power, std::move(left), std::move(right)}, children);
    }
    return left;
}

ExpressionPtr ExpressionParser::unary(bool withFilters)
{
    const Descent descent(*this);
    const int line = m_tokens.line();
    ExpressionPtr node;
    if (m_tokens.atOperator("-") || m_tokens.atOperator("+")) {
        const auto op = m_tokens.take().text == "-" ? UnaryOperator::Minus : UnaryOperator::Plus;
        ExpressionPtr operand = unary(false);
        const auto children = {operand.get()};
        node = make(line, Unary{op, std::move(operand)}, children);
    } else {
        node = primary();
    }
    node = postfix(std::move(node));
    return withFilters ? filtersAndTests(std::move(node)) : std::move(node);
}

} // namespace rw::jinja
