#include "core/verify/answer_extraction.h"
#include "core/verify/evidence.h"
#include "core/verify/verifier.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

namespace {

std::string whyNoNumber(std::string_view rule)
{
    if (rule == "none")
        return "No number was found in the answer.";
    if (rule == "thinking")
        return "The thinking never ends, so there is no answer.";
    return "No number stands after \"" + std::string(rule) + "\".";
}

/// Whether nothing but a comma, a semicolon, "and" or "or" stands between two numbers.
bool listsNumbers(std::string_view between)
{
    bool isList = false;
    while (!between.empty()) {
        std::size_t length = 1;
        if (between.starts_with("and"))
            length = 3;
        else if (between.starts_with("or"))
            length = 2;
        else if (between.front() != ',' && between.front() != ';' && between.front() != ' ')
            return false;
        isList = isList || between.front() != ' ';
        between.remove_prefix(length);
    }
    return isList;
}

/// Whether the number that was taken from a text is one of a list there, as in "{1, 2}" and "3 or 4".
bool isOneOfSeveral(std::string_view text, const FoundNumber& taken)
{
    std::optional<FoundNumber> previous;
    for (auto number = findNumber(text, 0); number; number = findNumber(text, number->end)) {
        const bool isBeside = number->begin == taken.begin || (previous && previous->begin == taken.begin);
        if (previous && isBeside && listsNumbers(text.substr(previous->end, number->begin - previous->end)))
            return true;
        previous = number;
    }
    return false;
}

/// Whether the number found is the expected one. Says in `verdict` what keeps it from being judged.
void compare(const Prompt& prompt, const ExtractedAnswer& answer, Verdict& verdict)
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
    if (isOneOfSeveral(prompt.answer, *expected.number)) {
        verdict.outcome = Outcome::Error;
        verdict.message =
            "The expected answer \"" + prompt.answer +
            "\" names several numbers, and final-number compares one. Choose the verifier math.";
        return;
    }
    verdict.normalisedExpected = expected.number->value.text();
    if (!answer.number) {
        verdict.message = whyNoNumber(answer.rule);
        return;
    }
    verdict.outcome = answer.number->value == expected.number->value ? Outcome::Correct : Outcome::Wrong;
}

/// The last number an answer gives, compared exactly with the expected one.
class FinalNumberVerifier final : public Verifier
{
public:
    [[nodiscard]] std::string_view name() const override { return "final-number"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        Verdict verdict;
        const ExtractedAnswer found = extractFinalNumber(answer.text);
        verdict.rule = std::string(found.rule);
        if (found.number) {
            noteExtracted(answer.text, {found.number->begin, found.number->end}, verdict);
            verdict.normalised = found.number->value.text();
        }
        compare(prompt, found, verdict);
        return verdict;
    }
};

} // namespace

std::unique_ptr<Verifier> makeFinalNumberVerifier()
{
    return std::make_unique<FinalNumberVerifier>();
}

} // namespace rw
