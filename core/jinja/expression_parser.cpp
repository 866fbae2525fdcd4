#include "core/jinja/expression_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

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

/// One level down in the source; refuses to go too deep.
class ExpressionParser::Descent
{
public:
    explicit Descent(ExpressionParser& parser)
        : m_parser(parser)
    {
        if (++m_parser.m_depth > m_parser.m_depthLimit) {
            --m_parser.m_depth;
            m_parser.m_tokens.fail("expressions are nested deeper than " +
                                   std::to_string(m_parser.m_depthLimit) + " levels");
        }
    }
    ~Descent() { --m_parser.m_depth; }
    Descent(const Descent&) = delete;
    Descent& operator=(const Descent&) = delete;

private:
    ExpressionParser& m_parser;
};

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

Target ExpressionParser::target(bool mayBeAttribute)
{
    Target first = targetPart(mayBeAttribute);
    if (!m_tokens.atOperator(","))
        return first;
    Target several;
    several.parts.push_back(std::move(first));
    while (m_tokens.takeOperator(",")) {
        if (m_tokens.atOperator("=") || m_tokens.atWord("in") || m_tokens.atOperator(")"))
            break;
        several.parts.push_back(targetPart(mayBeAttribute));
    }
    return several;
}

Target ExpressionParser::targetPart(bool mayBeAttribute)
{
    const Descent descent(*this);
    if (m_tokens.takeOperator("(")) {
        Target inner = target(mayBeAttribute);
        m_tokens.expectOperator(")");
        return inner;
    }
    Target part;
    part.name = m_tokens.expectName();
    constexpr std::array<std::string_view, 6> kConstants{"true", "True", "false", "False", "none", "None"};
    if (std::find(kConstants.begin(), kConstants.end(), part.name) != kConstants.end())
        m_tokens.fail("nothing can be assigned to \"" + part.name + "\"");
    if (mayBeAttribute && m_tokens.takeOperator("."))
        part.attribute = m_tokens.expectName();
    return part;
}

} // namespace rw::jinja
