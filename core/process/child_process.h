#pragma once

#include "core/process/process_command.h"

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// Why a child process is no more.
struct ProcessEnd
{
    enum class Cause { Exited, Signalled, Deadline, Memory, CpuTime, Processes, Output, Stopped };

    Cause cause = Cause::Exited;
    int code = 0; ///< exit code or number of the signal
};

/// A program as a child with pipes on stdin, stdout and stderr. It leads a process group of its own, which is
/// killed when it breaks a limit, when its deadline passes, when the thread that started it ends, and with
/// this object. Of what this process has open it inherits nothing. Used by one thread at a time.
class ChildProcess
{
public:
    using Clock = std::chrono::steady_clock;

    /// @throws Error where the program cannot be started, with the reason.
    explicit ChildProcess(const ProcessCommand& command);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Queued; goes out while reading. What a child does not read is dropped with it.
    void send(std::string_view bytes) { m_input += bytes; }
    /// Ends its stdin behind what is queued.
    void closeInput() { m_closeInput = true; }

    /// The next line of stdout without its end, or nothing: then it is no more, and end() says why.
    std::optional<std::string> readLine(Clock::time_point deadline);
    /// Reads until stdout ends and the process is no more. @return what it wrote since the last line taken.
    std::string readToEnd(Clock::time_point deadline);

    /// Kills its group.
    void stop();

    [[nodiscard]] const ProcessLimits& limits() const { return m_limits; }
    /// What the last call that read gave it until its deadline.
    [[nodiscard]] std::chrono::milliseconds timeGiven() const { return m_timeGiven; }
    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// None while it runs.
    [[nodiscard]] const std::optional<ProcessEnd>& end() const { return m_end; }
    /// The end of what it wrote to stderr, at most 4 KiB.
    [[nodiscard]] const std::string& errors() const { return m_errors; }

private:
    /// Moves bytes until `done` or the end. @return whether `done`.
    bool runUntil(const std::function<bool()>& done, Clock::time_point deadline);
    /// Waits for something to move, and moves it.
    void exchange(std::chrono::milliseconds patience);
    void writeInput();
    void readOutput();
    void readErrors();
    void checkLimits();
    void noticeExit();
    void finish(ProcessEnd::Cause cause);

    ProcessLimits m_limits;
    pid_t m_pid = -1;
    int m_exit = -1; ///< readable once it has exited; -1 where the kernel has no such thing
    int m_inputPipe = -1;
    int m_outputPipe = -1;
    int m_errorPipe = -1;
    std::string m_input;
    bool m_closeInput = false;
    std::string m_output;
    std::string m_errors;
    std::optional<ProcessEnd> m_end;
    Clock::time_point m_nextLook;
    std::chrono::milliseconds m_timeGiven{0};
};

} // namespace rw
