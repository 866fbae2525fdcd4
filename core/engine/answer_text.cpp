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
    const bool nothingExpected = verdict.outcome == Outcome::Undecided && verdict.expected.empty();
    if (verdict.outcome == Outcome::Correct || nothingExpected)
        return "";
    if (verdict.outcome == Outcome::Wrong)
        return fmt::format("  (read {}, expected {})", verdict.extracted.value_or("nothing"),
                           verdict.expected);
    return verdict.message.empty() ? "" : "  (" + verdict.message + ")";
}

} // namespace

std::string answerText(const Rollout& rollout, bool colour)
{
    const Verdict verdict = rollout.verdict.value_or(Verdict{});
    const Mark mark = markOf(verdict.outcome);
    std::string text = rollout.text;
    std::replace(text.begin(), text.end(), '\n', ' ');
    return fmt::format("{}{}{} {:>2}  {}{}", colour ? mark.colour : "", mark.glyph, colour ? "\x1b[0m" : "",
                       rollout.index + 1, text, evidence(verdict));
}

void printAnswer(const Rollout& rollout)
{
    fmt::print("{}\n", answerText(rollout, useColour()));
    std::fflush(stdout);
}

std::string groupSummaryText(const RolloutGroup& group)
{
    std::size_t correct = 0;
    std::size_t tokens = 0;
    for (const Rollout& rollout : group.rollouts) {
        correct += rollout.verdict && rollout.verdict->outcome == Outcome::Correct ? 1U : 0U;
        tokens += rollout.tokens.size();
    }
    const std::size_t count = group.rollouts.size();
    const double mean = static_cast<double>(tokens) / static_cast<double>(std::max<std::size_t>(1, count));
    if (group.prompt.answer.empty())
        return fmt::format("{} {}, mean {:.0f} tokens", count, count == 1 ? "answer" : "answers", mean);
    return fmt::format("{} of {} correct, mean {:.0f} tokens", correct, count, mean);
}

void printGroupSummary(const RolloutGroup& group)
{
    fmt::print("{}\n", groupSummaryText(group));
}

} // namespace rw
