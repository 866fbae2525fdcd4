#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rw::protocol {

/// Joins bytes that arrive in pieces into lines.
class LineBuffer
{
public:
    static constexpr std::size_t kDefaultLimit = std::size_t{64} << 20U;

    /// @param limit longest line accepted, in bytes without its newline.
    explicit LineBuffer(std::size_t limit = kDefaultLimit);

    /// @throws Error if a line grows longer than the limit; nothing of `bytes` is kept then.
    void append(std::string_view bytes);

    /// The next complete line, without its newline; empty while there is none.
    std::optional<std::string> next();

private:
    std::size_t lengthAfter(std::string_view bytes) const;

    std::size_t m_limit;
    std::string m_bytes;
    std::size_t m_begin = 0;      ///< of the next line in m_bytes
    std::size_t m_searched = 0;   ///< no newline stands in [m_begin, m_searched)
    std::size_t m_unfinished = 0; ///< bytes of the line that has no newline yet
};

} // namespace rw::protocol
