#include "core/protocol/output_pipe.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

namespace rw {

OutputPipe::OutputPipe()
    : m_descriptor(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3))
{
    if (m_descriptor < 0)
        throw Error("Standard output is closed.", "Run the program with its output connected.");
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    std::signal(SIGPIPE, SIG_IGN);
}

OutputPipe::~OutputPipe()
{
    ::close(m_descriptor);
}

void OutputPipe::writeLine(std::string_view line)
{
    std::string text(line);
    text += '\n';
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            throw Error("Cannot write to standard output: " + systemErrorText(errno) + ".");
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace rw
