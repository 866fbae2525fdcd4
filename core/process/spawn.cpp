#include "core/process/spawn.h"

#include "core/base/error.h"
#include "core/process/pipe_ends.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <string>
#include <vector>

namespace rw {

namespace {

/// Everything the child needs, made before it is there: between vfork() and exec it may only make system
/// calls, for it runs in this process' memory.
struct Launch
{
    std::string program;
    std::vector<char*> arguments;
    std::vector<char*> environment;
    const char* directory = nullptr;
    ChildPipes pipes;
    int report = -1; ///< takes errno where it fails, and closes on exec
    rlimit data{};
    rlimit cpu{};
    rlimit file{};
    pid_t parent = -1;
};

rlimit limited(int resource, std::uint64_t bytes)
{
    rlimit limit{};
    ::getrlimit(static_cast<__rlimit_resource>(resource), &limit);
    if (bytes != 0 && (limit.rlim_max == RLIM_INFINITY || bytes < limit.rlim_max))
        limit.rlim_cur = limit.rlim_max = bytes;
    return limit;
}

/// Whole seconds, rounded up; one more until it is killed, so that the first signal can be told apart.
rlimit limitedCpu(double seconds)
{
    rlimit limit = limited(RLIMIT_CPU, 0);
    const auto whole = static_cast<rlim_t>(std::ceil(seconds));
    if (whole != 0 && (limit.rlim_max == RLIM_INFINITY || whole + 1 < limit.rlim_max))
        limit = {whole, whole + 1};
    return limit;
}

std::vector<char*> pointers(const std::vector<std::string>& texts)
{
    std::vector<char*> result;
    for (const std::string& text : texts)
        result.push_back(const_cast<char*>(text.c_str())); // exec takes char* for historical reasons
    result.push_back(nullptr);
    return result;
}

void resetSignals()
{
    struct sigaction usual = {};
    usual.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal)
        ::sigaction(signal, &usual, nullptr);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Where memory is short the kernel ends the child before the program that waits for it.
void volunteerForOutOfMemory()
{
    if (const int score = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC); score >= 0) {
        static_cast<void>(!::write(score, "1000", 4));
        ::close(score);
    }
}

/// Only comes back where something failed.
void becomeProgram(const Launch& launch)
{
    constexpr int kReport = STDERR_FILENO + 1;
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != launch.parent)
        ::_exit(1); // it ended before it could be watched
    if (::dup2(launch.pipes.input, STDIN_FILENO) < 0 || ::dup2(launch.pipes.output, STDOUT_FILENO) < 0 ||
        ::dup2(launch.pipes.errors, STDERR_FILENO) < 0 || ::dup3(launch.report, kReport, O_CLOEXEC) < 0)
        return;
    ::close_range(kReport + 1, ~0U, 0);
    volunteerForOutOfMemory();
    constexpr rlimit kNoCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &kNoCore);
    if (::setrlimit(RLIMIT_DATA, &launch.data) != 0 || ::setrlimit(RLIMIT_CPU, &launch.cpu) != 0 ||
        ::setrlimit(RLIMIT_FSIZE, &launch.file) != 0)
        return;
    if (launch.directory != nullptr && ::chdir(launch.directory) != 0)
        return;
    resetSignals();
    ::execve(launch.program.c_str(), launch.arguments.data(), launch.environment.data());
}

/// All signals held back, so that no handler of this process runs in the child.
class SignalsHeld
{
public:
    SignalsHeld()
    {
        sigset_t all;
        sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    ~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;

private:
    sigset_t m_before{};
};

pid_t launchChild(const Launch& launch)
{
    const SignalsHeld held;
    // fork() would copy the page tables of a process that holds gigabytes of weights.
    const pid_t child = ::vfork(); // NOLINT(clang-analyzer-security.insecureAPI.vfork)
    if (child != 0)
        return child;
    becomeProgram(launch);
    const int problem = errno;
    static_cast<void>(!::write(STDERR_FILENO + 1, &problem, sizeof problem));
    ::_exit(127);
}

} // namespace

pid_t spawn(const ProcessCommand& command, const ChildPipes& pipes)
{
    const std::string& name = command.arguments.at(0);
    const auto program = findProgram(name);
    if (!program)
        throw Error("There is no program \"" + name + "\".", "Install it, or name its file.");

    PipeEnds report;
    const Launch launch{.program = *program,
                        .arguments = pointers(command.arguments),
                        .environment = pointers(command.environment),
                        .directory = command.directory.empty() ? nullptr : command.directory.c_str(),
                        .pipes = pipes,
                        .report = report.write,
                        .data = limited(RLIMIT_DATA, command.limits.memoryBytes),
                        .cpu = limitedCpu(command.limits.cpuSeconds),
                        .file = limited(RLIMIT_FSIZE, command.limits.fileBytes),
                        .parent = ::getpid()};
    const pid_t child = launchChild(launch);
    int problem = child < 0 ? errno : 0;
    closeDescriptor(report.write);
    if (child > 0) {
        while (::read(report.read, &problem, sizeof problem) < 0 && errno == EINTR) {
        }
    }
    if (problem != 0)
        throw Error("Cannot start " + *program + ": " + systemErrorText(problem) + ".",
                    "Is it a program that may be executed?");
    return child;
}

} // namespace rw
