#include "core/process/child_process.h"

#include "core/process/pipe_ends.h"
#include "core/process/process_tree.h"
#include "core/process/sigpipe_held.h"
#include "core/process/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace rw {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 50ms;
constexpr std::size_t kErrorBytes = 4096;
constexpr int kLastReads = 8; ///< of stderr after the end: a pipe holds no more than that

/// This process' end of a pipe, on which it never waits.
int takeOver(int& end)
{
    ::fcntl(end, F_SETFL, O_NONBLOCK);
    return std::exchange(end, -1);
}

/// Reads what is there. @return false at the end, after which the descriptor is closed.
bool readInto(std::string& text, int& descriptor)
{
    std::array<char, 16384> bytes{};
    const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
    if (got > 0)
        text.append(bytes.data(), static_cast<std::size_t>(got));
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        closeDescriptor(descriptor);
    return got > 0;
}

ProcessEnd endOf(const siginfo_t& exit)
{
    if (exit.si_code == CLD_EXITED)
        return {ProcessEnd::Cause::Exited, exit.si_status};
    return {exit.si_status == SIGXCPU ? ProcessEnd::Cause::CpuTime : ProcessEnd::Cause::Signalled,
            exit.si_status};
}

} // namespace

ChildProcess::ChildProcess(const ProcessCommand& command)
    : m_limits(command.limits)
    , m_nextLook(Clock::now() + kLook)
{
    PipeEnds input;
    PipeEnds output;
    PipeEnds errors;
    m_pid = spawn(command, {input.read, output.write, errors.write});
    m_exit = static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0));
    m_inputPipe = takeOver(input.write);
    m_outputPipe = takeOver(output.read);
    m_errorPipe = takeOver(errors.read);
}

ChildProcess::~ChildProcess()
{
    stop();
}

std::optional<std::string> ChildProcess::readLine(Clock::time_point deadline)
{
    std::size_t end = std::string::npos;
    if (!runUntil([&] { return (end = m_output.find('\n')) != std::string::npos; }, deadline))
        return std::nullopt;
    std::string line = m_output.substr(0, end);
    m_output.erase(0, end + 1);
    return line;
}

std::string ChildProcess::readToEnd(Clock::time_point deadline)
{
    runUntil([] { return false; }, deadline);
    return std::exchange(m_output, {});
}

void ChildProcess::stop()
{
    if (!m_end)
        finish(ProcessEnd::Cause::Stopped);
}

bool ChildProcess::runUntil(const std::function<bool()>& done, Clock::time_point deadline)
{
    m_timeGiven = std::chrono::round<std::chrono::milliseconds>(deadline - Clock::now());
    while (!m_end) {
        if (done())
            return true;
        const Clock::time_point now = Clock::now();
        if (now >= deadline) {
            finish(ProcessEnd::Cause::Deadline);
            break;
        }
        if (now >= m_nextLook)
            checkLimits();
        else
            exchange(std::chrono::ceil<std::chrono::milliseconds>(std::min(deadline, m_nextLook) - now));
    }
    return done();
}

void ChildProcess::exchange(std::chrono::milliseconds patience)
{
    if (m_closeInput && m_input.empty())
        closeDescriptor(m_inputPipe);
    std::array<pollfd, 4> waits{pollfd{m_input.empty() ? -1 : m_inputPipe, POLLOUT, 0},
                                pollfd{m_outputPipe, POLLIN, 0}, pollfd{m_errorPipe, POLLIN, 0},
                                pollfd{m_exit, POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), static_cast<int>(patience.count())) < 0)
        return; // a signal
    if (waits[0].revents != 0)
        writeInput();
    if (waits[1].revents != 0)
        readOutput();
    if (waits[2].revents != 0)
        readErrors();
    if (!m_end && (waits[3].revents != 0 || m_exit < 0))
        noticeExit();
}

void ChildProcess::writeInput()
{
    const SigpipeHeld held;
    const ssize_t written = ::write(m_inputPipe, m_input.data(), m_input.size());
    if (written > 0) {
        m_input.erase(0, static_cast<std::size_t>(written));
    } else if (errno != EAGAIN && errno != EINTR) {
        m_input.clear(); // it reads no more
        closeDescriptor(m_inputPipe);
    }
}

void ChildProcess::readOutput()
{
    readInto(m_output, m_outputPipe);
    if (m_output.size() > m_limits.outputBytes)
        finish(ProcessEnd::Cause::Output);
}

void ChildProcess::readErrors()
{
    readInto(m_errors, m_errorPipe);
    if (m_errors.size() > kErrorBytes)
        m_errors.erase(0, m_errors.size() - kErrorBytes);
}

void ChildProcess::checkLimits()
{
    using enum ProcessEnd::Cause;
    m_nextLook = Clock::now() + kLook;
    if (m_limits.memoryBytes == 0 && m_limits.cpuSeconds == 0.0 && m_limits.processes == 0)
        return;
    const TreeUse use = treeUse(m_pid);
    if (m_limits.processes != 0 && use.processes > m_limits.processes)
        finish(Processes);
    else if (m_limits.memoryBytes != 0 && use.residentBytes > m_limits.memoryBytes)
        finish(Memory);
    else if (m_limits.cpuSeconds != 0.0 && use.cpuSeconds > m_limits.cpuSeconds)
        finish(CpuTime);
}

/// What it started and left behind dies with it; what it wrote before it ended is still in the pipes.
void ChildProcess::noticeExit()
{
    siginfo_t exit{};
    if (::waitid(P_PID, static_cast<id_t>(m_pid), &exit, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        exit.si_pid == 0)
        return;
    ::kill(-m_pid, SIGKILL);
    while (m_outputPipe >= 0 && m_output.size() <= m_limits.outputBytes && readInto(m_output, m_outputPipe)) {
    }
    for (int reads = 0; reads < kLastReads && m_errorPipe >= 0; ++reads)
        readErrors();
    finish(ProcessEnd::Cause::Exited);
    m_end = m_output.size() > m_limits.outputBytes ? ProcessEnd{ProcessEnd::Cause::Output} : endOf(exit);
}

void ChildProcess::finish(ProcessEnd::Cause cause)
{
    ::kill(-m_pid, SIGKILL);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    closeDescriptor(m_exit);
    closeDescriptor(m_inputPipe);
    closeDescriptor(m_outputPipe);
    closeDescriptor(m_errorPipe);
    m_end = ProcessEnd{cause, 0};
}

} // namespace rw
