#include "core/math/comparison.h"

#include "core/math/answer_shape.h"
#include "core/math/math_names.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace rw {

namespace {

bool isSeveral(const Expression& expression)
{
    return expression.kind == NodeKind::List || expression.kind == NodeKind::Set;
}

bool isRelation(const Expression& expression)
{
    return expression.kind == NodeKind::Relation;
}

/// Whether it is made of relations, alone or several.
bool saysRelations(const Expression& expression)
{
    return isRelation(expression) ||
           (isSeveral(expression) && !expression.parts.empty() &&
            std::all_of(expression.parts.begin(), expression.parts.end(), isRelation));
}

bool isRange(const Expression& expression)
{
    return expression.kind == NodeKind::Union ||
           (expression.kind == NodeKind::Tuple && expression.parts.size() == 2);
}

Sameness both(Sameness a, Sameness b)
{
    if (a == Sameness::Different || b == Sameness::Different)
        return Sameness::Different;
    return a == Sameness::Same && b == Sameness::Same ? Sameness::Same : Sameness::Unknown;
}

Sameness either(Sameness a, Sameness b)
{
    if (a == Sameness::Same || b == Sameness::Same)
        return Sameness::Same;
    return a == Sameness::Different && b == Sameness::Different ? Sameness::Different : Sameness::Unknown;
}

Expression named(NodeKind kind, std::vector<Expression> parts)
{
    return {kind, {}, std::move(parts)};
}

Expression scaled(const Expression& amount, const Unit& unit)
{
    Expression factor = named(NodeKind::Quotient, {{NodeKind::Number, std::to_string(unit.numerator), {}},
                                                   {NodeKind::Number, std::to_string(unit.denominator), {}}});
    if (unit.power != 1)
        factor =
            named(NodeKind::Power, {std::move(factor), {NodeKind::Number, std::to_string(unit.power), {}}});
    return named(NodeKind::Product, {amount, std::move(factor)});
}

bool isCall(const Expression& expression, std::string_view name)
{
    return expression.kind == NodeKind::Call && expression.name == name;
}

bool isInfinite(const Expression& expression)
{
    const Expression& inner = expression.kind == NodeKind::Negative ? expression.parts.front() : expression;
    return inner.kind == NodeKind::Symbol && inner.name == "infinity";
}

/// Its brackets, round at an infinite end; of more than two parts, or of a point, none matter.
std::string bracketsOf(const Expression& tuple)
{
    if (tuple.parts.size() != 2)
        return "()";
    std::string brackets = tuple.name;
    if (isInfinite(tuple.parts[0]))
        brackets[0] = '(';
    if (isInfinite(tuple.parts[1]))
        brackets[1] = ')';
    return brackets;
}

class Comparer
{
public:
    Comparer(const MathOptions& options, const ScalarComparison& comparison)
        : m_options(options)
        , m_comparison(comparison)
    {
    }

    Sameness compare(const Expression& answer, const Expression& gold) const
    {
        if (answer == gold)
            return Sameness::Same;
        if (--m_comparisonsLeft < 0)
            return Sameness::Unknown;
        if (saysRelations(answer) != saysRelations(gold))
            return compareShapes(bare(answer, gold), bare(gold, answer));
        return compareShapes(answer, gold);
    }

private:
    /// Without names, and as an interval where the other one is.
    static Expression bare(const Expression& expression, const Expression& other)
    {
        if (isRange(other)) {
            if (auto range = rangeOf(expression))
                return std::move(*range);
        }
        if (!isSeveral(expression))
            return withoutName(expression);
        Expression result{expression.kind, {}, {}};
        for (const Expression& part : expression.parts)
            result.parts.push_back(withoutName(part));
        return result;
    }

    /// "x < 1 or x >= 3" is a union of intervals.
    static std::optional<Expression> rangeOf(const Expression& expression)
    {
        if (!isSeveral(expression))
            return intervalOf(expression);
        Expression result{NodeKind::Union, {}, {}};
        for (const Expression& part : expression.parts) {
            auto range = intervalOf(part);
            if (!range && part.kind == NodeKind::Relation && part.name == "in")
                range = part.parts.back();
            if (!range)
                return std::nullopt;
            result.parts.push_back(std::move(*range));
        }
        return result;
    }

