#pragma once

#include "core/weights/gguf_metadata.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rw {

/// The elements of the format, one after the other.
class GgufBytesWriter
{
public:
    template <class Number>
    void number(Number value)
    {
        static_assert(std::is_arithmetic_v<Number>);
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(std::string_view value)
    {
        number(std::uint64_t{value.size()});
        raw(value);
    }
    void raw(std::string_view bytes) { m_bytes += bytes; }

    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Keys and values of a GGUF file to write.
class GgufMetadataWriter
{
public:
    void add(std::string_view key, std::string_view value);
    void add(std::string_view key, const std::string& value) { add(key, std::string_view(value)); }
    void add(std::string_view key, std::uint32_t value);
    void add(std::string_view key, float value);
    void add(std::string_view key, bool value);
    void add(std::string_view key, std::span<const std::string> values);
    void add(std::string_view key, std::span<const float> values);
    void add(std::string_view key, std::span<const std::int32_t> values);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] const std::string& bytes() const { return m_bytes.bytes(); }

private:
    void begin(std::string_view key, GgufType type);
    void beginArray(std::string_view key, GgufType elementType, std::size_t count);

    GgufBytesWriter m_bytes;
    std::uint64_t m_count = 0;
};

} // namespace rw
