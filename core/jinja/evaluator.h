#pragma once

#include "core/jinja/budget.h"
#include "core/jinja/functions.h"
#include "core/jinja/scope.h"
#include "core/jinja/syntax.h"

#include <memory>
#include <vector>

namespace rw::jinja {

/// Runs a template once.
class Evaluator
{
public:
    Evaluator(const Dict& variables, const Limits& limits, Clock clock);
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    /// @param body outlives the evaluator. @throws Problem; then line() says where.
    MarkedText render(const Body& body);

    /// The line that is being run.
    [[nodiscard]] int line() const { return m_line; }

private:
    enum class Flow { Next, Break, Continue };
    class Within;

    Flow run(const Body& body);
    Flow run(const Statement& statement);
    Flow operator()(const TextOutput& node);
    Flow operator()(const Output& node);
    Flow operator()(const Set& node);
    Flow operator()(const SetBlock& node);
    Flow operator()(const If& node);
    Flow operator()(const For& node);
    Flow operator()(const MacroDefinition& node);
    Flow operator()(const With& node);
    Flow operator()(const FilterBlock& node);
    Flow operator()(const Break& node);
    Flow operator()(const Continue& node);
    Flow runRound(const For& node, const std::shared_ptr<const Loop>& loop);
    std::vector<Value> itemsOf(const For& node);

    Value evaluate(const Expression& expression);
    Value operator()(const Literal& node);
    Value operator()(const Name& node);
    Value operator()(const ListDisplay& node);
    Value operator()(const DictDisplay& node);
    Value operator()(const Attribute& node);
    Value operator()(const Subscript& node);
    Value operator()(const Slice& node);
    Value operator()(const Call& node);
    Value operator()(const Filter& node);
    Value operator()(const Test& node);
    Value operator()(const Unary& node);
    Value operator()(const Binary& node);
    Value operator()(const Comparison& node);
    Value operator()(const Conditional& node);
    Value evaluateOrNone(const ExpressionPtr& expression);
    bool compare(ComparisonOperator op, const Value& left, const Value& right);
    Value concatenated(const Value& left, const Value& right);

    Arguments argumentsOf(const CallArguments& arguments);
    Value callValue(const Value& callee, const Arguments& arguments);
    Value callMacro(const Macro& macro, const Arguments& arguments);
    void setParameters(const MacroDefinition& definition, const Arguments& arguments);
    Value makeNamespace(const Arguments& arguments);

    void assign(const Target& target, Value value);
    void assignAttribute(const Target& target, Value value);
    void print(const MarkedText& text);
    /// What `body` prints in a scope of its own.
    MarkedText captured(const Body& body);

    Budget m_budget;
    Clock m_clock;
    int m_line = 1;
    std::shared_ptr<Scope> m_outermost;
    std::shared_ptr<Scope> m_scope;
    MarkedText* m_output = nullptr;
    const MarkedText* m_filterInput = nullptr; ///< what a filter without an input takes
    std::vector<std::shared_ptr<Namespace>> m_namespaces;
};

} // namespace rw::jinja
