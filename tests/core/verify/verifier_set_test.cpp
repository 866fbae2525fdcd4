#include "core/base/error.h"
#include "core/verify/make_verifier.h"
#include "core/verify/verifier_set.h"

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

namespace rw {

namespace {

/// A verifier that says what a test wants.
class SayingVerifier final : public Verifier
{
public:
    explicit SayingVerifier(std::function<Verdict()> say)
        : m_say(std::move(say))
    {
    }

    [[nodiscard]] std::string_view name() const override { return "saying"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& /*prompt*/, const WrittenAnswer& /*answer*/) const override
    {
        return m_say();
    }

private:
    std::function<Verdict()> m_say;
};

Verdict correct()
{
    Verdict verdict;
    verdict.outcome = Outcome::Correct;
    return verdict;
}

Verdict scored(double score)
{
    Verdict verdict = correct();
    verdict.parts.emplace_back().score = score;
    return verdict;
}

Prompt threeIsExpected()
{
    Prompt prompt;
    prompt.answer = "3";
    return prompt;
}

TEST(Verifier, TurnsWhatIsThrownIntoAnError)
{
    const SayingVerifier verifier([]() -> Verdict { throw std::runtime_error("no luck"); });
    const Verdict verdict = verifier.verify(threeIsExpected(), "3", FinishReason::Stop);
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_EQ(verdict.message, "no luck");
    EXPECT_EQ(verdict.verifier, "saying");
    EXPECT_EQ(verdict.expected, "3");
}

TEST(Verifier, NeverCallsEmptyOrUnfinishedAnswersCorrect)
{
    const SayingVerifier verifier(correct);
    EXPECT_EQ(verifier.verify({}, "3", FinishReason::Stop).outcome, Outcome::Correct);
    for (const char* empty : {"", " \n\t"})
        EXPECT_EQ(verifier.verify({}, empty, FinishReason::Stop).outcome, Outcome::Undecided);
    for (const FinishReason finish : {FinishReason::Length, FinishReason::Cancelled})
        EXPECT_EQ(verifier.verify({}, "3", finish).outcome, Outcome::Undecided);
}

TEST(Verifier, LetsUnfinishedAnswersEarnNothingButPenalties)
{
    EXPECT_EQ(scoreOf(SayingVerifier([] { return scored(0.5); }).verify({}, "3", FinishReason::Length)), 0.0);
    EXPECT_EQ(scoreOf(SayingVerifier([] { return scored(-0.5); }).verify({}, "3", FinishReason::Length)),
              -0.5);
    EXPECT_EQ(scoreOf(SayingVerifier([] { return scored(0.5); }).verify({}, "3", FinishReason::Stop)), 0.5);
}

TEST(MakeVerifier, TakesFinalNumberAloneUnlessToldOtherwise)
{
    for (const std::vector<VerifierSpec>& specs :
         {std::vector<VerifierSpec>{}, {verifierSpecFromString("final-number")}}) {
        const Verdict verdict =
            makeVerifier(specs)->verify(threeIsExpected(), "The answer is 3.", FinishReason::Stop);
        EXPECT_EQ(verdict.outcome, Outcome::Correct);
        EXPECT_EQ(verdict.verifier, "final-number");
        EXPECT_TRUE(verdict.parts.empty());
    }
}

TEST(MakeVerifier, FillsAPartForEachSpec)
{
    const std::vector<VerifierSpec> specs{verifierSpecFromString("final-number:weight=2"),
                                          verifierSpecFromString("final-number:weight=0.5,part=again")};
    const Verdict verdict =
        makeVerifier(specs)->verify(threeIsExpected(), "äh, the answer is 3.", FinishReason::Stop);
    EXPECT_EQ(verdict.outcome, Outcome::Correct);
    EXPECT_EQ(verdict.extracted, "3");
    ASSERT_EQ(verdict.parts.size(), 2U);
    EXPECT_EQ(verdict.parts[0].name, "accuracy");
    EXPECT_EQ(verdict.parts[0].weight, 2.0);
    EXPECT_EQ(verdict.parts[1].name, "again");
    EXPECT_EQ(verdict.parts[1].verifier, "final-number");
    EXPECT_EQ(verdict.parts[1].score, 1.0);
    EXPECT_EQ(verdict.parts[1].span, (Span{18, 19}));
    EXPECT_EQ(verdict.parts[1].normalised, "3");
}

TEST(VerifierSet, TakesItsOutcomeFromTheFirst)
{
    std::vector<VerifierSet::Member> members;
    members.push_back({"accuracy", 1.0, std::make_unique<SayingVerifier>(correct)});
    members.push_back(
        {"rest", 1.0, std::make_unique<SayingVerifier>([]() -> Verdict { throw std::runtime_error("x"); })});
    const Verdict verdict = VerifierSet(std::move(members)).verify({}, "3", FinishReason::Stop);
    EXPECT_EQ(verdict.outcome, Outcome::Correct);
    EXPECT_EQ(verdict.message, "");
    ASSERT_EQ(verdict.parts.size(), 2U);
    EXPECT_EQ(verdict.parts[1].outcome, Outcome::Error);
    EXPECT_EQ(verdict.parts[1].message, "x");
}

} // namespace

} // namespace rw
