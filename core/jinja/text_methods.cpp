#include "core/jinja/text_methods.h"

#include "core/base/utf8.h"
#include "core/jinja/code_points.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/text_operations.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rw::jinja {

namespace {

using Method = Value (*)(const MarkedText& text, const Arguments& arguments, Budget& budget);

/// A text, or nothing where none is given or it is none.
const MarkedText* optionalText(const Value* argument, std::string_view what)
{
    return argument == nullptr || argument->is<None>() ? nullptr : &requireText(argument, what);
}

template <Side side>
Value strip(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "strip", {"chars"});
    return Value::text(stripped(text, side, optionalText(bound[0], "What strip takes away"), budget));
}

template <bool fromRight>
Value split(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "split", {"sep", "maxsplit"});
    return Value::list(splitText(text, optionalText(bound[0], "The separator of split"),
                                 integerOr(bound[1], -1, "maxsplit"), fromRight, budget));
}

Value lines(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    return Value::list(
        splitLines(text, truthOr(bind(arguments, "splitlines", {"keepends"})[0], false), budget));
}

/// Whether `test` holds for the argument, or for one of a tuple of them.
template <class Test>
Value anyAffix(const Arguments& arguments, std::string_view what, Budget& budget, const Test& test)
{
    const Value& argument = requireGiven(bind(arguments, what, {"affix"})[0], what);
    const List* several = argument.asList();
    if (several == nullptr)
        return {test(requireText(&argument, what).text())};
    budget.items(several->items.size());
    return {std::any_of(several->items.begin(), several->items.end(),
                        [&](const Value& one) { return test(requireText(&one, what).text()); })};
}

Value startsWith(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    return anyAffix(arguments, "startswith", budget,
                    [&](const std::string& affix) { return text.text().starts_with(affix); });
}

Value endsWith(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    return anyAffix(arguments, "endswith", budget,
                    [&](const std::string& affix) { return text.text().ends_with(affix); });
}

Value removePrefix(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const MarkedText& prefix = requireText(bind(arguments, "removeprefix", {"prefix"})[0], "prefix");
    budget.text(text.size());
    return Value::text(text.slice(text.text().starts_with(prefix.text()) ? prefix.size() : 0, text.size()));
}

Value removeSuffix(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const MarkedText& suffix = requireText(bind(arguments, "removesuffix", {"suffix"})[0], "suffix");
    budget.text(text.size());
    return Value::text(
        text.slice(0, text.size() - (text.text().ends_with(suffix.text()) ? suffix.size() : 0)));
}

Value replace(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "replace", {"old", "new", "count"});
    return Value::text(replaced(text, requireText(bound[0], "What replace looks for"),
                                requireText(bound[1], "What replace puts there"),
                                integerOr(bound[2], -1, "count"), budget));
}

template <MarkedText (*change)(const MarkedText&, Budget&)>
Value changed(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "a change of case", {});
    return Value::text(change(text, budget));
}

Value title(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "title", {});
    return Value::text(titled(text, WordRule::Letters, budget));
}

Value join(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "join", {"iterable"});
    const std::vector<Value> items = iterate(requireGiven(bound[0], "What join joins"), budget);
    for (const Value& item : items)
        requireText(&item, "What join joins");
    return Value::text(joined(items, text, budget));
}

template <bool last>
Value find(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const MarkedText& part = requireText(bind(arguments, "find", {"sub"})[0], "What find looks for");
    budget.search(text.size(), part.size());
    const std::size_t place = last ? text.text().rfind(part.text()) : text.text().find(part.text());
    return {place == std::string::npos ? std::int64_t{-1}
                                       : static_cast<std::int64_t>(codePointIndex(text.text(), place))};
}

Value count(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    const MarkedText& part = requireText(bind(arguments, "count", {"sub"})[0], "What count looks for");
    budget.search(text.size(), part.size());
    if (part.size() == 0)
        return {static_cast<std::int64_t>(codePointCount(text.text())) + 1};
    std::int64_t found = 0;
    for (std::size_t i = text.text().find(part.text()); i != std::string::npos;
         i = text.text().find(part.text(), i + part.size()))
        ++found;
    return {found};
}

/// Whether there are code points and `test` holds for all.
template <bool (*test)(char32_t)>
Value areAll(const MarkedText& text, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "a test of characters", {});
    budget.work(text.size());
    const std::string& bytes = text.text();
    for (std::size_t i = 0; i < bytes.size(); i += codePointLength(bytes, i)) {
        if (!test(codePointAt(bytes, i)))
            return {false};
    }
    return {!bytes.empty()};
}

bool isLetterOrDecimal(char32_t c)
{
    return isLetter(c) || isDecimal(c);
}

constexpr std::array<std::pair<std::string_view, Method>, 25> kMethods{{
    {"strip", strip<Side::Both>},
    {"lstrip", strip<Side::Left>},
    {"rstrip", strip<Side::Right>},
    {"split", split<false>},
    {"rsplit", split<true>},
    {"splitlines", lines},
    {"startswith", startsWith},
    {"endswith", endsWith},
    {"removeprefix", removePrefix},
    {"removesuffix", removeSuffix},
    {"replace", replace},
    {"upper", changed<upper>},
    {"lower", changed<lower>},
    {"casefold", changed<lower>},
    {"capitalize", changed<capitalized>},
    {"title", title},
    {"join", join},
    {"find", find<false>},
    {"rfind", find<true>},
    {"count", count},
    {"isspace", areAll<isSpace>},
    {"isdigit", areAll<isDecimal>},
    {"isdecimal", areAll<isDecimal>},
    {"isalpha", areAll<isLetter>},
    {"isalnum", areAll<isLetterOrDecimal>},
}};

} // namespace

std::optional<Value> callTextMethod(const MarkedText& text, std::string_view name, const Arguments& arguments,
                                    Budget& budget)
{
    const auto* const found = std::find_if(kMethods.begin(), kMethods.end(),
                                           [&](const auto& entry) { return entry.first == name; });
    if (found == kMethods.end())
        return std::nullopt;
    return found->second(text, arguments, budget);
}

} // namespace rw::jinja
