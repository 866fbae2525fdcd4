#pragma once

#include "core/base/strict_json.h"

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rw::test {

/// The real program as a child, with pipes on its stdin, stdout and stderr.
class EngineProcess
{
public:
    explicit EngineProcess(const std::vector<std::string>& arguments);
    EngineProcess(const std::string& program, const std::vector<std::string>& arguments);
    /// Kills what still runs.
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    void write(std::string_view bytes);
    void closeInput();
    /// The next line of stdout; nothing at its end. @throws Error after 60 seconds without one.
    std::optional<std::string> readLine();
    void signal(int number) const;
    /// Reads to the end of both outputs and waits. @return the exit code, or -signal.
    int finish();

    /// What was read and not taken by readLine().
    [[nodiscard]] const std::string& output() const { return m_output; }
    [[nodiscard]] const std::string& errors() const { return m_errors; }

private:
    bool pump(std::chrono::milliseconds patience);

    pid_t m_process = -1;
    int m_input = -1;
    int m_outputPipe = -1;
    int m_errorPipe = -1;
    std::string m_output;
    std::string m_errors;
};

/// A finished call of the program.
struct EngineResult
{
    int code = 0;
    std::string output;
    std::string errors;

    /// stdout as JSON, an object a line. @throws Error where it is anything else.
    [[nodiscard]] std::vector<Json> lines() const;
};

EngineResult runEngine(const std::vector<std::string>& arguments, std::string_view input = {});

/// The same program where it lies elsewhere.
EngineResult runProgram(const std::string& program, const std::vector<std::string>& arguments);

} // namespace rw::test
