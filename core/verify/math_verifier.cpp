#include "core/verify/math_verifier.h"

#include "core/base/error.h"
#include "core/math/judge_math.h"
#include "core/verify/evidence.h"
#include "core/verify/math_in_prose.h"

#include <optional>
#include <string>
#include <utility>

namespace rw {

namespace {

std::string_view cut(std::string_view text, ByteRange range)
{
    return text.substr(range.begin, range.end - range.begin);
}

/// What is taken for the answer.
struct Reading
{
    std::string rule;
    std::optional<ByteRange> range;
};

/// What "answer is" announces in words and mathematics: its last mathematics, or all of it.
ByteRange narrowed(std::string_view text, ByteRange announced)
{
    const auto inside = lastMathIn(text.substr(0, announced.end), announced.begin);
    return inside ? *inside : announced;
}

Reading readAnswer(std::string_view text)
{
    const AnnouncedAnswer announced = announcedAnswer(text);
    if (announced.rule == "answer is" && announced.range)
        return {std::string(announced.rule), narrowed(text, *announced.range)};
    if (announced.rule != "none")
        return {std::string(announced.rule), announced.range};
    if (const auto range = lastMathIn(text, *afterThinking(text)))
        return {"last mathematics", range};
    const auto number = extractFinalNumber(text).number;
    if (!number)
        return {"none", std::nullopt};
    return {"last number", ByteRange{number->begin, number->end}};
}

/// What a gold text has behind its marker, or all of it.
std::string_view goldOf(std::string_view gold)
{
    const AnnouncedAnswer announced = announcedAnswer(gold);
    return announced.range && announced.rule != "answer is" ? cut(gold, *announced.range) : gold;
}

Outcome outcomeOf(MathRelation relation)
{
    switch (relation) {
    case MathRelation::Equal:
        return Outcome::Correct;
    case MathRelation::Different:
        return Outcome::Wrong;
    case MathRelation::GoldUnread:
        return Outcome::Error;
    case MathRelation::AnswerUnread:
    case MathRelation::Undecided:
        break;
    }
    return Outcome::Undecided;
}

class MathVerifier final : public Verifier
{
public:
    MathVerifier(const VerifierOptions& options, std::unique_ptr<Verifier> elsewhere)
        : m_elsewhere(std::move(elsewhere))
    {
        m_options.decimals = static_cast<int>(options.whole("decimals"));
        m_options.units = options.flag("units");
        m_options.ordered = options.flag("ordered");
    }

    [[nodiscard]] std::string_view name() const override { return "math"; }

    [[nodiscard]] std::chrono::milliseconds deadline() const override
    {
        return m_elsewhere ? m_elsewhere->deadline() : Verifier::deadline();
    }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        if (prompt.answer.empty())
            return withoutExpectedAnswer();
        const Reading reading = readAnswer(answer.text);
        if (!reading.range) {
            Verdict verdict;
            verdict.rule = reading.rule;
            verdict.message = "No mathematical answer was found.";
            return verdict;
        }
        const std::string_view extracted = cut(answer.text, *reading.range);
        const std::string_view gold = goldOf(prompt.answer);
        auto judgement = judgePlainMath(extracted, gold, m_options);
        if (!judgement && m_elsewhere)
            return m_elsewhere->verify(prompt, answer.text, answer.finish, answer.tokens);
        if (!judgement)
            judgement = judgeMath(extracted, gold, m_options);
        return verdictOf(*judgement, answer.text, reading);
    }

private:
    static Verdict verdictOf(const MathJudgement& judgement, std::string_view text, const Reading& reading)
    {
        Verdict verdict;
        verdict.outcome = outcomeOf(judgement.relation);
        verdict.rule = reading.rule;
        verdict.normalised = judgement.answer;
        verdict.normalisedExpected = judgement.gold;
        verdict.message = judgement.message;
        noteExtracted(text, *reading.range, verdict);
        return verdict;
    }

    MathOptions m_options;
    std::unique_ptr<Verifier> m_elsewhere;
};

} // namespace

std::unique_ptr<Verifier> makeMathVerifier(const VerifierOptions& options,
                                           std::unique_ptr<Verifier> elsewhere)
{
    return std::make_unique<MathVerifier>(options, std::move(elsewhere));
}

} // namespace rw
