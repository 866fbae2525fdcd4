#include "core/weights/gguf_metadata.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace rw {

namespace {

constexpr auto kHighest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

template <class Number>
Number numberAt(const GgufArray& array, std::size_t index)
{
    Number number;
    std::memcpy(&number, array.numbers.data() + index * sizeof number, sizeof number);
    return number;
}

/// Nothing if it is no integer or does not fit.
std::optional<std::int64_t> integerAt(const GgufArray& array, std::size_t index)
{
    switch (array.elementType) {
    case GgufType::U8:
        return numberAt<std::uint8_t>(array, index);
    case GgufType::I8:
        return numberAt<std::int8_t>(array, index);
    case GgufType::U16:
        return numberAt<std::uint16_t>(array, index);
    case GgufType::I16:
        return numberAt<std::int16_t>(array, index);
    case GgufType::U32:
        return numberAt<std::uint32_t>(array, index);
    case GgufType::I32:
        return numberAt<std::int32_t>(array, index);
    case GgufType::I64:
        return numberAt<std::int64_t>(array, index);
    case GgufType::U64: {
        const auto number = numberAt<std::uint64_t>(array, index);
        return number <= kHighest ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
    }
    case GgufType::F32:
    case GgufType::F64:
    case GgufType::Bool:
    case GgufType::String:
    case GgufType::Array:
        break;
    }
    return std::nullopt;
}

} // namespace

std::size_t byteSize(GgufType type)
{
    switch (type) {
    case GgufType::U8:
    case GgufType::I8:
    case GgufType::Bool:
        return 1;
    case GgufType::U16:
    case GgufType::I16:
        return 2;
    case GgufType::U32:
    case GgufType::I32:
    case GgufType::F32:
        return 4;
    case GgufType::U64:
    case GgufType::I64:
    case GgufType::F64:
        return 8;
    case GgufType::String:
    case GgufType::Array:
        break;
    }
    return 0;
}

bool GgufMetadata::add(std::string key, GgufValue value)
{
    return m_values.emplace(std::move(key), std::move(value)).second;
}

const GgufValue* GgufMetadata::find(std::string_view key) const
{
    const auto found = m_values.find(key);
    return found == m_values.end() ? nullptr : &found->second;
}

void GgufMetadata::wrongKind(std::string_view key, std::string_view wanted) const
{
    throw Error(m_what + ": the value of \"" + std::string(key) + "\" must be " + std::string(wanted) + ".",
                "Fetch or convert the file again.");
}

std::optional<std::int64_t> GgufMetadata::integer(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (const auto* number = std::get_if<std::int64_t>(value))
        return *number;
    const auto* number = std::get_if<std::uint64_t>(value);
    if (number == nullptr || *number > kHighest)
        wrongKind(key, "a whole number below 2^63");
    return static_cast<std::int64_t>(*number);
}

std::optional<std::int64_t> GgufMetadata::integerOfLayers(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (value == nullptr || !std::holds_alternative<GgufArray>(*value))
        return integer(key);
    const std::vector<std::int64_t> numbers = *integers(key);
    if (numbers.empty() || std::any_of(numbers.begin(), numbers.end(),
                                       [&](std::int64_t number) { return number != numbers.front(); }))
        wrongKind(key, "the same for every layer; layers that differ in it are not supported");
    return numbers.front();
}

std::optional<double> GgufMetadata::number(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (const auto* number = std::get_if<double>(value)) {
        if (!std::isfinite(*number))
            wrongKind(key, "a finite number");
        return *number;
    }
    if (!std::holds_alternative<std::int64_t>(*value) && !std::holds_alternative<std::uint64_t>(*value))
        wrongKind(key, "a number");
    return static_cast<double>(*integer(key));
}

std::optional<bool> GgufMetadata::boolean(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (!std::holds_alternative<bool>(*value))
        wrongKind(key, "true or false");
    return std::get<bool>(*value);
}

const std::string* GgufMetadata::text(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (value != nullptr && !std::holds_alternative<std::string>(*value))
        wrongKind(key, "a text");
    return value == nullptr ? nullptr : &std::get<std::string>(*value);
}

const GgufArray* GgufMetadata::array(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (value != nullptr && !std::holds_alternative<GgufArray>(*value))
        wrongKind(key, "a list");
    return value == nullptr ? nullptr : &std::get<GgufArray>(*value);
}

const std::vector<std::string>* GgufMetadata::texts(std::string_view key) const
{
    const GgufArray* list = array(key);
    if (list != nullptr && list->elementType != GgufType::String)
        wrongKind(key, "a list of texts");
    return list == nullptr ? nullptr : &list->texts;
}

std::optional<std::vector<std::int64_t>> GgufMetadata::integers(std::string_view key) const
{
    const GgufArray* list = array(key);
    if (list == nullptr)
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    numbers.reserve(list->count);
    for (std::size_t i = 0; i < list->count; ++i) {
        const auto number = integerAt(*list, i);
        if (!number)
            wrongKind(key, "a list of whole numbers");
        numbers.push_back(*number);
    }
    return numbers;
}

std::optional<std::vector<float>> GgufMetadata::floats(std::string_view key) const
{
    const GgufArray* list = array(key);
    if (list == nullptr)
        return std::nullopt;
    if (list->elementType != GgufType::F32)
        wrongKind(key, "a list of floats");
    std::vector<float> numbers(list->count);
    if (!numbers.empty())
        std::memcpy(numbers.data(), list->numbers.data(), list->numbers.size());
    return numbers;
}

} // namespace rw
