#include "core/weights/gguf_cursor.h"

#include "core/base/error.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::uint64_t kChunkBytes = std::uint64_t{1} << 18U;

} // namespace

void GgufCursor::fail(const std::string& problem) const
{
    throw Error(m_file.path().string() + " is damaged: " + problem + ".", "Fetch the file again.");
}

void GgufCursor::demand(std::uint64_t size) const
{
    if (size > remaining())
        throw Error(m_file.path().string() + " ends after " + std::to_string(m_file.size()) +
                        " bytes, inside its header.",
                    "It was cut short; copy it again.");
}

void GgufCursor::takeInto(char* into, std::size_t size)
{
    demand(size);
    while (size > 0) {
        if (m_next == m_chunk.size()) {
            m_chunkBegin += m_chunk.size();
            m_next = 0;
            m_chunk.resize(static_cast<std::size_t>(std::min(kChunkBytes, m_file.size() - m_chunkBegin)));
            m_file.readAt(m_chunkBegin, m_chunk);
        }
        const std::size_t part = std::min(size, m_chunk.size() - m_next);
        std::memcpy(into, m_chunk.data() + m_next, part);
        m_next += part;
        into += part;
        size -= part;
    }
}

std::string GgufCursor::takeText(std::uint64_t limit, std::string_view what)
{
    const auto size = take<std::uint64_t>();
    if (size > limit)
        fail(std::string(what) + " has " + std::to_string(size) + " bytes; at most " + std::to_string(limit) +
             " are read");
    demand(size);
    std::string text(static_cast<std::size_t>(size), '\0');
    takeInto(text.data(), text.size());
    return text;
}

std::vector<char> GgufCursor::takeBytes(std::uint64_t size)
{
    demand(size);
    std::vector<char> bytes(static_cast<std::size_t>(size));
    takeInto(bytes.data(), bytes.size());
    return bytes;
}

} // namespace rw
