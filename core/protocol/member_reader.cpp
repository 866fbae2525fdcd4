#include "core/protocol/member_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace rw {

MemberReader::MemberReader(const Json& object, std::string_view what)
    : m_object(object)
    , m_what(what)
{
    if (!object.is_object())
        throw Error(m_what + " must be a JSON object, not " + object.type_name() + ".");
}

void MemberReader::read(const char* key, bool& value) const
{
    value = jsonBool(m_object, key, m_what, value);
}

void MemberReader::read(const char* key, std::string& value) const
{
    value = jsonString(m_object, key, m_what, value);
}

void MemberReader::read(const char* key, std::vector<std::string>& texts) const
{
    const Json* json = find(key);
    if (json == nullptr)
        return;
    const auto isText = [](const Json& text) { return text.is_string(); };
    if (!json->is_array() || !std::all_of(json->begin(), json->end(), isText))
        refuse(key, "a list of texts");
    texts = json->get<std::vector<std::string>>();
}

void MemberReader::read(const char* key, double& value, double low, double high) const
{
    if (find(key) == nullptr)
        return;
    const double number = jsonNumber(m_object, key, m_what, 0.0);
    if (number < low || number > high)
        refuse(key, "a number from " + Json(low).dump() + " to " + Json(high).dump());
    value = number;
}

void MemberReader::read(const char* key, float& value) const
{
    constexpr double kLargest = std::numeric_limits<float>::max();
    double number = value;
    read(key, number, -kLargest, kLargest);
    value = static_cast<float>(number);
}

void MemberReader::read(const char* key, std::uint64_t& value) const
{
    const Json* json = find(key);
    if (json == nullptr)
        return;
    if (!json->is_number_integer() || (!json->is_number_unsigned() && json->get<std::int64_t>() < 0))
        refuse(key, "a whole number from 0 to 18446744073709551615");
    value = json->get<std::uint64_t>();
}

void MemberReader::read(const char* key, std::int64_t& value) const
{
    value = jsonInteger(m_object, key, m_what, 0, std::numeric_limits<std::int64_t>::max(), value);
}

void MemberReader::read(const char* key, int& value) const
{
    value = static_cast<int>(jsonInteger(m_object, key, m_what, 0, std::numeric_limits<int>::max(), value));
}

const Json* MemberReader::find(const char* key) const
{
    const auto found = m_object.find(key);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

void MemberReader::refuse(const char* key, std::string_view wanted) const
{
    throw Error(m_what + ": \"" + key + "\" must be " + std::string(wanted) + ".");
}

void MemberReader::mustHave(const char* key) const
{
    if (find(key) == nullptr)
        throw Error(m_what + " has no \"" + key + "\".");
}

Json shortNumber(float value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    double number = 0.0;
    std::from_chars(digits.data(), end, number);
    return static_cast<float>(number) == value ? number : static_cast<double>(value);
}

Json textOrNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

Json finiteOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

} // namespace rw
