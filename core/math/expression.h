#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rw {

/// What a node of an expression is. `parts` are its operands.
enum class NodeKind {
    Number,    ///< `name`: digits, perhaps with a point: "12.50"
    Symbol,    ///< `name`: "x", "x_1", "pi", "e", "i", "infinity", "alpha"
    Sum,       ///< of at least two
    Negative,  ///< of one
    Product,   ///< of at least two
    Quotient,  ///< of two
    Power,     ///< of two
    PlusMinus, ///< of two, or of one: both values at a time
    Call,      ///< `name`: "sqrt", "sin", "percent", "degree", ...
    Tuple,     ///< `name`: its brackets, "()", "[)", ...; an interval where it has two parts
    Set,       ///< in braces; may be empty
    List,      ///< several answers, with commas between them
    Union,     ///< of sets and intervals
    Relation,  ///< of two or more; `name`: the sign between each two: "=", "<", "<=", "!=", "in"
    Matrix,    ///< of rows, each a Tuple
    Quantity,  ///< of one, with the unit `name`
    Text       ///< `name`: words
};

/// A mathematical expression as it was read, not simplified.
struct Expression
{
    NodeKind kind = NodeKind::Number;
    std::string name{};
    std::vector<Expression> parts{};

    bool operator==(const Expression&) const = default;
};

/// As people see it on one line: "1/2", "sqrt(3) + 2 x", "{1, 2}", "[1, 3)".
std::string toString(const Expression& expression);

/// Calls `visit` with the expression and everything in it, outer first.
template <class Visit>
void visitAll(const Expression& expression, Visit&& visit)
{
    visit(expression);
    for (const Expression& part : expression.parts)
        visitAll(part, visit);
}

} // namespace rw
