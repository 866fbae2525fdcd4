#include "core/jinja/evaluator.h"
#include "core/jinja/filters.h"
#include "core/jinja/methods.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/tests.h"
#include "core/jinja/value_text.h"

namespace rw::jinja {

Value Evaluator::evaluate(const Expression& expression)
{
    const Budget::Descent descent(m_budget);
    m_budget.step();
    m_line = expression.line;
    return std::visit([this](const auto& node) { return (*this)(node); }, expression.node);
}

Value Evaluator::evaluateOrNone(const ExpressionPtr& expression)
{
    return expression == nullptr ? Value{None{}} : evaluate(*expression);
}

Value Evaluator::operator()(const Literal& node)
{
    return node.value;
}

Value Evaluator::operator()(const Name& node)
{
    if (const Value* found = m_scope->find(node.name, m_budget))
        return *found;
    if (const auto function = functionNamed(node.name))
        return {*function};
    return Value::undefined("'" + node.name + "' is undefined");
}

Value Evaluator::operator()(const ListDisplay& node)
{
    m_budget.items(node.items.size());
    std::vector<Value> items;
    for (const ExpressionPtr& item : node.items)
        items.push_back(evaluate(*item));
    return node.tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
}

Value Evaluator::operator()(const DictDisplay& node)
{
    m_budget.items(node.entries.size());
    Dict dict;
    for (const auto& [keyExpression, valueExpression] : node.entries) {
        const Value key = evaluate(*keyExpression);
        dict.set(key, evaluate(*valueExpression));
    }
    return Value::dict(std::move(dict));
}

Value Evaluator::operator()(const Attribute& node)
{
    return attributeOf(evaluate(*node.object), node.name, m_budget);
}

Value Evaluator::operator()(const Subscript& node)
{
    const Value object = evaluate(*node.object);
    const Value key = evaluate(*node.key);
    m_budget.step();
    const MarkedText* name = key.asText();
    if (name != nullptr && object.asDict() == nullptr)
        return attributeOf(object, name->text(), m_budget);
    return itemAt(object, key, m_budget);
}

Value Evaluator::operator()(const Slice& node)
{
    const Value object = evaluate(*node.object);
    const Value begin = evaluateOrNone(node.begin);
    const Value end = evaluateOrNone(node.end);
    const Value step = evaluateOrNone(node.step);
    return sliceOf(object, begin, end, step, m_budget);
}

Value Evaluator::operator()(const Call& node)
{
    const auto* attribute = std::get_if<Attribute>(&node.callee->node);
    if (attribute == nullptr) {
        const Value callee = evaluate(*node.callee);
        return callValue(callee, argumentsOf(node.arguments));
    }
    const Value object = evaluate(*attribute->object);
    const Arguments arguments = argumentsOf(node.arguments);
    m_line = node.callee->line;
    if (auto result = callMethod(object, attribute->name, arguments, m_budget))
        return *std::move(result);
    return callValue(attributeOf(object, attribute->name, m_budget), arguments);
}

Value Evaluator::operator()(const Filter& node)
{
    const Value input = node.input != nullptr ? evaluate(*node.input) : Value::text(*m_filterInput);
    const int line = m_line;
    const Arguments arguments = argumentsOf(node.arguments);
    m_line = line;
    return applyFilter(node.name, input, arguments, m_budget);
}

Value Evaluator::operator()(const Test& node)
{
    const Value input = evaluate(*node.input);
    return {applyTest(node.name, input, argumentsOf(node.arguments), m_budget) != node.negated};
}

Value Evaluator::operator()(const Unary& node)
{
    const Value operand = evaluate(*node.operand);
    if (node.op == UnaryOperator::Not)
        return {!isTrue(operand)};
    return node.op == UnaryOperator::Minus ? negate(operand) : negate(negate(operand));
}

Value Evaluator::operator()(const Binary& node)
{
    const int line = m_line;
    Value left = evaluate(*node.left);
    if (node.op == BinaryOperator::And)
        return isTrue(left) ? evaluate(*node.right) : left;
    if (node.op == BinaryOperator::Or)
        return isTrue(left) ? left : evaluate(*node.right);
    const Value right = evaluate(*node.right);
    m_line = line;
    switch (node.op) {
    case BinaryOperator::Add:
        return add(left, right, m_budget);
    case BinaryOperator::Subtract:
        return subtract(left, right);
    case BinaryOperator::Multiply:
        return multiply(left, right, m_budget);
    case BinaryOperator::Divide:
        return divide(left, right);
    case BinaryOperator::FloorDivide:
        return floorDivide(left, right);
    case BinaryOperator::Modulo:
        return modulo(left, right);
    case BinaryOperator::Power:
        return power(left, right);
    default:
        return concatenated(left, right);
    }
}

Value Evaluator::concatenated(const Value& left, const Value& right)
{
    MarkedText text = textOf(left, m_budget);
    const MarkedText more = textOf(right, m_budget);
    m_budget.text(text.size() + more.size());
    text.append(more);
    return Value::text(std::move(text));
}

Value Evaluator::operator()(const Comparison& node)
{
    Value left = evaluate(*node.first);
    for (const auto& [op, operand] : node.rest) {
        Value right = evaluate(*operand);
        if (!compare(op, left, right))
            return {false};
        left = std::move(right);
    }
    return {true};
}

bool Evaluator::compare(ComparisonOperator op, const Value& left, const Value& right)
{
    switch (op) {
    case ComparisonOperator::Equal:
        return isEqual(left, right, m_budget);
    case ComparisonOperator::NotEqual:
        return !isEqual(left, right, m_budget);
    case ComparisonOperator::Less:
        return isLess(left, right, m_budget);
    case ComparisonOperator::LessOrEqual:
        return isLess(left, right, m_budget) || isEqual(left, right, m_budget);
    case ComparisonOperator::Greater:
        return isLess(right, left, m_budget);
    case ComparisonOperator::GreaterOrEqual:
        return isLess(right, left, m_budget) || isEqual(left, right, m_budget);
    case ComparisonOperator::In:
        return contains(right, left, m_budget);
    case ComparisonOperator::NotIn:
        break;
    }
    return !contains(right, left, m_budget);
}

Value Evaluator::operator()(const Conditional& node)
{
    if (isTrue(evaluate(*node.condition)))
        return evaluate(*node.then);
    if (node.otherwise == nullptr)
        return Value::undefined("the inline if has no else, and its condition is false");
    return evaluate(*node.otherwise);
}

Arguments Evaluator::argumentsOf(const CallArguments& arguments)
{
    Arguments values;
    m_budget.items(arguments.positional.size() + arguments.named.size());
    for (const ExpressionPtr& argument : arguments.positional)
        values.positional.push_back(evaluate(*argument));
    for (const auto& [name, argument] : arguments.named)
        values.named.emplace_back(name, evaluate(*argument));
    return values;
}

} // namespace rw::jinja
