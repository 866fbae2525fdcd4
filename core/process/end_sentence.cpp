#include "core/process/end_sentence.h"

#include "core/base/utf8.h"

#include <cstring>

namespace rw {

namespace {

using std::chrono::milliseconds;

/// What is written last is the reason, in most languages.
std::string lastLine(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t last = text.find_last_not_of(kSpace);
    if (last == std::string_view::npos)
        return {};
    text = text.substr(0, last + 1);
    const std::size_t begin = text.rfind('\n');
    return validUtf8(begin == std::string_view::npos ? text : text.substr(begin + 1));
}

std::string withReason(std::string sentence, std::string_view errors)
{
    const std::string reason = lastLine(errors);
    return sentence + (reason.empty() ? "." : ": " + reason);
}

std::string killedFor(const std::string& what)
{
    return what + " and was killed.";
}

} // namespace

std::string secondsText(milliseconds duration)
{
    std::string text = std::to_string(duration.count() / 1000);
    if (const auto rest = duration.count() % 1000; rest != 0) {
        text += "." + std::to_string(1000 + rest).substr(1);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + " s";
}

std::string endSentence(const ChildProcess& process)
{
    using enum ProcessEnd::Cause;
    const ProcessLimits& limits = process.limits();
    const ProcessEnd& end = process.end().value();
    switch (end.cause) {
    case Exited:
        return withReason("ended with exit code " + std::to_string(end.code), process.errors());
    case Signalled:
        return withReason("was ended by signal " + std::to_string(end.code) + ", " + ::strsignal(end.code),
                          process.errors());
    case Deadline:
        return killedFor("took longer than " + secondsText(process.timeGiven()));
    case Memory:
        return killedFor("took more than " + std::to_string(limits.memoryBytes >> 20U) + " MB of memory");
    case CpuTime:
        return killedFor("used more than " +
                         secondsText(milliseconds(static_cast<std::int64_t>(limits.cpuSeconds * 1000.0))) +
                         " of processor time");
    case Processes:
        return killedFor("ran more than " + std::to_string(limits.processes) + " processes");
    case Output:
        return killedFor("wrote more than " + std::to_string(limits.outputBytes >> 10U) + " KB");
    case Stopped:
        return "was stopped.";
    }
    return "ended.";
}

} // namespace rw
