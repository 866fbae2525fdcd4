#include "core/jinja/filters.h"
#include "core/jinja/methods.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/tests.h"
#include "core/jinja/text_operations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace rw::jinja {

namespace {

using ListFilter = Value (*)(const Value& input, const Arguments& arguments, Budget& budget);

/// item.a.b for the path "a.b", item[0] for 0 or "0"; undefined where it leads nowhere.
/// @param fallback stands for a part of the path that is not there; nullptr: none
Value followPath(const Value& item, const Value& path, Budget& budget, const Value* fallback = nullptr)
{
    const auto orFallback = [&](Value found) {
        return found.isUndefined() && fallback != nullptr ? *fallback : std::move(found);
    };
    if (const auto index = asInteger(path))
        return orFallback(itemAt(item, {*index}, budget));
    std::string_view rest = requireText(&path, "The attribute").text();
    Value at = item;
    while (true) {
        const std::string_view name = rest.substr(0, rest.find('.'));
        std::int64_t index = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
        const bool isIndex = !name.empty() && error == std::errc() && end == name.data() + name.size();
        at = orFallback(isIndex ? itemAt(at, {index}, budget) : attributeOf(at, name, budget));
        if (name.size() == rest.size())
            return at;
        rest.remove_prefix(name.size() + 1);
    }
}

Value first(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "first", {});
    const auto items = iterate(input, budget);
    return items.empty() ? Value::undefined("there is no first item: the sequence is empty") : items.front();
}

Value last(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "last", {});
    const auto items = iterate(input, budget);
    return items.empty() ? Value::undefined("there is no last item: the sequence is empty") : items.back();
}

Value length(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "length", {});
    if (const MarkedText* text = input.asText())
        budget.work(text->size());
    return {static_cast<std::int64_t>(lengthOf(input))};
}

Value list(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "list", {});
    return Value::list(iterate(input, budget));
}

Value items(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "items", {});
    if (input.isUndefined())
        return Value::generator({});
    const Dict* dict = input.asDict();
    if (dict == nullptr)
        throw Problem("items wants a mapping, not a '" + std::string(typeName(input)) + "'");
    return Value::generator(itemsOf(*dict, budget));
}

Value reverse(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "reverse", {});
    const Value none{None{}};
    if (input.asText() != nullptr)
        return sliceOf(input, none, none, {std::int64_t{-1}}, budget);
    auto reversed = iterate(input, budget);
    std::reverse(reversed.begin(), reversed.end());
    return Value::generator(std::move(reversed));
}

Value join(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "join", {"d", "attribute"});
    auto parts = iterate(input, budget);
    if (bound[1] != nullptr && !bound[1]->is<None>()) {
        for (Value& part : parts)
            part = followPath(part, *bound[1], budget);
    }
    return Value::text(
        joined(parts, bound[0] != nullptr ? requireText(bound[0], "The separator") : MarkedText(), budget));
}

/// Text in lower case, unless case counts: what sorting compares.
Value sortKey(const Value& value, bool caseSensitive, Budget& budget)
{
    const MarkedText* text = value.asText();
    return caseSensitive || text == nullptr ? value : Value::text(lower(*text, budget));
}

/// Sorts `items` by keys that belong to them. Equal ones keep their order.
std::vector<Value> sortedBy(std::vector<std::pair<Value, Value>> keyed, bool reverse, Budget& budget)
{
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
        return reverse ? isLess(b.first, a.first, budget) : isLess(a.first, b.first, budget);
    });
    std::vector<Value> sorted;
    for (auto& [key, value] : keyed)
        sorted.push_back(std::move(value));
    return sorted;
}

Value sort(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "sort", {"reverse", "case_sensitive", "attribute"});
    const bool byAttribute = bound[2] != nullptr && !bound[2]->is<None>();
    std::vector<std::pair<Value, Value>> keyed;
    for (const Value& item : iterate(input, budget)) {
        const Value key = byAttribute ? followPath(item, *bound[2], budget) : item;
        keyed.emplace_back(sortKey(key, truthOr(bound[1], false), budget), item);
    }
    return Value::list(sortedBy(std::move(keyed), truthOr(bound[0], false), budget));
}

Value sortDict(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "dictsort", {"case_sensitive", "by", "reverse"});
    const std::string by =
        bound[1] == nullptr ? "key" : requireText(bound[1], "What dictsort sorts by").text();
    requireDefined(input);
    const Dict* dict = input.asDict();
    if (dict == nullptr || (by != "key" && by != "value"))
        throw Problem("dictsort wants a mapping, and to sort by key or value");
    std::vector<std::pair<Value, Value>> keyed;
    for (const Value& pair : itemsOf(*dict, budget)) {
        const Value& key = pair.asList()->items[by == "key" ? 0 : 1];
        keyed.emplace_back(sortKey(key, truthOr(bound[0], false), budget), pair);
    }
    return Value::list(sortedBy(std::move(keyed), truthOr(bound[2], false), budget));
}

