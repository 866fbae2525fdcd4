#include "core/jinja/tests.h"

#include "core/jinja/code_points.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/value_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rw::jinja {

namespace {

using PlainTest = bool (*)(const Value& input);
using Relation = bool (*)(const Value& input, const Value& other, Budget& budget);

bool isIterable(const Value& input)
{
    return input.isUndefined() || input.asText() != nullptr || input.asList() != nullptr ||
           input.asDict() != nullptr;
}

bool isSequence(const Value& input)
{
    const List* list = input.asList();
    return input.isUndefined() || input.asText() != nullptr || input.asDict() != nullptr ||
           (list != nullptr && list->kind != List::Kind::Generator);
}

bool isOdd(const Value& input)
{
    return isTrue(modulo(input, {std::int64_t{2}}));
}

constexpr std::array<std::pair<std::string_view, PlainTest>, 17> kPlainTests{{
    {"defined", [](const Value& v) { return !v.isUndefined(); }},
    {"undefined", [](const Value& v) { return v.isUndefined(); }},
    {"none", [](const Value& v) { return v.is<None>(); }},
    {"string", [](const Value& v) { return v.asText() != nullptr; }},
    {"mapping", [](const Value& v) { return v.asDict() != nullptr; }},
    {"iterable", isIterable},
    {"sequence", isSequence},
    {"boolean", [](const Value& v) { return v.is<bool>(); }},
    {"true", [](const Value& v) { return v.is<bool>() && std::get<bool>(v.data); }},
    {"false", [](const Value& v) { return v.is<bool>() && !std::get<bool>(v.data); }},
    {"integer", [](const Value& v) { return v.is<std::int64_t>(); }},
    {"float", [](const Value& v) { return v.is<double>(); }},
    {"number", [](const Value& v) { return asNumber(v).has_value(); }},
    {"odd", isOdd},
    {"even", [](const Value& v) { return !isOdd(v); }},
    {"callable", [](const Value& v) { return v.is<Macro>() || v.is<Function>() || v.isUndefined(); }},
    {"escaped", [](const Value&) { return false; }},
}};

bool isSame(const Value& input, const Value& other, Budget& budget)
{
    return input.data.index() == other.data.index() && isEqual(input, other, budget);
}

bool divides(const Value& input, const Value& other, Budget&)
{
    return !isTrue(modulo(input, other));
}

constexpr Relation kEqual = isEqual;
constexpr Relation kNotEqual = [](const Value& a, const Value& b, Budget& c) { return !isEqual(a, b, c); };
constexpr Relation kLess = isLess;
constexpr Relation kGreater = [](const Value& a, const Value& b, Budget& c) { return isLess(b, a, c); };
constexpr Relation kAtMost = [](const Value& a, const Value& b, Budget& c) {
    return isLess(a, b, c) || isEqual(a, b, c);
};
constexpr Relation kAtLeast = [](const Value& a, const Value& b, Budget& c) {
    return isLess(b, a, c) || isEqual(a, b, c);
};

constexpr std::array<std::pair<std::string_view, Relation>, 18> kRelations{{
    {"eq", kEqual},
    {"equalto", kEqual},
    {"==", kEqual},
    {"ne", kNotEqual},
    {"!=", kNotEqual},
    {"lt", kLess},
    {"lessthan", kLess},
    {"<", kLess},
    {"gt", kGreater},
    {"greaterthan", kGreater},
    {">", kGreater},
    {"le", kAtMost},
    {"<=", kAtMost},
    {"ge", kAtLeast},
    {">=", kAtLeast},
    {"in", [](const Value& item, const Value& container, Budget& b) { return contains(container, item, b); }},
    {"sameas", isSame},
    {"divisibleby", divides},
}};

/// Whether the text has letters with case, all as `change` would write them.
bool hasCase(const Value& input, std::string (*change)(std::string_view), Budget& budget)
{
    const std::string text = textOf(input, budget).text();
    return change(text) == text && upperCase(text) != lowerCase(text);
}

template <class Table>
auto find(const Table& table, std::string_view name)
{
    const auto* const found =
        std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == name; });
    return found == table.end() ? nullptr : found->second;
}

} // namespace

bool applyTest(std::string_view name, const Value& input, const Arguments& arguments, Budget& budget)
{
    budget.step();
    const std::string what = "the test '" + std::string(name) + "'";
    if (const PlainTest test = find(kPlainTests, name)) {
        bind(arguments, what, {});
        return test(input);
    }
    if (const Relation relation = find(kRelations, name)) {
        const auto bound = bind(arguments, what, {"other"});
        return relation(input, requireGiven(bound[0], "The argument of " + what), budget);
    }
    if (name == "lower" || name == "upper")
        return hasCase(input, name == "lower" ? lowerCase : upperCase, budget);
    throw Problem(what + " is not supported");
}

} // namespace rw::jinja
