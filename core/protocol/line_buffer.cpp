#include "core/protocol/line_buffer.h"

#include "core/base/error.h"

namespace rw::protocol {

LineBuffer::LineBuffer(std::size_t limit)
    : m_limit(limit)
{
}

void LineBuffer::append(std::string_view bytes)
{
    const std::size_t unfinished = lengthAfter(bytes);
    m_bytes.erase(0, m_begin);
    m_searched -= m_begin;
    m_begin = 0;
    m_bytes += bytes;
    m_unfinished = unfinished;
}

std::size_t LineBuffer::lengthAfter(std::string_view bytes) const
{
    std::size_t length = m_unfinished;
    for (;;) {
        const std::size_t newline = bytes.find('\n');
        length += newline == std::string_view::npos ? bytes.size() : newline;
        if (length > m_limit)
            throw Error("A line is longer than " + std::to_string(m_limit) +
                        " bytes; such a line is refused.");
        if (newline == std::string_view::npos)
            return length;
        bytes.remove_prefix(newline + 1);
        length = 0;
    }
}

std::optional<std::string> LineBuffer::next()
{
    const std::size_t newline = m_bytes.find('\n', m_searched);
    if (newline == std::string::npos) {
        m_searched = m_bytes.size();
        return {};
    }
    std::string line = m_bytes.substr(m_begin, newline - m_begin);
    m_begin = newline + 1;
    m_searched = m_begin;
    return line;
}

} // namespace rw::protocol