Value unique(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "unique", {"case_sensitive", "attribute"});
    Dict seen;
    std::vector<Value> kept;
    for (const Value& item : iterate(input, budget)) {
        const Value at =
            bound[1] != nullptr && !bound[1]->is<None>() ? followPath(item, *bound[1], budget) : item;
        const Value key = sortKey(at, truthOr(bound[0], false), budget);
        if (seen.find(key) != nullptr)
            continue;
        seen.set(key, {None{}});
        kept.push_back(item);
    }
    return Value::generator(std::move(kept));
}

/// The smallest or the largest.
template <bool largest>
Value extreme(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "min or max", {"case_sensitive", "attribute"});
    const auto all = iterate(input, budget);
    if (all.empty())
        return Value::undefined("there is no smallest or largest item: the sequence is empty");
    const auto keyOf = [&](const Value& item) {
        const bool byAttribute = bound[1] != nullptr && !bound[1]->is<None>();
        return sortKey(byAttribute ? followPath(item, *bound[1], budget) : item, truthOr(bound[0], false),
                       budget);
    };
    const Value* best = &all.front();
    for (const Value& item : all) {
        const bool better =
            largest ? isLess(keyOf(*best), keyOf(item), budget) : isLess(keyOf(item), keyOf(*best), budget);
        if (better)
            best = &item;
    }
    return *best;
}

Value sum(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "sum", {"attribute", "start"});
    Value total = bound[1] != nullptr ? *bound[1] : Value{std::int64_t{0}};
    for (const Value& item : iterate(input, budget)) {
        const bool byAttribute = bound[0] != nullptr && !bound[0]->is<None>();
        total = add(total, byAttribute ? followPath(item, *bound[0], budget) : item, budget);
    }
    return total;
}

/// `arguments` without the first `count` positional ones.
Arguments behind(const Arguments& arguments, std::size_t count, Budget& budget)
{
    budget.items(arguments.positional.size());
    Arguments rest = arguments;
    rest.positional.erase(rest.positional.begin(),
                          rest.positional.begin() + static_cast<std::ptrdiff_t>(count));
    return rest;
}

Value map(const Value& input, const Arguments& arguments, Budget& budget)
{
    std::vector<Value> results;
    if (arguments.positional.empty()) {
        const auto bound = bind(arguments, "map", {"attribute", "default"});
        const Value& path = requireGiven(bound[0], "What map maps to");
        for (const Value& item : iterate(input, budget))
            results.push_back(followPath(item, path, budget, bound[1]));
        return Value::generator(std::move(results));
    }
    const std::string& filter = requireText(arguments.positional.data(), "The filter of map").text();
    const Arguments rest = behind(arguments, 1, budget);
    for (const Value& item : iterate(input, budget))
        results.push_back(applyFilter(filter, item, rest, budget));
    return Value::generator(std::move(results));
}

/// select, reject and their forms that look at an attribute.
template <bool wanted, bool ofAttribute>
Value select(const Value& input, const Arguments& arguments, Budget& budget)
{
    const std::size_t offset = ofAttribute ? 1 : 0;
    if (arguments.positional.size() < offset)
        throw Problem("the name of the attribute to look at is missing");
    const bool tested = arguments.positional.size() > offset;
    const std::string test =
        tested ? requireText(&arguments.positional[offset], "The test").text() : std::string();
    const Arguments rest = tested ? behind(arguments, offset + 1, budget) : Arguments{};
    std::vector<Value> kept;
    for (const Value& item : iterate(input, budget)) {
        const Value looked = ofAttribute ? followPath(item, arguments.positional[0], budget) : item;
        if ((tested ? applyTest(test, looked, rest, budget) : isTrue(looked)) == wanted)
            kept.push_back(item);
    }
    return Value::generator(std::move(kept));
}

constexpr std::array<std::pair<std::string_view, ListFilter>, 19> kFilters{{
    {"first", first},
    {"last", last},
    {"length", length},
    {"count", length},
    {"list", list},
    {"items", items},
    {"reverse", reverse},
    {"join", join},
    {"sort", sort},
    {"dictsort", sortDict},
    {"unique", unique},
    {"min", extreme<false>},
    {"max", extreme<true>},
    {"sum", sum},
    {"map", map},
    {"select", select<true, false>},
    {"reject", select<false, false>},
    {"selectattr", select<true, true>},
    {"rejectattr", select<false, true>},
}};

} // namespace

std::optional<Value> applyListFilter(std::string_view name, const Value& input, const Arguments& arguments,
                                     Budget& budget)
{
    const auto* const found = std::find_if(kFilters.begin(), kFilters.end(),
                                           [&](const auto& entry) { return entry.first == name; });
    if (found == kFilters.end())
        return std::nullopt;
    return found->second(input, arguments, budget);
}

} // namespace rw::jinja
