#include "core/process/pipe_ends.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace rw {

PipeEnds::PipeEnds()
{
    constexpr int kFirst = 10;
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        throw Error("Cannot make a pipe: " + systemErrorText(errno) + ".");
    read = ::fcntl(ends[0], F_DUPFD_CLOEXEC, kFirst);
    write = ::fcntl(ends[1], F_DUPFD_CLOEXEC, kFirst);
    const int problem = errno;
    ::close(ends[0]);
    ::close(ends[1]);
    if (read < 0 || write < 0) {
        closeDescriptor(read);
        closeDescriptor(write);
        throw Error("Cannot make a pipe: " + systemErrorText(problem) + ".");
    }
}

PipeEnds::~PipeEnds()
{
    closeDescriptor(read);
    closeDescriptor(write);
}

void closeDescriptor(int& descriptor)
{
    if (descriptor >= 0)
        ::close(std::exchange(descriptor, -1));
}

} // namespace rw