    Sameness compareShapes(const Expression& answer, const Expression& gold) const
    {
        if (answer.kind == NodeKind::Quantity || gold.kind == NodeKind::Quantity)
            return compareQuantities(answer, gold);
        if (isSeveral(answer) || isSeveral(gold) || answersOf(answer).size() > 1 ||
            answersOf(gold).size() > 1)
            return compareSeveral(answer, gold);
        if (isScalar(answer) && isScalar(gold))
            return compareScalars(answer, gold);
        if (answer.kind == NodeKind::Matrix || gold.kind == NodeKind::Matrix)
            return compareMatrices(answer, gold);
        if (answer.kind != gold.kind)
            return Sameness::Different;
        switch (answer.kind) {
        case NodeKind::Tuple:
            return compareTuples(answer, gold);
        case NodeKind::Union:
            return compareUnordered(answer.parts, gold.parts);
        case NodeKind::Relation:
            return compareRelations(answer, gold);
        default:
            return Sameness::Different;
        }
    }

    // --- numbers

    /// "3 h" and "18 m^2", whose units were read as names, beside a unit that is known.
    static Expression asQuantity(const Expression& expression, const Expression& other)
    {
        const bool mayBe = expression.kind == NodeKind::Product && expression.parts.size() == 2 &&
                           other.kind == NodeKind::Quantity && unitNamed(other.name);
        if (!mayBe)
            return expression;
        const std::string name = toString(expression.parts[1]);
        const bool letter = expression.parts[1].kind == NodeKind::Symbol ||
                            (expression.parts[1].kind == NodeKind::Power &&
                             expression.parts[1].parts[0].kind == NodeKind::Symbol);
        if (!letter || !unitNamed(name))
            return expression;
        return {NodeKind::Quantity, name, {expression.parts[0]}};
    }

    Sameness compareQuantities(const Expression& answer, const Expression& gold) const
    {
        return compareAmounts(asQuantity(answer, gold), asQuantity(gold, answer));
    }

    Sameness compareAmounts(const Expression& answer, const Expression& gold) const
    {
        const auto amount = [](const Expression& e) -> const Expression& {
            return e.kind == NodeKind::Quantity ? e.parts.front() : e;
        };
        if (m_options.units && answer.kind == gold.kind) {
            const auto mine = unitNamed(answer.name);
            const auto wanted = unitNamed(gold.name);
            if (mine && wanted) {
                if (mine->dimension != wanted->dimension || mine->power != wanted->power)
                    return Sameness::Different;
                if (mine->numerator != wanted->numerator || mine->denominator != wanted->denominator)
                    return compare(scaled(amount(answer), *mine), scaled(amount(gold), *wanted));
            }
        }
        return compare(amount(answer), amount(gold));
    }

    Sameness compareScalars(const Expression& answer, const Expression& gold) const
    {
        for (const std::string_view sign : {"percent", "degree"}) {
            const bool mine = isCall(answer, sign);
            const bool wanted = isCall(gold, sign);
            if (mine && wanted)
                return m_comparison.scalars(answer.parts.front(), gold.parts.front());
            if (mine)
                return either(m_comparison.scalars(answer.parts.front(), gold),
                              m_comparison.scalars(answer, gold));
            if (wanted)
                return either(m_comparison.scalars(answer, gold.parts.front()),
                              m_comparison.scalars(answer, gold));
        }
        return m_comparison.scalars(answer, gold);
    }

    // --- several

    Sameness compareSeveral(const Expression& answer, const Expression& gold) const
    {
        // "1, 2" may be written for (1, 2).
        if (answer.kind == NodeKind::Tuple && gold.kind == NodeKind::List)
            return compareOrdered(answer.parts, gold.parts);
        if (answer.kind == NodeKind::List && gold.kind == NodeKind::Tuple)
            return compareOrdered(answer.parts, gold.parts);
        const auto mine = answersOf(answer);
        const auto wanted = answersOf(gold);
        if (m_options.ordered && answer.kind == NodeKind::List && gold.kind == NodeKind::List)
            return compareOrdered(mine, wanted);
        return compareUnordered(mine, wanted);
    }

