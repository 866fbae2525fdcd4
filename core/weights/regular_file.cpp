#include "core/weights/regular_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace rw {

namespace {

[[noreturn]] void failRead(const std::filesystem::path& path, int errorNumber)
{
    throw Error("Cannot read " + path.string() + ": " + systemErrorText(errorNumber) + ".");
}

std::uint64_t regularFileSize(int descriptor, const std::filesystem::path& path)
{
    struct stat info = {};
    if (::fstat(descriptor, &info) != 0)
        failRead(path, errno);
    if (S_ISDIR(info.st_mode))
        throw Error(path.string() + " is a folder, not a file.", "Choose a file.");
    if (!S_ISREG(info.st_mode))
        throw Error(path.string() + " is not a regular file.", "Choose a file.");
    return static_cast<std::uint64_t>(info.st_size);
}

} // namespace

// O_NONBLOCK: opening a FIFO must not wait for a writer.
RegularFile::RegularFile(const std::filesystem::path& path)
    : m_path(path)
    , m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
{
    if (m_descriptor < 0)
        throw Error("Cannot open " + path.string() + ": " + systemErrorText(errno) + ".");
    try {
        m_size = regularFileSize(m_descriptor, path);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

RegularFile::~RegularFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_size(other.m_size)
{
}

RegularFile& RegularFile::operator=(RegularFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    return *this;
}

void RegularFile::readAt(std::uint64_t offset, std::span<char> into) const
{
    while (!into.empty()) {
        const ssize_t got = ::pread(m_descriptor, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0) {
            if (errno == EINTR)
                continue;
            failRead(m_path, errno);
        }
        if (got == 0)
            throw Error(m_path.string() + " ended while it was read.",
                        "Leave the file alone while it is in use.");
        offset += static_cast<std::uint64_t>(got);
        into = into.subspan(static_cast<std::size_t>(got));
    }
}

} // namespace rw
