#include "core/verify/verifier.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <chrono>
#include <exception>

namespace rw {

namespace {

Verdict failure(const char* message)
{
    Verdict verdict;
    verdict.outcome = Outcome::Error;
    verdict.message = message;
    return verdict;
}

/// What keeps an answer from being correct, whatever it says; empty where nothing does.
std::string_view whyNeverCorrect(const WrittenAnswer& answer)
{
    if (answer.finish == FinishReason::Length)
        return "Cut off at the token limit.";
    if (answer.finish == FinishReason::Cancelled)
        return "Stopped before it was finished.";
    if (answer.text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return "The answer is empty.";
    return {};
}

void withholdSuccess(std::string_view why, Verdict& verdict)
{
    for (VerdictPart& part : verdict.parts)
        part.score = std::min(part.score, 0.0);
    if (verdict.outcome == Outcome::Error)
        return;
    verdict.outcome = Outcome::Undecided;
    verdict.message = why;
}

} // namespace

Verdict Verifier::verify(const Prompt& prompt, std::string_view completion, FinishReason finish,
                         int tokens) const
{
    const auto begin = std::chrono::steady_clock::now();
    const std::string text = validUtf8(completion);
    const WrittenAnswer answer{text, finish, tokens};
    Verdict verdict;
    try {
        verdict = judge(prompt, answer);
    } catch (const std::exception& error) {
        verdict = failure(error.what());
    }
    if (const std::string_view why = whyNeverCorrect(answer); !why.empty())
        withholdSuccess(why, verdict);
    if (verdict.verifier.empty())
        verdict.verifier = name();
    verdict.expected = prompt.answer;
    verdict.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    return verdict;
}

double scoreOf(const Verdict& verdict)
{
    if (verdict.parts.size() == 1)
        return verdict.parts.front().score;
    return verdict.outcome == Outcome::Correct ? 1.0 : 0.0;
}

} // namespace rw
