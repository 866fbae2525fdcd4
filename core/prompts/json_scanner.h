#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace rw {

/// Walks through JSON text that may be broken or hostile, without recursion and without keeping anything.
class JsonScanner
{
public:
    explicit JsonScanner(std::string_view text)
        : m_text(text)
    {
    }

    [[nodiscard]] std::size_t offset() const { return m_offset; }
    [[nodiscard]] char peek()
    {
        skipSpace();
        return m_offset < m_text.size() ? m_text[m_offset] : '\0';
    }
    bool take(char wanted)
    {
        if (peek() != wanted)
            return false;
        ++m_offset;
        return true;
    }
    /// The character after the one that peek() gives, white space aside.
    [[nodiscard]] char peekBehind()
    {
        JsonScanner behind = *this;
        return behind.take(peek()) ? behind.peek() : '\0';
    }
    /// Steps over a value. @return its text; it ends with the file where it is not closed.
    std::string_view value()
    {
        skipSpace();
        const std::size_t begin = m_offset;
        if (peek() == '"')
            skipString();
        else if (peek() == '{' || peek() == '[')
            skipNested();
        else
            m_offset = std::min(m_text.find_first_of(",]} \t\r\n", m_offset), m_text.size());
        m_closed = m_closed && (m_offset > begin);
        return m_text.substr(begin, m_offset - begin);
    }
    /// Every value so far was there and was closed.
    [[nodiscard]] bool closed() const { return m_closed; }

private:
    void skipSpace() { m_offset = std::min(m_text.find_first_not_of(" \t\r\n", m_offset), m_text.size()); }
    void skipString()
    {
        for (++m_offset; m_offset < m_text.size(); ++m_offset) {
            if (m_text[m_offset] == '\\')
                ++m_offset;
            else if (m_text[m_offset] == '"') {
                ++m_offset;
                return;
            }
        }
        m_offset = m_text.size();
        m_closed = false;
    }
    void skipNested()
    {
        std::size_t depth = 0;
        while (m_offset < m_text.size()) {
            const char c = m_text[m_offset];
            if (c == '"') {
                skipString();
                continue;
            }
            ++m_offset;
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return;
        }
        m_closed = false;
    }

    std::string_view m_text;
    std::size_t m_offset = 0;
    bool m_closed = true;
};

} // namespace rw
