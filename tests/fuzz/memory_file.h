#pragma once

#include "core/base/error.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>

namespace rw::fuzz {

/// A regular file in memory for code that takes a path.
class MemoryFile
{
public:
    MemoryFile()
        : m_descriptor(::memfd_create("fuzz", MFD_CLOEXEC))
    {
        if (m_descriptor < 0)
            throw Error("Cannot make a file in memory: " + systemErrorText(errno));
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    /// Replaces the content. @return the path to open it by.
    std::filesystem::path write(std::string_view content) const
    {
        if (::ftruncate(m_descriptor, 0) != 0 ||
            ::pwrite(m_descriptor, content.data(), content.size(), 0) != static_cast<ssize_t>(content.size()))
            throw Error("Cannot write to memory: " + systemErrorText(errno));
        return "/proc/self/fd/" + std::to_string(m_descriptor);
    }

private:
    int m_descriptor;
};

} // namespace rw::fuzz
