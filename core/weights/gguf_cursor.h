#pragma once

#include "core/weights/regular_file.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace rw {

/// Reads a file from front to back in chunks. Nothing is allocated for what the file cannot hold.
class GgufCursor
{
public:
    /// @param file must outlive the cursor.
    explicit GgufCursor(const RegularFile& file)
        : m_file(file)
    {
    }

    /// A little-endian number.
    template <class Number>
    Number take()
    {
        static_assert(std::is_arithmetic_v<Number>);
        Number number;
        takeInto(reinterpret_cast<char*>(&number), sizeof number);
        return number;
    }

    /// A length and so many bytes. @param limit longest that is accepted. @param what for messages.
    std::string takeText(std::uint64_t limit, std::string_view what);
    std::vector<char> takeBytes(std::uint64_t size);

    [[nodiscard]] std::uint64_t position() const { return m_chunkBegin + m_next; }
    [[nodiscard]] std::uint64_t remaining() const { return m_file.size() - position(); }

    /// @throws Error "FILE is damaged: PROBLEM."
    [[noreturn]] void fail(const std::string& problem) const;

private:
    void takeInto(char* into, std::size_t size);
    void demand(std::uint64_t size) const;

    const RegularFile& m_file;
    std::vector<char> m_chunk;
    std::uint64_t m_chunkBegin = 0;
    std::size_t m_next = 0; ///< in m_chunk
};

} // namespace rw
