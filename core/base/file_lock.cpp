#include "core/base/file_lock.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace rw {

FileLock::FileLock(const std::filesystem::path& path)
    : m_descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
{
    if (m_descriptor < 0)
        throw Error("Cannot open " + path.string() + ": " + systemErrorText(errno) + ".",
                    "Choose a folder you can write to.");
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(m_descriptor);
        if (reason == EWOULDBLOCK)
            throw Error("The run in " + path.parent_path().string() + " is being written by another program.",
                        "Close that program, or open the run read-only.");
        throw Error("Cannot lock " + path.string() + ": " + systemErrorText(reason) + ".");
    }
}

FileLock::~FileLock()
{
    ::close(m_descriptor);
}

} // namespace rw
