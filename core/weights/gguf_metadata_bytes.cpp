#include "core/weights/gguf_metadata_bytes.h"

namespace rw {

void GgufMetadataWriter::begin(std::string_view key, GgufType type)
{
    m_bytes.text(key);
    m_bytes.number(static_cast<std::uint32_t>(type));
    ++m_count;
}

void GgufMetadataWriter::beginArray(std::string_view key, GgufType elementType, std::size_t count)
{
    begin(key, GgufType::Array);
    m_bytes.number(static_cast<std::uint32_t>(elementType));
    m_bytes.number(std::uint64_t{count});
}

void GgufMetadataWriter::add(std::string_view key, std::string_view value)
{
    begin(key, GgufType::String);
    m_bytes.text(value);
}

void GgufMetadataWriter::add(std::string_view key, std::uint32_t value)
{
    begin(key, GgufType::U32);
    m_bytes.number(value);
}

void GgufMetadataWriter::add(std::string_view key, float value)
{
    begin(key, GgufType::F32);
    m_bytes.number(value);
}

void GgufMetadataWriter::add(std::string_view key, bool value)
{
    begin(key, GgufType::Bool);
    m_bytes.number(static_cast<std::uint8_t>(value));
}

void GgufMetadataWriter::add(std::string_view key, std::span<const std::string> values)
{
    beginArray(key, GgufType::String, values.size());
    for (const std::string& value : values)
        m_bytes.text(value);
}

void GgufMetadataWriter::add(std::string_view key, std::span<const float> values)
{
    beginArray(key, GgufType::F32, values.size());
    for (const float value : values)
        m_bytes.number(value);
}

void GgufMetadataWriter::add(std::string_view key, std::span<const std::int32_t> values)
{
    beginArray(key, GgufType::I32, values.size());
    for (const std::int32_t value : values)
        m_bytes.number(value);
}

} // namespace rw
