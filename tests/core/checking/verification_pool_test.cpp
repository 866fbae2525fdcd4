#include "core/checking/verification_pool.h"
#include "tests/core/checking/fake_verifiers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <thread>

namespace rw {

namespace {

using namespace std::chrono_literals;
using rw::test::HangingVerifier;
using ::testing::HasSubstr;

Prompt expecting(std::string answer)
{
    return {.id = "p", .text = "What?", .answer = std::move(answer), .category = {}};
}

std::map<std::size_t, Verdict> all(VerificationBatch& batch)
{
    std::map<std::size_t, Verdict> verdicts;
    for (auto judged = batch.wait(); !judged.empty(); judged = batch.wait()) {
        for (Judged& one : judged)
            EXPECT_TRUE(verdicts.emplace(one.number, std::move(one.verdict)).second) << "came twice";
    }
    return verdicts;
}

/// Of a verifier that lets go of its threads at the end of the test.
class HangingPool : public ::testing::Test
{
protected:
    ~HangingPool() override { m_verifier->release(); }

    std::shared_ptr<HangingVerifier> m_verifier = std::make_shared<HangingVerifier>(100ms);
};

TEST(VerificationPool, GivesEveryAnswerItsOwnVerdict)
{
    VerificationPool pool(makeFinalNumberVerifier(), {.threads = 3});
    VerificationBatch batch(pool);
    for (std::size_t i = 0; i < 500; ++i)
        EXPECT_EQ(batch.submit(expecting(std::to_string(i)), "The answer is " + std::to_string(i / 2 * 2),
                               FinishReason::Stop),
                  i);
    EXPECT_EQ(batch.pending(), 500U);

    const auto verdicts = all(batch);
    ASSERT_EQ(verdicts.size(), 500U);
    for (const auto& [number, verdict] : verdicts) {
        EXPECT_EQ(verdict.expected, std::to_string(number));
        EXPECT_EQ(verdict.outcome, number % 2 == 0 ? Outcome::Correct : Outcome::Wrong) << number;
    }
    EXPECT_EQ(batch.pending(), 0U);
    EXPECT_TRUE(batch.poll().empty());
}

TEST(VerificationPool, KeepsItsUsersApart)
{
    VerificationPool pool(makeFinalNumberVerifier(), {.threads = 2});
    VerificationBatch mine(pool);
    VerificationBatch yours(pool);
    mine.submit(expecting("1"), "1", FinishReason::Stop);
    yours.submit(expecting("2"), "1", FinishReason::Stop);
    EXPECT_EQ(all(mine).at(0).outcome, Outcome::Correct);
    EXPECT_EQ(all(yours).at(0).outcome, Outcome::Wrong);
}

TEST(VerificationPool, JudgesWithTheVerifierThatWasSetWhenTheAnswerCame)
{
    VerificationPool pool(makeFinalNumberVerifier(), {.threads = 1});
    VerificationBatch batch(pool);
    batch.submit(expecting("1"), "1", FinishReason::Stop);
    pool.setVerifier(std::make_shared<HangingVerifier>(10s));
    batch.submit(expecting("1"), "1", FinishReason::Stop);
    const auto verdicts = all(batch);
    EXPECT_EQ(verdicts.at(0).verifier, "final-number");
    EXPECT_EQ(verdicts.at(1).verifier, "hanging");
}

TEST(VerificationPool, TurnsWhatAVerifierThrowsIntoAnError)
{
    class Throwing final : public Verifier
    {
        [[nodiscard]] std::string_view name() const override { return "throwing"; }
        [[nodiscard]] Verdict judge(const Prompt&, const WrittenAnswer&) const override
        {
            throw std::runtime_error("The dog ate it.");
        }
    };
    VerificationPool pool(std::make_shared<Throwing>(), {.threads = 1});
    VerificationBatch batch(pool);
    batch.submit(expecting("1"), "1", FinishReason::Stop);
    const Verdict verdict = all(batch).at(0);
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_EQ(verdict.message, "The dog ate it.");
    EXPECT_EQ(verdict.verifier, "throwing");
}

TEST_F(HangingPool, ReportsAVerifierThatHangsAndGoesOn)
{
    VerificationPool pool(m_verifier, {.threads = 1});
    VerificationBatch batch(pool);
    batch.submit(expecting("1"), "hang", FinishReason::Stop);
    for (int i = 0; i < 20; ++i)
        batch.submit(expecting("1"), "1", FinishReason::Stop);

    const auto verdicts = all(batch);
    ASSERT_EQ(verdicts.size(), 21U);
    EXPECT_EQ(verdicts.at(0).outcome, Outcome::Error);
    EXPECT_THAT(verdicts.at(0).message, HasSubstr("hanging hangs: no verdict in 0.1 s"));
    EXPECT_EQ(verdicts.at(0).expected, "1");
    for (std::size_t i = 1; i < verdicts.size(); ++i)
        EXPECT_EQ(verdicts.at(i).outcome, Outcome::Correct) << "the replacement of the only thread judged it";
}

TEST_F(HangingPool, RefusesWhatWaitsOnceAllThreadsHang)
{
    VerificationPool pool(m_verifier, {.threads = 2, .mostStuck = 3});
    VerificationBatch batch(pool);
    for (int i = 0; i < 10; ++i)
        batch.submit(expecting("1"), "hang", FinishReason::Stop);
    batch.submit(expecting("1"), "1", FinishReason::Stop);

    const auto verdicts = all(batch);
    ASSERT_EQ(verdicts.size(), 11U);
    int hung = 0;
    int refused = 0;
    for (const auto& [number, verdict] : verdicts) {
        EXPECT_EQ(verdict.outcome, Outcome::Error);
        hung += verdict.message.find("no verdict in") != std::string::npos ? 1 : 0;
        refused +=
            verdict.message.find("Not verified: the verifier hangs in all") != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(hung + refused, 11);
    EXPECT_GE(hung, 3);
    EXPECT_LE(hung, 4) << "no more threads than allowed were started";

    m_verifier->release(); // they come to life again, and the pool with them
    const auto patience = std::chrono::steady_clock::now() + 10s;
    Outcome outcome = Outcome::Error;
    while (outcome != Outcome::Correct && std::chrono::steady_clock::now() < patience) {
        const std::size_t number = batch.submit(expecting("1"), "1", FinishReason::Stop);
        outcome = all(batch).at(number).outcome;
        std::this_thread::yield();
    }
    EXPECT_EQ(outcome, Outcome::Correct);
}

TEST_F(HangingPool, GivesUpWhatIsPendingWithoutWaitingForTheDeadline)
{
    const auto patient = std::make_shared<HangingVerifier>(1h);
    VerificationPool pool(patient, {.threads = 1});
    VerificationBatch batch(pool);
    batch.submit(expecting("1"), "1", FinishReason::Stop);
    batch.submit(expecting("2"), "hang", FinishReason::Stop);
    batch.submit(expecting("3"), "3", FinishReason::Stop);

    std::map<std::size_t, Verdict> verdicts;
    for (Judged& judged : batch.giveUp(50ms))
        verdicts.emplace(judged.number, std::move(judged.verdict));
    EXPECT_EQ(batch.pending(), 0U);
    ASSERT_EQ(verdicts.size(), 3U);
    EXPECT_EQ(verdicts.at(0).outcome, Outcome::Correct);
    EXPECT_EQ(verdicts.at(1).outcome, Outcome::Undecided);
    EXPECT_EQ(verdicts.at(1).message, "Verifying was cancelled.");
    EXPECT_EQ(verdicts.at(1).expected, "2");
    EXPECT_EQ(verdicts.at(2).outcome, Outcome::Undecided);

    patient->release();
    batch.submit(expecting("4"), "4", FinishReason::Stop);
    EXPECT_EQ(all(batch).at(3).outcome, Outcome::Correct) << "a verdict given up never comes";
}

TEST_F(HangingPool, EndsWhileAVerifierHangs)
{
    const auto begin = std::chrono::steady_clock::now();
    {
        VerificationPool pool(m_verifier, {.threads = 2});
        VerificationBatch batch(pool);
        batch.submit(expecting("1"), "hang", FinishReason::Stop);
        batch.submit(expecting("1"), "hang", FinishReason::Stop);
        batch.submit(expecting("1"), "hang", FinishReason::Stop);
        m_verifier->waitUntilHanging(2);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

} // namespace

} // namespace rw
