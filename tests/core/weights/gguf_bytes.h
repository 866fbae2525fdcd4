#pragma once

#include "core/weights/ggml_type.h"
#include "core/weights/gguf_metadata.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace rw::test {

/// Puts together the bytes of a GGUF file, sound or broken, field by field.
class GgufBytes
{
public:
    template <class Number>
    static std::string number(Number value)
    {
        std::string bytes(sizeof value, '\0');
        std::memcpy(bytes.data(), &value, sizeof value);
        return bytes;
    }
    static std::string text(std::string_view value)
    {
        return number(std::uint64_t{value.size()}) + std::string(value);
    }

    /// A value whose bytes are given.
    GgufBytes& raw(std::string_view key, std::uint32_t type, std::string_view bytes)
    {
        m_values += text(key) + number(type) + std::string(bytes);
        ++m_valueCount;
        return *this;
    }
    GgufBytes& value(std::string_view key, std::string_view content)
    {
        return raw(key, static_cast<std::uint32_t>(GgufType::String), text(content));
    }
    GgufBytes& value(std::string_view key, const char* content)
    {
        return value(key, std::string_view(content));
    }
    GgufBytes& value(std::string_view key, std::uint32_t content)
    {
        return raw(key, static_cast<std::uint32_t>(GgufType::U32), number(content));
    }
    GgufBytes& value(std::string_view key, float content)
    {
        return raw(key, static_cast<std::uint32_t>(GgufType::F32), number(content));
    }
    GgufBytes& value(std::string_view key, bool content)
    {
        return raw(key, static_cast<std::uint32_t>(GgufType::Bool), number(std::uint8_t{content}));
    }
    GgufBytes& value(std::string_view key, const std::vector<std::string>& content)
    {
        std::string bytes = arrayBegin(GgufType::String, content.size());
        for (const std::string& element : content)
            bytes += text(element);
        return raw(key, static_cast<std::uint32_t>(GgufType::Array), bytes);
    }
    GgufBytes& value(std::string_view key, const std::vector<float>& content)
    {
        return numbers(key, GgufType::F32, content);
    }
    GgufBytes& value(std::string_view key, const std::vector<std::int32_t>& content)
    {
        return numbers(key, GgufType::I32, content);
    }
    /// @param sizes innermost first, as the file has them.
    GgufBytes& tensor(std::string_view name, const std::vector<std::uint64_t>& sizes, std::uint32_t type,
                      std::uint64_t offset)
    {
        m_tensors += text(name) + number(static_cast<std::uint32_t>(sizes.size()));
        for (const std::uint64_t size : sizes)
            m_tensors += number(size);
        m_tensors += number(type) + number(offset);
        ++m_tensorCount;
        return *this;
    }
    GgufBytes& data(std::string_view bytes)
    {
        m_data += bytes;
        return *this;
    }

    GgufBytes& magic(std::string_view bytes)
    {
        m_magic = bytes;
        return *this;
    }
    GgufBytes& version(std::uint32_t version)
    {
        m_version = version;
        return *this;
    }
    /// Other counts than there are values and tensors.
    GgufBytes& counts(std::uint64_t tensors, std::uint64_t values)
    {
        m_tensorCount = tensors;
        m_valueCount = values;
        return *this;
    }

    [[nodiscard]] std::string bytes(std::size_t alignment = 32) const
    {
        std::string file =
            m_magic + number(m_version) + number(m_tensorCount) + number(m_valueCount) + m_values + m_tensors;
        file.resize((file.size() + alignment - 1) / alignment * alignment, '\0');
        return file + m_data;
    }

    static std::string arrayBegin(GgufType elementType, std::uint64_t count)
    {
        return number(static_cast<std::uint32_t>(elementType)) + number(count);
    }

private:
    template <class Number>
    GgufBytes& numbers(std::string_view key, GgufType type, const std::vector<Number>& content)
    {
        std::string bytes = arrayBegin(type, content.size());
        for (const Number element : content)
            bytes += number(element);
        return raw(key, static_cast<std::uint32_t>(GgufType::Array), bytes);
    }

    std::string m_magic = "GGUF";
    std::uint32_t m_version = 3;
    std::uint64_t m_tensorCount = 0;
    std::uint64_t m_valueCount = 0;
    std::string m_values;
    std::string m_tensors;
    std::string m_data;
};

} // namespace rw::test
