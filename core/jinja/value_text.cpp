#include "core/jinja/value_text.h"

#include "core/jinja/code_points.h"
#include "core/jinja/problem.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace rw::jinja {

namespace {

std::string hexEscape(char32_t codePoint)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    const int width = codePoint < 0x100 ? 2 : codePoint < 0x10000 ? 4 : 8;
    std::string out = width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U";
    for (int shift = (width - 1) * 4; shift >= 0; shift -= 4)
        out += kDigits[(codePoint >> static_cast<unsigned>(shift)) & 0xFU];
    return out;
}

std::string reprOfCodePoint(char32_t codePoint, char quote)
{
    switch (codePoint) {
    case U'\n':
        return "\\n";
    case U'\r':
        return "\\r";
    case U'\t':
        return "\\t";
    case U'\\':
        return "\\\\";
    default:
        if (codePoint == static_cast<unsigned char>(quote))
            return {'\\', quote};
        return isPrintable(codePoint) ? encodeUtf8(codePoint) : hexEscape(codePoint);
    }
}

void appendReprOfText(const MarkedText& text, MarkedText& out)
{
    const bool single = text.text().find('\'') == std::string::npos;
    const char quote = single || text.text().find('"') != std::string::npos ? '\'' : '"';
    out.append({&quote, 1}, true);
    text.forEachRun([&](std::string_view run, bool trusted) {
        std::string written;
        for (std::size_t i = 0; i < run.size(); i += codePointLength(run, i))
            written += reprOfCodePoint(codePointAt(run, i), quote);
        out.append(written, trusted);
    });
    out.append({&quote, 1}, true);
}

void appendReprOfList(const List& list, MarkedText& out, Budget& budget)
{
    if (list.kind == List::Kind::Generator)
        throw Problem("a generator cannot be printed; pipe it through list or join");
    const bool tuple = list.kind == List::Kind::Tuple;
    out.append(tuple ? "(" : "[", true);
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        out.append(i == 0 ? "" : ", ", true);
        appendRepr(list.items[i], out, budget);
    }
    out.append(tuple && list.items.size() == 1 ? "," : "", true);
    out.append(tuple ? ")" : "]", true);
}

void appendReprOfDict(const Dict& dict, MarkedText& out, Budget& budget)
{
    out.append("{", true);
    bool first = true;
    for (const auto& [key, value] : dict.entries()) {
        out.append(first ? "" : ", ", true);
        first = false;
        appendRepr(key, out, budget);
        out.append(": ", true);
        appendRepr(value, out, budget);
    }
    out.append("}", true);
}

/// Numbers, booleans and none.
std::string scalarText(const Value& value)
{
    if (const bool* boolean = std::get_if<bool>(&value.data))
        return *boolean ? "True" : "False";
    if (const auto* integer = std::get_if<std::int64_t>(&value.data))
        return std::to_string(*integer);
    if (const double* real = std::get_if<double>(&value.data))
        return floatText(*real);
    if (value.is<None>())
        return "None";
    throw Problem("a '" + std::string(typeName(value)) + "' cannot be printed");
}

} // namespace

std::string floatText(double number)
{
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    auto* const last = buffer.data() + buffer.size();
    std::string scientific(buffer.data(),
                           std::to_chars(buffer.data(), last, number, std::chars_format::scientific).ptr);
    int exponent = 0;
    const std::size_t mark = scientific.find('e');
    const std::size_t digits = scientific[mark + 1] == '+' ? mark + 2 : mark + 1;
    std::from_chars(scientific.data() + digits, scientific.data() + scientific.size(), exponent);
    constexpr int kSmallestFixed = -4;
    constexpr int kFirstScientific = 16;
    if (exponent < kSmallestFixed || exponent >= kFirstScientific)
        return scientific;
    std::string fixed(buffer.data(),
                      std::to_chars(buffer.data(), last, number, std::chars_format::fixed).ptr);
    return fixed.find('.') == std::string::npos ? fixed + ".0" : fixed;
}

MarkedText textOf(const Value& value, Budget& budget)
{
    if (value.isUndefined())
        return {};
    if (const MarkedText* text = value.asText()) {
        budget.text(text->size());
        return *text;
    }
    MarkedText out;
    appendRepr(value, out, budget);
    return out;
}

void appendRepr(const Value& value, MarkedText& out, Budget& budget)
{
    budget.step();
    budget.requireTextFits(out.size());
    if (const MarkedText* text = value.asText()) {
        budget.text(text->size());
        appendReprOfText(*text, out);
    } else if (const List* list = value.asList()) {
        appendReprOfList(*list, out, budget);
    } else if (const Dict* dict = value.asDict()) {
        appendReprOfDict(*dict, out, budget);
    } else if (value.isUndefined()) {
        out.append("Undefined", true);
    } else {
        out.append(scalarText(value), true);
    }
}

} // namespace rw::jinja