    Sameness compareOrdered(const std::vector<Expression>& mine, const std::vector<Expression>& wanted) const
    {
        if (mine.size() != wanted.size())
            return Sameness::Different;
        Sameness all = Sameness::Same;
        for (std::size_t i = 0; i < mine.size() && all != Sameness::Different; ++i)
            all = both(all, compare(mine[i], wanted[i]));
        return all;
    }

    /// Each of one is one of the other, and the other way round.
    Sameness compareUnordered(const std::vector<Expression>& mine,
                              const std::vector<Expression>& wanted) const
    {
        if (mine.size() > kMostUnordered || wanted.size() > kMostUnordered)
            return Sameness::Unknown;
        std::vector<std::vector<Sameness>> table;
        for (const Expression& a : mine) {
            auto& row = table.emplace_back();
            for (const Expression& b : wanted)
                row.push_back(compare(a, b));
        }
        Sameness all = Sameness::Same;
        for (const auto& row : table)
            all = both(all, any(row));
        for (std::size_t column = 0; column < wanted.size(); ++column) {
            std::vector<Sameness> down;
            for (const auto& row : table)
                down.push_back(row[column]);
            all = both(all, any(down));
        }
        return all;
    }

    static Sameness any(const std::vector<Sameness>& found)
    {
        Sameness result = Sameness::Different;
        for (const Sameness one : found)
            result = one == Sameness::Same || result == Sameness::Same ? Sameness::Same
                     : one == Sameness::Unknown                        ? Sameness::Unknown
                                                                       : result;
        return result;
    }

    // --- other shapes

    Sameness compareTuples(const Expression& answer, const Expression& gold) const
    {
        if (bracketsOf(answer) != bracketsOf(gold))
            return Sameness::Different;
        return compareOrdered(answer.parts, gold.parts);
    }

    Sameness compareMatrices(const Expression& answer, const Expression& gold) const
    {
        if (answer.kind == gold.kind)
            return compareOrdered(answer.parts, gold.parts);
        return compareOrdered(vectorOf(answer), vectorOf(gold));
    }

    /// The entries of a tuple, or of a matrix of one row or column.
    static std::vector<Expression> vectorOf(const Expression& expression)
    {
        if (expression.kind == NodeKind::Tuple)
            return expression.parts;
        if (expression.kind != NodeKind::Matrix)
            return {expression};
        if (expression.parts.size() == 1)
            return expression.parts.front().parts;
        std::vector<Expression> column;
        for (const Expression& row : expression.parts) {
            if (row.parts.size() != 1)
                return {};
            column.push_back(row.parts.front());
        }
        return column;
    }

    Sameness compareRelations(const Expression& answer, const Expression& gold) const
    {
        if (answer.name != gold.name)
            return Sameness::Different;
        if (answer.name == "in")
            return compareOrdered(answer.parts, gold.parts);
        const auto plain = [](const Expression& e) {
            return std::all_of(e.parts.begin(), e.parts.end(), isScalar);
        };
        const Sameness parts = compareOrdered(answer.parts, gold.parts);
        if (parts == Sameness::Same || answer.parts.size() != 2 || gold.parts.size() != 2 || !plain(answer) ||
            !plain(gold))
            return parts;
        return m_comparison.equations({answer.parts[0], answer.parts[1]}, {gold.parts[0], gold.parts[1]},
                                      answer.name.front() == '<');
    }

    static constexpr std::size_t kMostUnordered = 40;
    static constexpr int kMostComparisons = 10'000; ///< sets of sets have many

    const MathOptions& m_options;
    const ScalarComparison& m_comparison;
    mutable int m_comparisonsLeft = kMostComparisons;
};

} // namespace

Sameness compareAnswers(const Expression& answer, const Expression& gold, const MathOptions& options,
                        const ScalarComparison& comparison)
{
    return Comparer(options, comparison).compare(answer, gold);
}

} // namespace rw
