#include "core/base/strict_json.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <cmath>
#include <set>
#include <vector>

namespace rw {

namespace {

/// Builds the value through nlohmann's own builder and adds the two checks that it lacks.
class StrictBuilder : public nlohmann::detail::json_sax_dom_parser<Json>
{
public:
    using Base = nlohmann::detail::json_sax_dom_parser<Json>;

    StrictBuilder(Json& result, std::string_view what, int depthLimit)
        : Base(result, true)
        , m_what(what)
        , m_depthLimit(depthLimit)
    {
    }

    bool start_object(std::size_t elements)
    {
        enter();
        m_keys.emplace_back();
        return Base::start_object(elements);
    }
    bool end_object()
    {
        m_keys.pop_back();
        --m_depth;
        return Base::end_object();
    }
    bool start_array(std::size_t elements)
    {
        enter();
        return Base::start_array(elements);
    }
    bool end_array()
    {
        --m_depth;
        return Base::end_array();
    }
    bool key(std::string& name)
    {
        if (!m_keys.back().insert(name).second)
            throw Error(std::string(m_what) + " has the key \"" + name + "\" twice in one object.");
        return Base::key(name);
    }

private:
    void enter()
    {
        if (++m_depth > m_depthLimit) {
            throw Error(std::string(m_what) + " is nested deeper than " + std::to_string(m_depthLimit) +
                        " levels; such JSON is refused.");
        }
    }

    std::string_view m_what;
    int m_depthLimit;
    int m_depth = 0;
    std::vector<std::set<std::string>> m_keys;
};

[[noreturn]] void wrongMember(const char* key, std::string_view what, std::string_view wanted)
{
    throw Error(std::string(what) + ": \"" + key + "\" must be " + std::string(wanted) + ".");
}

const Json* member(const Json& object, const char* key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

[[noreturn]] void missingMember(const char* key, std::string_view what)
{
    throw Error(std::string(what) + " has no \"" + key + "\".");
}

std::int64_t checkedInteger(const Json& value, const char* key, std::string_view what, std::int64_t low,
                            std::int64_t high)
{
    const std::string wanted = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    if (!value.is_number_integer())
        wrongMember(key, what, wanted);
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        wrongMember(key, what, wanted);
    const auto number = value.get<std::int64_t>();
    if (number < low || number > high)
        wrongMember(key, what, wanted);
    return number;
}

} // namespace

Json parseJson(std::string_view text, std::string_view what, const JsonLimits& limits)
{
    if (text.size() > limits.bytes) {
        throw Error(std::string(what) + " has " + std::to_string(text.size()) + " bytes of JSON; at most " +
                    std::to_string(limits.bytes) + " are read.");
    }
    Json result;
    StrictBuilder builder(result, what, limits.depth);
    try {
        Json::sax_parse(text.begin(), text.end(), &builder);
    } catch (const Json::exception& problem) {
        throw Error(std::string(what) + " is not valid JSON: " + problem.what() + ".");
    }
    return result;
}

Json readJsonFile(const std::filesystem::path& path, const JsonLimits& limits)
{
    return parseJson(readFile(path, limits.bytes), path.string(), limits);
}

std::int64_t jsonInteger(const Json& object, const char* key, std::string_view what, std::int64_t low,
                         std::int64_t high)
{
    const Json* value = member(object, key);
    if (value == nullptr)
        missingMember(key, what);
    return checkedInteger(*value, key, what, low, high);
}

std::int64_t jsonInteger(const Json& object, const char* key, std::string_view what, std::int64_t low,
                         std::int64_t high, std::int64_t fallback)
{
    const Json* value = member(object, key);
    return value == nullptr ? fallback : checkedInteger(*value, key, what, low, high);
}

double jsonNumber(const Json& object, const char* key, std::string_view what, double fallback)
{
    const Json* value = member(object, key);
    if (value == nullptr)
        return fallback;
    if (!value->is_number() || !std::isfinite(value->get<double>()))
        wrongMember(key, what, "a number");
    return value->get<double>();
}

bool jsonBool(const Json& object, const char* key, std::string_view what, bool fallback)
{
    const Json* value = member(object, key);
    if (value == nullptr)
        return fallback;
    if (!value->is_boolean())
        wrongMember(key, what, "true or false");
    return value->get<bool>();
}

std::string jsonString(const Json& object, const char* key, std::string_view what)
{
    const Json* value = member(object, key);
    if (value == nullptr)
        missingMember(key, what);
    if (!value->is_string())
        wrongMember(key, what, "a text");
    return value->get<std::string>();
}

std::string jsonString(const Json& object, const char* key, std::string_view what, std::string_view fallback)
{
    return member(object, key) == nullptr ? std::string(fallback) : jsonString(object, key, what);
}

std::string jsonLine(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace rw
