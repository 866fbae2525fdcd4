#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace rw {

/// Cuts a text into lines, which end in LF or CRLF.
class LineReader
{
public:
    explicit LineReader(std::string_view text)
        : m_text(text)
    {
    }

    /// The next line without its end; nothing after the last.
    std::optional<std::string_view> next()
    {
        if (m_offset >= m_text.size())
            return std::nullopt;
        const std::size_t end = std::min(m_text.find('\n', m_offset), m_text.size());
        std::string_view line = m_text.substr(m_offset, end - m_offset);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        m_offset = std::min(end + 1, m_text.size());
        ++m_number;
        return line;
    }

    [[nodiscard]] std::size_t number() const { return m_number; } ///< of the line last given, from 1
    [[nodiscard]] std::size_t offset() const { return m_offset; } ///< behind it

private:
    std::string_view m_text;
    std::size_t m_offset = 0;
    std::size_t m_number = 0;
};

} // namespace rw
