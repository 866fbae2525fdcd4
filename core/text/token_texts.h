#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Many short texts in one block of memory, by index.
class TokenTexts
{
public:
    void reserve(std::size_t count, std::size_t bytes)
    {
        m_ends.reserve(count);
        m_bytes.reserve(bytes);
    }

    void add(std::string_view text)
    {
        m_bytes += text;
        m_ends.push_back(m_bytes.size());
    }

    [[nodiscard]] std::string_view operator[](std::int32_t index) const
    {
        const auto i = static_cast<std::size_t>(index);
        const std::size_t begin = i == 0 ? 0 : m_ends[i - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[i] - begin);
    }

    /// Asks for the memory that operator[] will look at; any index.
    void prefetch(std::int32_t index) const
    {
        if (index > 0)
            __builtin_prefetch(&m_ends[static_cast<std::size_t>(index) - 1]);
    }

    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_ends.size()); }

private:
    std::string m_bytes;
    std::vector<std::size_t> m_ends;
};

} // namespace rw
