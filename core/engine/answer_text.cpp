#include "core/engine/answer_text.h"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace rw {

namespace {

struct Mark
{
    std::string_view glyph;
    std::string_view colour; ///< ANSI
};

Mark markOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Correct:
        return {"\u2713", "\x1b[32m"};
    case Outcome::Wrong:
        return {"\u2717", "\x1b[31m"};
    case Outcome::Undecided:
        return {"?", "\x1b[90m"};
    case Outcome::Error:
        return {"!", "\x1b[33m"};
    }
    return {"?", ""};
}

bool useColour()
{
    const char* noColour = std::getenv("NO_COLOR");
    return ::isatty(STDOUT_FILENO) == 1 && (noColour == nullptr || *noColour == '\0');
}

std::string evidence(const Verdict& verdict)
{
    if (verdict.outcome == Outcome::Correct)
        return "";
    if (verdict.outcome == Outcome::Wrong)
        return fmt::format("  (read {}, expected {})", verdict.extracted.value_or("nothing"),
                           verdict.expected);
    return verdict.message.empty() ? "" : "  (" + verdict.message + ")";
}

} // namespace

void printAnswer(const Rollout& rollout)
{
    const Verdict verdict = rollout.verdict.value_or(Verdict{});
    const Mark mark = markOf(verdict.outcome);
    const bool colour = useColour();
    std::string text = rollout.text;
    std::replace(text.begin(), text.end(), '\n', ' ');
    fmt::print("{}{}{} {:>2}  {}{}\n", colour ? mark.colour : "", mark.glyph, colour ? "\x1b[0m" : "",
               rollout.index + 1, text, evidence(verdict));
    std::fflush(stdout);
}

void printGroupSummary(const RolloutGroup& group)
{
    std::size_t correct = 0;
    std::size_t tokens = 0;
    for (const Rollout& rollout : group.rollouts) {
        correct += rollout.verdict && rollout.verdict->outcome == Outcome::Correct ? 1U : 0U;
        tokens += rollout.tokens.size();
    }
    const auto count = std::max<std::size_t>(1, group.rollouts.size());
    fmt::print("{} of {} correct, mean {:.0f} tokens\n", correct, group.rollouts.size(),
               static_cast<double>(tokens) / static_cast<double>(count));
}

} // namespace rw
