#include "core/jinja/value_json.h"

#include "core/base/utf8.h"
#include "core/jinja/code_points.h"
#include "core/jinja/problem.h"
#include "core/jinja/value_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rw::jinja {

namespace {

std::string unicodeEscape(unsigned unit)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out = "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U})
        out += kDigits[(unit >> shift) & 0xFU];
    return out;
}

std::string asciiEscape(char32_t codePoint)
{
    constexpr char32_t kFirstPair = 0x10000;
    if (codePoint < kFirstPair)
        return unicodeEscape(codePoint);
    const char32_t rest = codePoint - kFirstPair;
    return unicodeEscape(0xD800U + (rest >> 10U)) + unicodeEscape(0xDC00U + (rest & 0x3FFU));
}

std::string jsonCodePoint(char32_t codePoint, bool ensureAscii)
{
    switch (codePoint) {
    case U'"':
        return "\\\"";
    case U'\\':
        return "\\\\";
    case U'\n':
        return "\\n";
    case U'\r':
        return "\\r";
    case U'\t':
        return "\\t";
    case U'\f':
        return "\\f";
    case U'\b':
        return "\\b";
    default:
        if (codePoint < 0x20)
            return unicodeEscape(codePoint);
        return ensureAscii && codePoint > 0x7E ? asciiEscape(codePoint) : encodeUtf8(codePoint);
    }
}

class JsonWriter
{
public:
    JsonWriter(const JsonStyle& style, Budget& budget)
        : m_style(style)
        , m_budget(budget)
    {
    }

    MarkedText write(const Value& value)
    {
        append(value, 0);
        return std::move(m_out);
    }

private:
    void append(const Value& value, int level)
    {
        m_budget.step();
        m_budget.requireTextFits(m_out.size());
        if (const MarkedText* text = value.asText())
            appendText(*text);
        else if (const List* list = value.asList())
            appendList(*list, level);
        else if (const Dict* dict = value.asDict())
            appendDict(*dict, level);
        else
            m_out.append(scalar(value), true);
    }

    void appendText(const MarkedText& text)
    {
        m_budget.text(text.size());
        m_out.append("\"", true);
        text.forEachRun([&](std::string_view run, bool trusted) {
            std::string written;
            for (std::size_t i = 0; i < run.size(); i += codePointLength(run, i))
                written += jsonCodePoint(codePointAt(run, i), m_style.ensureAscii);
            m_out.append(written, trusted);
        });
        m_out.append("\"", true);
    }

    void appendList(const List& list, int level)
    {
        if (list.kind == List::Kind::Generator)
            throw Problem("a generator has no JSON form; pipe it through list first");
        m_out.append("[", true);
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            beginItem(i == 0, level + 1);
            append(list.items[i], level + 1);
        }
        endItems(list.items.empty(), level, "]");
    }

    void appendDict(const Dict& dict, int level)
    {
        std::vector<Dict::Entry> entries = dict.entries();
        if (m_style.sortKeys)
            sortByKey(entries);
        m_out.append("{", true);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            beginItem(i == 0, level + 1);
            const MarkedText* key = entries[i].first.asText();
            appendText(key != nullptr ? *key : MarkedText(scalar(entries[i].first), true));
            m_out.append(m_style.keySeparator, true);
            append(entries[i].second, level + 1);
        }
        endItems(entries.empty(), level, "}");
    }

    static void sortByKey(std::vector<Dict::Entry>& entries)
    {
        const auto keyOf = [](const Dict::Entry& entry) -> const std::string& {
            const MarkedText* key = entry.first.asText();
            if (key == nullptr)
                throw Problem("only mappings whose keys are strings can be sorted by key");
            return key->text();
        };
        std::stable_sort(entries.begin(), entries.end(),
                         [&](const Dict::Entry& a, const Dict::Entry& b) { return keyOf(a) < keyOf(b); });
    }

    void beginItem(bool first, int level)
    {
        if (!first)
            m_out.append(m_style.itemSeparator, true);
        if (m_style.indent)
            newLine(level);
    }

    void endItems(bool empty, int level, std::string_view bracket)
    {
        if (m_style.indent && !empty)
            newLine(level);
        m_out.append(bracket, true);
    }

    void newLine(int level)
    {
        m_budget.text(m_style.indent->size() * static_cast<std::size_t>(level));
        m_out.append("\n", true);
        for (int i = 0; i < level; ++i)
            m_out.append(*m_style.indent, true);
    }

    static std::string scalar(const Value& value)
    {
        if (value.is<None>())
            return "null";
        if (const bool* boolean = std::get_if<bool>(&value.data))
            return *boolean ? "true" : "false";
        if (const auto* integer = std::get_if<std::int64_t>(&value.data))
            return std::to_string(*integer);
        const double* real = std::get_if<double>(&value.data);
        if (real == nullptr)
            throw Problem("a '" + std::string(typeName(value)) + "' has no JSON form");
        if (std::isnan(*real))
            return "NaN";
        if (std::isinf(*real))
            return *real < 0 ? "-Infinity" : "Infinity";
        return floatText(*real);
    }

    const JsonStyle& m_style;
    Budget& m_budget;
    MarkedText m_out;
};

} // namespace

Value fromJson(const Json& json, bool trusted)
{
    switch (json.type()) {
    case Json::value_t::null:
        return {None{}};
    case Json::value_t::boolean:
        return {json.get<bool>()};
    case Json::value_t::number_integer:
        return {json.get<std::int64_t>()};
    case Json::value_t::number_unsigned: {
        const auto number = json.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return {static_cast<double>(number)};
        return {static_cast<std::int64_t>(number)};
    }
    case Json::value_t::number_float:
        return {json.get<double>()};
    case Json::value_t::string:
        return Value::text(validUtf8(json.get_ref<const std::string&>()), trusted);
    case Json::value_t::array: {
        std::vector<Value> items;
        for (const Json& item : json)
            items.push_back(fromJson(item, trusted));
        return Value::list(std::move(items));
    }
    default: {
        Dict dict;
        for (const auto& [key, value] : json.items())
            dict.set(Value::text(validUtf8(key), trusted), fromJson(value, trusted));
        return Value::dict(std::move(dict));
    }
    }
}

MarkedText toJsonText(const Value& value, const JsonStyle& style, Budget& budget)
{
    return JsonWriter(style, budget).write(value);
}

} // namespace rw::jinja
