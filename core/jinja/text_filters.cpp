#include "core/jinja/code_points.h"
#include "core/jinja/filters.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/text_operations.h"
#include "core/jinja/value_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace rw::jinja {

namespace {

using TextFilter = Value (*)(const Value& input, const Arguments& arguments, Budget& budget);

template <MarkedText (*change)(const MarkedText&, Budget&)>
Value changed(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "the filter", {});
    return Value::text(change(textOf(input, budget), budget));
}

MarkedText unchanged(const MarkedText& text, Budget&)
{
    return text;
}

MarkedText titledAtSpaces(const MarkedText& text, Budget& budget)
{
    return titled(text, WordRule::Spaces, budget);
}

Value trim(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "trim", {"chars"});
    const bool plain = bound[0] == nullptr || bound[0]->is<None>();
    return Value::text(stripped(textOf(input, budget), Side::Both,
                                plain ? nullptr : &requireText(bound[0], "What trim takes away"), budget));
}

Value replace(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "replace", {"old", "new", "count"});
    const MarkedText from = textOf(requireGiven(bound[0], "What replace looks for"), budget);
    const MarkedText to = textOf(requireGiven(bound[1], "What replace puts there"), budget);
    return Value::text(replaced(textOf(input, budget), from, to, integerOr(bound[2], -1, "count"), budget));
}

Value indent(const Value& input, const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "indent", {"width", "first", "blank"});
    MarkedText by;
    if (bound[0] != nullptr && bound[0]->asText() != nullptr) {
        by = *bound[0]->asText();
    } else {
        const std::int64_t width = std::max<std::int64_t>(integerOr(bound[0], 4, "The width of indent"), 0);
        budget.text(static_cast<std::size_t>(width));
        by = MarkedText(std::string(static_cast<std::size_t>(width), ' '), true);
    }
    return Value::text(
        indented(textOf(input, budget), by, truthOr(bound[1], false), truthOr(bound[2], false), budget));
}

std::string_view trimmed(std::string_view text)
{
    const Extent extent = withoutSpace(text, true, true);
    return text.substr(extent.begin, extent.end - extent.begin);
}

/// The number that all of `text` spells, a sign and white space around it allowed.
template <class Number>
std::optional<Number> numberIn(std::string_view text)
{
    std::string_view digits = trimmed(text);
    if (digits.starts_with('+') && !digits.starts_with("+-"))
        digits.remove_prefix(1);
    Number number{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return number;
}

std::optional<double> toReal(const Value& input)
{
    if (const MarkedText* text = input.asText())
        return numberIn<double>(text->text());
    return asNumber(input);
}

Value integer(const Value& input, const Arguments& arguments, Budget&)
{
    const auto bound = bind(arguments, "int", {"default"});
    const Value fallback = bound[0] != nullptr ? *bound[0] : Value{std::int64_t{0}};
    if (const auto whole = asInteger(input))
        return {*whole};
    if (const MarkedText* text = input.asText()) {
        if (const auto whole = numberIn<std::int64_t>(text->text()))
            return {*whole};
    }
    const auto real = toReal(input);
    constexpr double kBeyond = 9223372036854775808.0; // 2^63
    if (!real || !(std::abs(*real) < kBeyond))
        return fallback;
    return {static_cast<std::int64_t>(*real)};
}

Value real(const Value& input, const Arguments& arguments, Budget&)
{
    const auto bound = bind(arguments, "float", {"default"});
    const auto number = toReal(input);
    return number ? Value{*number} : bound[0] != nullptr ? *bound[0] : Value{0.0};
}

Value absolute(const Value& input, const Arguments& arguments, Budget&)
{
    bind(arguments, "abs", {});
    requireDefined(input);
    const auto number = asNumber(input);
    if (!number)
        throw Problem("abs wants a number");
    return *number < 0 ? negate(input) : input;
}

Value rounded(const Value& input, const Arguments& arguments, Budget&)
{
    const auto bound = bind(arguments, "round", {"precision", "method"});
    const std::int64_t precision = integerOr(bound[0], 0, "The precision of round");
    const std::string method =
        bound[1] == nullptr ? "common" : requireText(bound[1], "The method of round").text();
    requireDefined(input);
    const auto number = asNumber(input);
    constexpr std::int64_t kMost = 15;
    if (!number || precision < 0 || precision > kMost)
        throw Problem("round wants a number, and a precision from 0 to " + std::to_string(kMost));
    if (method == "common" && asInteger(input))
        return {*asInteger(input)};
    const double scale = std::pow(10.0, static_cast<double>(precision));
    if (method == "ceil")
        return {std::ceil(*number * scale) / scale};
    if (method == "floor")
        return {std::floor(*number * scale) / scale};
    if (method != "common")
        throw Problem("the method of round must be common, ceil or floor");
    std::array<char, 400> digits{}; // of the largest double, and the decimals
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), *number,
                                       std::chars_format::fixed, static_cast<int>(precision));
    double result = *number;
    std::from_chars(digits.data(), written.ptr, result);
    return {result};
}

Value htmlEscape(const Value& input, const Arguments& arguments, Budget& budget)
{
    bind(arguments, "escape", {});
    return Value::text(htmlEscaped(textOf(input, budget), budget));
}

constexpr std::array<std::pair<std::string_view, TextFilter>, 16> kFilters{{
    {"trim", trim},
    {"upper", changed<upper>},
    {"lower", changed<lower>},
    {"capitalize", changed<capitalized>},
    {"title", changed<titledAtSpaces>},
    {"string", changed<unchanged>},
    {"safe", changed<unchanged>},
    {"replace", replace},
    {"indent", indent},
    {"e", htmlEscape},
    {"escape", htmlEscape},
    {"int", integer},
    {"float", real},
    {"abs", absolute},
    {"round", rounded},
    {"forceescape", htmlEscape},
}};

} // namespace

std::optional<Value> applyTextFilter(std::string_view name, const Value& input, const Arguments& arguments,
                                     Budget& budget)
{
    const auto* const found = std::find_if(kFilters.begin(), kFilters.end(),
                                           [&](const auto& entry) { return entry.first == name; });
    if (found == kFilters.end())
        return std::nullopt;
    return found->second(input, arguments, budget);
}

} // namespace rw::jinja
