#include "tests/core/commands/engine_process.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace rw::test {

namespace {

constexpr std::chrono::seconds kPatience{60};

struct Pipe
{
    int read = -1;
    int write = -1;

    Pipe()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw Error("Cannot make a pipe: " + systemErrorText(errno));
        read = ends[0];
        write = ends[1];
    }
};

/// Adds what can be read; closes the descriptor at its end.
void take(int& descriptor, std::string& text)
{
    std::array<char, 65536> bytes{};
    const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
    if (got > 0) {
        text.append(bytes.data(), static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
        ::close(descriptor);
        descriptor = -1;
    }
}

} // namespace

EngineProcess::EngineProcess(const std::vector<std::string>& arguments)
    : EngineProcess(RW_ENGINE, arguments)
{
}

EngineProcess::EngineProcess(const std::string& program, const std::vector<std::string>& arguments)
{
    std::signal(SIGPIPE, SIG_IGN);
    const Pipe input, output, errors;
    std::vector<std::string> all{program};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& argument : all)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    m_process = ::fork();
    if (m_process == 0) {
        std::signal(SIGPIPE, SIG_DFL);
        ::dup2(input.read, STDIN_FILENO);
        ::dup2(output.write, STDOUT_FILENO);
        ::dup2(errors.write, STDERR_FILENO);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(input.read);
    ::close(output.write);
    ::close(errors.write);
    m_input = input.write;
    m_outputPipe = output.read;
    m_errorPipe = errors.read;
}

EngineProcess::~EngineProcess()
{
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    for (const int descriptor : {m_input, m_outputPipe, m_errorPipe}) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

void EngineProcess::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_input, bytes.data(), bytes.size());
        if (written <= 0)
            throw Error("The engine does not read: " + systemErrorText(errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void EngineProcess::closeInput()
{
    if (m_input >= 0)
        ::close(m_input);
    m_input = -1;
}

bool EngineProcess::pump(std::chrono::milliseconds patience)
{
    std::array<pollfd, 2> waits{pollfd{m_outputPipe, POLLIN, 0}, pollfd{m_errorPipe, POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), static_cast<int>(patience.count())) <= 0)
        return false;
    if (waits[0].revents != 0)
        take(m_outputPipe, m_output);
    if (waits[1].revents != 0)
        take(m_errorPipe, m_errors);
    return true;
}

std::optional<std::string> EngineProcess::readLine()
{
    const auto end = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        const std::size_t newline = m_output.find('\n');
        if (newline != std::string::npos) {
            std::string line = m_output.substr(0, newline);
            m_output.erase(0, newline + 1);
            return line;
        }
        if (m_outputPipe < 0)
            return {};
        if (std::chrono::steady_clock::now() > end)
            throw Error("The engine says nothing. Its errors: " + m_errors);
        pump(std::chrono::milliseconds(1000));
    }
}

void EngineProcess::signal(int number) const
{
    ::kill(m_process, number);
}

int EngineProcess::finish()
{
    closeInput();
    while (m_outputPipe >= 0 || m_errorPipe >= 0) {
        if (!pump(kPatience))
            throw Error("The engine does not end. Its errors: " + m_errors);
    }
    int status = 0;
    ::waitpid(m_process, &status, 0);
    m_process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::vector<Json> EngineResult::lines() const
{
    std::vector<Json> all;
    for (std::size_t begin = 0; begin < output.size();) {
        const std::size_t end = output.find('\n', begin);
        if (end == std::string::npos)
            throw Error("The last line has no end: " + output.substr(begin));
        all.push_back(parseJson(std::string_view(output).substr(begin, end - begin), "stdout"));
        begin = end + 1;
    }
    return all;
}

namespace {

EngineResult resultOf(EngineProcess& engine)
{
    const int code = engine.finish();
    return {code, engine.output(), engine.errors()};
}

} // namespace

EngineResult runEngine(const std::vector<std::string>& arguments, std::string_view input)
{
    EngineProcess engine(arguments);
    engine.write(input);
    return resultOf(engine);
}

EngineResult runProgram(const std::string& program, const std::vector<std::string>& arguments)
{
    EngineProcess engine(program, arguments);
    return resultOf(engine);
}

} // namespace rw::test
