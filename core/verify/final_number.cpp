#include "core/base/utf8.h"
#include "core/verify/answer_extraction.h"
#include "core/verify/verifier.h"

#include <chrono>
#include <exception>
#include <string>

namespace rw {

namespace {

constexpr std::string_view kName = "final-number";

/// Whether the number found is the expected one. Says in `verdict` what keeps it from being judged.
void judge(const Prompt& prompt, FinishReason finish, const ExtractedAnswer& answer, Verdict& verdict)
{
    if (prompt.answer.empty()) {
        verdict.message = "The prompt has no expected answer.";
        return;
    }
    const ExtractedAnswer expected = extractFinalNumber(prompt.answer);
    if (!expected.number) {
        verdict.outcome = Outcome::Error;
        verdict.message = "The expected answer \"" + prompt.answer + "\" is not a number.";
        return;
    }
    if (finish != FinishReason::Stop) {
        verdict.message = finish == FinishReason::Length ? "Cut off at the token limit."
                                                         : "Stopped before it was finished.";
        return;
    }
    if (!answer.number) {
        verdict.message = answer.rule == "none"
                              ? "No number was found in the answer."
                              : "No number stands after \"" + std::string(answer.rule) + "\".";
        return;
    }
    verdict.outcome = answer.number->value == expected.number->value ? Outcome::Correct : Outcome::Wrong;
}

Verdict verdictOf(const Prompt& prompt, std::string_view completion, FinishReason finish)
{
    Verdict verdict;
    const ExtractedAnswer answer = extractFinalNumber(completion);
    verdict.rule = std::string(answer.rule);
    if (answer.number) {
        const FoundNumber& found = *answer.number;
        verdict.extracted = std::string(completion.substr(found.begin, found.end - found.begin));
        verdict.span = Span{codePointIndex(completion, found.begin), codePointIndex(completion, found.end)};
    }
    judge(prompt, finish, answer, verdict);
    return verdict;
}

/// The last number an answer gives, compared exactly with the expected one.
class FinalNumberVerifier final : public Verifier
{
public:
    [[nodiscard]] std::string_view name() const override { return kName; }

    [[nodiscard]] Verdict verify(const Prompt& prompt, std::string_view completion,
                                 FinishReason finish) const override
    {
        const auto begin = std::chrono::steady_clock::now();
        Verdict verdict;
        try {
            verdict = verdictOf(prompt, validUtf8(completion), finish);
        } catch (const std::exception& error) {
            verdict.outcome = Outcome::Error;
            verdict.message = error.what();
        }
        verdict.verifier = kName;
        verdict.expected = prompt.answer;
        verdict.milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
        return verdict;
    }
};

} // namespace

std::unique_ptr<Verifier> makeFinalNumberVerifier()
{
    return std::make_unique<FinalNumberVerifier>();
}

} // namespace rw
