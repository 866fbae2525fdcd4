#include "core/jinja/evaluator.h"

#include "core/jinja/methods.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/value_text.h"

#include <algorithm>
#include <utility>

namespace rw::jinja {

/// A scope inside another while it lives.
class Evaluator::Within
{
public:
    Within(Evaluator& evaluator, std::shared_ptr<Scope> outer)
        : m_evaluator(evaluator)
        , m_before(std::exchange(evaluator.m_scope, std::make_shared<Scope>(std::move(outer))))
    {
    }
    ~Within() { m_evaluator.m_scope = std::move(m_before); }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

private:
    Evaluator& m_evaluator;
    std::shared_ptr<Scope> m_before;
};

namespace {

/// Prints into another text while it lives.
class Redirected
{
public:
    Redirected(MarkedText*& output, MarkedText& to)
        : m_output(output)
        , m_before(std::exchange(output, &to))
    {
    }
    ~Redirected() { m_output = m_before; }
    Redirected(const Redirected&) = delete;
    Redirected& operator=(const Redirected&) = delete;

private:
    MarkedText*& m_output;
    MarkedText* m_before;
};

const Value* namedArgument(const Arguments& arguments, std::string_view name)
{
    for (const auto& argument : arguments.named) {
        if (argument.first == name)
            return &argument.second;
    }
    return nullptr;
}

/// Whether the parameter of that name is not among the first `given`, which have their arguments already.
bool isOpen(const MacroDefinition& definition, std::size_t given, std::string_view name)
{
    const auto begin = definition.parameters.begin() + static_cast<std::ptrdiff_t>(given);
    return std::any_of(begin, definition.parameters.end(),
                       [&](const auto& parameter) { return parameter.first == name; });
}

void requireFitting(const MacroDefinition& definition, const Arguments& arguments)
{
    if (arguments.positional.size() > definition.parameters.size())
        throw Problem("the macro '" + definition.name + "' takes at most " +
                      std::to_string(definition.parameters.size()) + " arguments");
    for (const auto& argument : arguments.named) {
        if (!isOpen(definition, arguments.positional.size(), argument.first))
            throw Problem("the macro '" + definition.name + "' is given '" + argument.first +
                          "', which it does not expect");
    }
}

} // namespace

Evaluator::Evaluator(const Dict& variables, const Limits& limits, Clock clock)
    : m_budget(limits)
    , m_clock(std::move(clock))
    , m_outermost(std::make_shared<Scope>())
    , m_scope(m_outermost)
{
    for (const auto& [name, value] : variables.entries()) {
        if (const MarkedText* text = name.asText())
            m_outermost->set(text->text(), value);
    }
}

Evaluator::~Evaluator()
{
    for (const auto& space : m_namespaces)
        space->attributes = {}; // namespaces may hold each other
}

MarkedText Evaluator::render(const Body& body)
{
    MarkedText output;
    const Redirected redirected(m_output, output);
    run(body);
    return output;
}

Evaluator::Flow Evaluator::run(const Body& body)
{
    for (const Statement& statement : body) {
        const Flow flow = run(statement);
        if (flow != Flow::Next)
            return flow;
    }
    return Flow::Next;
}

Evaluator::Flow Evaluator::run(const Statement& statement)
{
    const Budget::Descent descent(m_budget);
    m_budget.step();
    m_line = statement.line;
    return std::visit([this](const auto& node) { return (*this)(node); }, statement.node);
}

Evaluator::Flow Evaluator::operator()(const TextOutput& node)
{
    m_budget.requireTextFits(m_output->size() + node.text.size());
    m_budget.work(node.text.size());
    m_output->append(node.text, true);
    return Flow::Next;
}

Evaluator::Flow Evaluator::operator()(const Output& node)
{
    print(textOf(evaluate(*node.value), m_budget));
    return Flow::Next;
}

Evaluator::Flow Evaluator::operator()(const Set& node)
{
    assign(node.target, evaluate(*node.value));
    return Flow::Next;
}

Evaluator::Flow Evaluator::operator()(const SetBlock& node)
{
    MarkedText text = captured(node.body);
    if (node.filters == nullptr) {
        assign(node.target, Value::text(std::move(text)));
        return Flow::Next;
    }
    const auto* before = std::exchange(m_filterInput, &text);
    assign(node.target, evaluate(*node.filters));
    m_filterInput = before;
    return Flow::Next;
}

Evaluator::Flow Evaluator::operator()(const FilterBlock& node)
{
    const MarkedText text = captured(node.body);
    const auto* before = std::exchange(m_filterInput, &text);
    print(textOf(evaluate(*node.filters), m_budget));
    m_filterInput = before;
    return Flow::Next;
}

Evaluator::Flow Evaluator::operator()(const If& node)
{
    for (const auto& [condition, body] : node.branches) {
        if (isTrue(evaluate(*condition)))
            return run(body);
    }
    return run(node.otherwise);
}

Evaluator::Flow Evaluator::operator()(const For& node)
{
    auto items = std::make_shared<List>(List{List::Kind::List, itemsOf(node), 1});
    for (const Value& item : items->items)
        items->depth = std::max(items->depth, 1 + depthOf(item));
    if (items->depth > kDeepestData)
        throw Problem("it nests loops' items deeper than " + std::to_string(kDeepestData) + " levels");
    if (items->items.empty()) {
        const Within within(*this, m_scope);
        return run(node.otherwise);
    }
    for (std::size_t i = 0; i < items->items.size(); ++i) {
        m_budget.step();
        if (runRound(node, std::make_shared<const Loop>(Loop{items, i})) == Flow::Break)
            break;
    }
    return Flow::Next;
}

Evaluator::Flow Evaluator::runRound(const For& node, const std::shared_ptr<const Loop>& loop)
{
    const Within within(*this, m_scope);
    m_scope->set("loop", {loop});
    assign(node.target, loop->items->items[loop->index]);
    return run(node.body);
}

std::vector<Value> Evaluator::itemsOf(const For& node)
{
    std::vector<Value> items = iterate(evaluate(*node.iterable), m_budget);
    if (node.condition == nullptr)
        return items;
    std::vector<Value> kept;
    for (Value& item : items) {
        const Within within(*this, m_scope);
        assign(node.target, item);
        if (isTrue(evaluate(*node.condition)))
            kept.push_back(std::move(item));
    }
    return kept;
}

Evaluator::Flow Evaluator::operator()(const MacroDefinition& node)
{
    m_scope->set(node.name, {Macro{&node, m_scope}});
    return Flow::Next;
}

Evaluator::Flow Evaluator::operator()(const With& node)
{
    std::vector<Value> values;
    for (const auto& [target, expression] : node.values)
        values.push_back(evaluate(*expression));
    const Within within(*this, m_scope);
    for (std::size_t i = 0; i < values.size(); ++i)
        assign(node.values[i].first, std::move(values[i]));
    return run(node.body);
}

Evaluator::Flow Evaluator::operator()(const Break&)
{
    return Flow::Break;
}

Evaluator::Flow Evaluator::operator()(const Continue&)
{
    return Flow::Continue;
}

void Evaluator::assign(const Target& target, Value value)
{
    if (target.parts.empty()) {
        if (target.attribute.empty())
            m_scope->set(target.name, std::move(value));
        else
            assignAttribute(target, std::move(value));
        return;
    }
    std::vector<Value> values = iterate(value, m_budget);
    if (values.size() != target.parts.size())
        throw Problem(std::to_string(target.parts.size()) + " names are set from " +
                      std::to_string(values.size()) + " values");
    for (std::size_t i = 0; i < values.size(); ++i)
        assign(target.parts[i], std::move(values[i]));
}

void Evaluator::assignAttribute(const Target& target, Value value)
{
    const Value* object = m_scope->find(target.name, m_budget);
    const auto* space = object == nullptr ? nullptr : std::get_if<std::shared_ptr<Namespace>>(&object->data);
    if (space == nullptr)
        throw Problem("'" + target.name + "' is no namespace, so its attributes cannot be set");
    if (target.attribute.starts_with('_'))
        throw Problem("the attribute '" + target.attribute + "' begins with an underscore");
    (*space)->attributes.set(target.attribute, std::move(value));
}

void Evaluator::print(const MarkedText& text)
{
    m_budget.requireTextFits(m_output->size() + text.size());
    m_budget.work(text.size());
    m_output->append(text);
}

MarkedText Evaluator::captured(const Body& body)
{
    MarkedText text;
    const Redirected redirected(m_output, text);
    const Within within(*this, m_scope);
    run(body);
    return text;
}

Value Evaluator::callValue(const Value& callee, const Arguments& arguments)
{
    requireDefined(callee);
    if (const auto* macro = std::get_if<Macro>(&callee.data))
        return callMacro(*macro, arguments);
    const auto* function = std::get_if<Function>(&callee.data);
    if (function == nullptr)
        throw Problem("a '" + std::string(typeName(callee)) + "' cannot be called");
    return *function == Function::Namespace ? makeNamespace(arguments)
                                            : callFunction(*function, arguments, m_clock, m_budget);
}

Value Evaluator::makeNamespace(const Arguments& arguments)
{
    auto space = std::make_shared<Namespace>(Namespace{dictOf(arguments, m_budget)});
    for (const auto& [name, value] : space->attributes.entries()) {
        if (name.asText() == nullptr || name.asText()->text().starts_with('_'))
            throw Problem("a namespace has an attribute that begins with an underscore or is no name");
    }
    m_budget.items(1);
    m_namespaces.push_back(space);
    return {std::move(space)};
}

Value Evaluator::callMacro(const Macro& macro, const Arguments& arguments)
{
    const Budget::Descent descent(m_budget);
    const MacroDefinition& definition = *macro.definition;
    requireFitting(definition, arguments);
    // A macro that outlives the block it was defined in sees what all of the template sees.
    auto outer = macro.scope.lock();
    MarkedText text;
    const Redirected redirected(m_output, text);
    const Within within(*this, outer != nullptr ? std::move(outer) : m_outermost);
    setParameters(definition, arguments);
    run(definition.body);
    return Value::text(std::move(text));
}

void Evaluator::setParameters(const MacroDefinition& definition, const Arguments& arguments)
{
    for (std::size_t i = 0; i < definition.parameters.size(); ++i) {
        const auto& [name, fallback] = definition.parameters[i];
        const Value* named = namedArgument(arguments, name);
        if (i < arguments.positional.size())
            m_scope->set(name, arguments.positional[i]);
        else if (named != nullptr)
            m_scope->set(name, *named);
        else if (fallback != nullptr)
            m_scope->set(name, evaluate(*fallback));
        else
            m_scope->set(name, Value::undefined("the parameter '" + name + "' was not given"));
    }
}

} // namespace rw::jinja
