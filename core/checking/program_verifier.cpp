#include "core/checking/program_verifier.h"

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/checking/program_reply.h"
#include "core/process/child_process.h"
#include "core/process/end_sentence.h"
#include "core/verify/verifier_options.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace rw {

namespace {

using std::chrono::milliseconds;

constexpr const char* kPath = "/usr/local/bin:/usr/bin:/bin"; ///< inside

constexpr milliseconds kToStartAndToEnd(3000); ///< beside the program's own time

/// A program with what it is to be shown.
struct Enclosed
{
    ProcessCommand command;
    std::vector<std::string> shown;
};

bool isInstalled(const std::string& path)
{
    return path.starts_with("/usr/") || path.starts_with("/bin/") || path.starts_with("/sbin/");
}

std::string absolutePath(const std::string& path)
{
    return std::filesystem::absolute(path).lexically_normal().string();
}

/// The command's own file, and arguments that name files, are shown inside at their place.
Enclosed enclosedBy(const VerifierOptions& options)
{
    Enclosed result;
    const std::string& command = options.text("command");
    const auto installed = findProgram(command, kPath);
    const auto program = installed ? installed : findProgram(command);
    if (!program || !std::filesystem::is_regular_file(*program))
        throw UsageError("The verifier program has no command \"" + command + "\" to run.",
                         "Give a program in PATH or a file, as in program:command=./check.py.");
    result.command.arguments.push_back(absolutePath(*program));
    for (const std::string& argument : options.list("arguments")) {
        const bool isFile = std::filesystem::is_regular_file(argument);
        result.command.arguments.push_back(isFile ? absolutePath(argument) : argument);
    }
    for (const std::string& argument : result.command.arguments) {
        if (argument.starts_with('/') && !isInstalled(argument) && std::filesystem::is_regular_file(argument))
            result.shown.push_back(argument);
    }
    for (const std::string& path : options.list("read")) {
        if (!std::filesystem::exists(path))
            throw UsageError("The verifier program is to read " + path + ", which is not there.");
        result.shown.push_back(absolutePath(path));
    }
    return result;
}

ProcessLimits limitsBy(const VerifierOptions& options)
{
    return {.memoryBytes = static_cast<std::uint64_t>(options.whole("memory")) << 20U,
            .cpuSeconds = options.number("cpu"),
            .processes = static_cast<unsigned>(options.whole("processes")),
            .fileBytes = static_cast<std::uint64_t>(options.whole("memory")) << 20U,
            .outputBytes = static_cast<std::size_t>(options.whole("output")) << 10U};
}

Json questionFor(const Prompt& prompt, const WrittenAnswer& answer)
{
    return {{"prompt_id", prompt.id},    {"prompt", prompt.text},
            {"answer", prompt.answer},   {"category", prompt.category},
            {"completion", answer.text}, {"finish_reason", toString(answer.finish)},
            {"tokens", answer.tokens}};
}

class ProgramVerifier final : public Verifier
{
public:
    ProgramVerifier(const VerifierOptions& options, const Sandbox& sandbox)
        : m_time(static_cast<milliseconds::rep>(options.number("deadline") * 1000.0))
    {
        Enclosed enclosed = enclosedBy(options);
        m_name = std::filesystem::path(enclosed.shown.empty() ? enclosed.command.arguments.front()
                                                              : enclosed.shown.front())
                     .filename()
                     .string();
        enclosed.command.environment = {std::string("PATH=") + kPath, "HOME=/tmp", "TMPDIR=/tmp",
                                        "LANG=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1"};
        enclosed.command.limits = limitsBy(options);
        m_command = sandbox.enclose(enclosed.command, enclosed.shown);
    }

    [[nodiscard]] std::string_view name() const override { return "program"; }
    [[nodiscard]] milliseconds deadline() const override { return m_time + kToStartAndToEnd; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        ChildProcess program(m_command);
        program.send(jsonLine(questionFor(prompt, answer)) + "\n");
        program.closeInput();
        const std::string reply = program.readToEnd(ChildProcess::Clock::now() + m_time);
        const ProcessEnd& end = program.end().value();
        if (end.cause != ProcessEnd::Cause::Exited || end.code != 0)
            throw Error(m_name + " " + endSentence(program));
        if (reply.find_first_not_of(" \t\r\n") == std::string::npos)
            throw Error(m_name + " wrote nothing.");
        try {
            return parseProgramReply(reply, answer.text);
        } catch (const Error& problem) {
            throw Error(m_name + ": " + problem.what());
        }
    }

private:
    milliseconds m_time;
    std::string m_name; ///< of its file, for messages
    ProcessCommand m_command;
};

} // namespace

std::unique_ptr<Verifier> makeProgramVerifier(const VerifierSpec& spec, const Sandbox& sandbox)
{
    return std::make_unique<ProgramVerifier>(VerifierOptions(spec), sandbox);
}

} // namespace rw
