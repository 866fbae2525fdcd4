#include "core/text/json_object.h"

#include "core/base/error.h"

#include <algorithm>
#include <vector>

namespace rw {

JsonObject::JsonObject(Element element, std::string_view what)
    : m_what(what)
{
    if (element.get(m_fields) != simdjson::SUCCESS)
        throw Error(m_what + " is not a JSON object.");
    constexpr std::size_t kMostKeys = 1000; // of the objects whose keys are looked up by name
    std::vector<std::string_view> keys;
    for (const auto field : m_fields) {
        keys.push_back(field.key);
        if (keys.size() > kMostKeys)
            throw Error(m_what + " has more than " + std::to_string(kMostKeys) + " keys.");
    }
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end())
        throw Error(m_what + " has the key \"" + std::string(*twice) + "\" twice in one object.");
}

std::optional<JsonObject::Element> JsonObject::find(std::string_view key) const
{
    Element element;
    if (m_fields.at_key(key).get(element) != simdjson::SUCCESS || element.is_null())
        return std::nullopt;
    return element;
}

std::string_view JsonObject::text(std::string_view key) const
{
    std::string_view text;
    if (required(key).get(text) != simdjson::SUCCESS)
        wrong(key, "a text");
    return text;
}

std::string_view JsonObject::text(std::string_view key, std::string_view fallback) const
{
    return has(key) ? text(key) : fallback;
}

bool JsonObject::flag(std::string_view key, bool fallback) const
{
    const std::optional<Element> element = find(key);
    bool flag = fallback;
    if (element && element->get(flag) != simdjson::SUCCESS)
        wrong(key, "true or false");
    return flag;
}

std::uint64_t JsonObject::count(std::string_view key) const
{
    std::uint64_t count = 0;
    if (required(key).get(count) != simdjson::SUCCESS)
        wrong(key, "a whole number from 0 on");
    return count;
}

simdjson::dom::array JsonObject::list(std::string_view key) const
{
    simdjson::dom::array list;
    if (required(key).get(list) != simdjson::SUCCESS)
        wrong(key, "a list");
    return list;
}

JsonObject JsonObject::object(std::string_view key) const
{
    const Element element = required(key);
    if (!element.is_object())
        wrong(key, "an object");
    return {element, m_what + ", \"" + std::string(key) + "\""};
}

void JsonObject::wrong(std::string_view key, std::string_view wanted) const
{
    throw Error(m_what + ": \"" + std::string(key) + "\" must be " + std::string(wanted) + ".");
}

JsonObject::Element JsonObject::required(std::string_view key) const
{
    const std::optional<Element> element = find(key);
    if (!element)
        throw Error(m_what + " has no \"" + std::string(key) + "\".");
    return *element;
}

std::string shortJson(JsonObject::Element element)
{
    constexpr std::size_t kShown = 80;
    std::string text = simdjson::minify(element);
    if (text.size() > kShown)
        text.resize(kShown);
    return text;
}

} // namespace rw
