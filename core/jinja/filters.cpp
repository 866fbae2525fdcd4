#include "core/jinja/filters.h"

#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/value_json.h"

#include <algorithm>

namespace rw::jinja {

namespace {

Value withDefault(const Value& input, const Arguments& arguments)
{
    const auto bound = bind(arguments, "default", {"default_value", "boolean"});
    const bool absent = input.isUndefined() || (truthOr(bound[1], false) && !isTrue(input));
    if (!absent)
        return input;
    return bound[0] != nullptr ? *bound[0] : Value::text("", true);
}

std::optional<std::string> indentOf(const Value* argument)
{
    if (argument == nullptr || argument->is<None>())
        return std::nullopt;
    if (const MarkedText* text = argument->asText())
        return text->text();
    constexpr std::int64_t kWidest = 64;
    const std::int64_t width = requireInteger(*argument, "The indent of tojson");
    if (width > kWidest)
        throw Problem("the indent of tojson is more than " + std::to_string(kWidest));
    return std::string(static_cast<std::size_t>(std::max<std::int64_t>(width, 0)), ' ');
}

/// As transformers' own filter, which takes what json.dumps() takes.
Value json(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "tojson", {"ensure_ascii", "indent", "separators", "sort_keys"});
    JsonStyle style;
    style.ensureAscii = truthOr(bound[0], false);
    style.indent = indentOf(bound[1]);
    if (style.indent)
        style.itemSeparator = ",";
    if (bound[2] != nullptr && !bound[2]->is<None>()) {
        const List* separators = bound[2]->asList();
        if (separators == nullptr || separators->items.size() != 2)
            throw Problem("the separators of tojson must be two strings");
        style.itemSeparator = requireText(&separators->items[0], "The separator").text();
        style.keySeparator = requireText(&separators->items[1], "The separator").text();
    }
    style.sortKeys = truthOr(bound[3], false);
    requireDefined(input);
    return Value::text(toJsonText(input, style, budget));
}

} // namespace

Value applyFilter(std::string_view name, const Value& input, const Arguments& arguments, Budget& budget)
{
    const Budget::Descent descent(budget);
    budget.step();
    if (name == "default" || name == "d")
        return withDefault(input, arguments);
    if (name == "tojson")
        return json(input, arguments, budget);
    if (auto text = applyTextFilter(name, input, arguments, budget))
        return *std::move(text);
    if (auto list = applyListFilter(name, input, arguments, budget))
        return *std::move(list);
    throw Problem("the filter '" + std::string(name) + "' is not supported");
}

} // namespace rw::jinja
