#include "core/weights/config_json.h"

#include "core/base/error.h"
#include "core/weights/model_limits.h"

namespace rw {

namespace {

constexpr std::size_t kMaxStopIds = 64;

} // namespace

const Json& ConfigJson::member(const char* key) const
{
    static const Json kNothing;
    const auto found = m_json.find(key);
    return found == m_json.end() ? kNothing : *found;
}

int ConfigJson::size(const char* key, std::int64_t high) const
{
    return static_cast<int>(jsonInteger(m_json, key, m_what, 1, high));
}

int ConfigJson::size(const char* key, std::int64_t high, int fallback) const
{
    return static_cast<int>(jsonInteger(m_json, key, m_what, 1, high, fallback));
}

double ConfigJson::number(const char* key, double fallback) const
{
    return jsonNumber(m_json, key, m_what, fallback);
}

bool ConfigJson::flag(const char* key, bool fallback) const
{
    return jsonBool(m_json, key, m_what, fallback);
}

std::string ConfigJson::text(const char* key, std::string_view fallback) const
{
    return jsonString(m_json, key, m_what, fallback);
}

std::vector<std::int32_t> ConfigJson::ids(const char* key, std::optional<int> fallback) const
{
    if (!m_json.contains(key))
        return fallback ? std::vector<std::int32_t>{*fallback} : std::vector<std::int32_t>{};
    const Json& value = member(key);
    if (value.is_null())
        return {};
    const Json list = value.is_array() ? value : Json::array({value});
    if (list.size() > kMaxStopIds)
        throw Error(m_what + ": \"" + key + "\" lists more than " + std::to_string(kMaxStopIds) + " tokens.");
    std::vector<std::int32_t> ids;
    for (const Json& id : list)
        ids.push_back(static_cast<std::int32_t>(
            jsonInteger(Json{{key, id}}, key, m_what, 0, ModelLimits::kVocabulary - 1)));
    return ids;
}

std::optional<std::int32_t> ConfigJson::id(const char* key, std::optional<int> fallback) const
{
    if (!m_json.contains(key))
        return fallback;
    const auto id = jsonInteger(m_json, key, m_what, -1, ModelLimits::kVocabulary - 1, -1);
    return id < 0 ? std::nullopt : std::optional(static_cast<std::int32_t>(id));
}

void ConfigJson::refuse(const std::string& part) const
{
    throw Error(m_what + ": " + part + " is not supported.", "Models without it are.");
}

void ConfigJson::refuseWhereSet(const char* key) const
{
    if (has(key))
        refuse(std::string("\"") + key + "\"");
}

void ConfigJson::refuseWhereTrue(const char* key) const
{
    if (flag(key, false))
        refuse(std::string("\"") + key + "\"");
}

} // namespace rw
