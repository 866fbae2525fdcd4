#include "core/review/stored_review.h"
#include "core/verify/make_verifier.h"
#include "tests/core/checking/fake_verifiers.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using testing::HasSubstr;

std::shared_ptr<const Verifier> make(std::span<const VerifierSpec> specs)
{
    return makeVerifier(specs);
}

std::vector<VerifierSpec> specs(std::initializer_list<const char*> texts)
{
    std::vector<VerifierSpec> all;
    for (const char* text : texts)
        all.push_back(verifierSpecFromString(text));
    return all;
}

/// A run with answers that its verifiers read differently; what the log holds first is wrong about all.
class StoredReview : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";
    RunLogWriter m_log = RunLogWriter::create(m_run, test::sampleRecord());
    RolloutGroup m_first = record("first", {"3", "The answer is 3.0", "The answer is 4"});
    RolloutGroup m_second = record("second", {"3", "three"});

    RolloutGroup record(const std::string& promptId, std::initializer_list<const char*> texts)
    {
        RolloutGroup group = test::sampleGroup(promptId, static_cast<int>(texts.size()));
        std::size_t i = 0;
        for (const char* text : texts) {
            group.rollouts[i].text = text;
            group.rollouts[i++].verdict = test::sampleVerdict(Outcome::Undecided);
        }
        return test::recordLive(m_log, group);
    }

    [[nodiscard]] static protocol::VerifyAgainParams groupOf(const RolloutGroup& group)
    {
        return {.group = group.id, .rollout = {}, .overByHand = false};
    }

    [[nodiscard]] VerdictStore store(bool overByHand = false)
    {
        return [this, overByHand](std::span<const NewVerdict> verdicts) {
            return m_log.addVerdicts(verdicts, overByHand);
        };
    }

    [[nodiscard]] std::vector<Outcome> outcomes(GroupId group) const
    {
        std::vector<Outcome> found;
        for (const Rollout& rollout : RunLogReader(m_run).group(group).rollouts)
            found.push_back(rollout.verdict->outcome);
        return found;
    }

    [[nodiscard]] std::int64_t versions() const { return test::ask(m_run, "SELECT count(*) FROM verdicts"); }
};

constexpr Outcome kC = Outcome::Correct;
constexpr Outcome kW = Outcome::Wrong;
constexpr Outcome kU = Outcome::Undecided;

TEST_F(StoredReview, VerifiesARunAgain)
{
    std::vector<std::pair<int, int>> told;
    const ReviewWatch watch{.progress = [&](int done, int total) { told.emplace_back(done, total); },
                            .cancel = nullptr};
    const auto result = verifyAgain(RunLogReader(m_run), {}, {}, make, store(), watch);
    EXPECT_EQ(result.answers, 5);
    EXPECT_EQ(result.stored, 5);
    EXPECT_EQ(result.changed, 4) << "nothing can be read in one, as before";
    EXPECT_EQ(result.errors, 0);
    EXPECT_EQ(outcomes(m_first.id), (std::vector{kC, kC, kW}));
    EXPECT_EQ(outcomes(m_second.id), (std::vector{kC, kU}));
    EXPECT_EQ(told.back(), std::pair(5, 5));
    EXPECT_EQ(verifyAgain(RunLogReader(m_run), {}, {}, make, store()).stored, 0) << "they say the same";
    EXPECT_EQ(versions(), 10);
}

TEST_F(StoredReview, VerifiesAGroupAgainAndLeavesAPersonsWordAlone)
{
    m_log.recordJudgement({"u1", m_first.rollouts[0].id, Outcome::Wrong});
    const auto result = verifyAgain(RunLogReader(m_run), groupOf(m_first), {}, make, store());
    EXPECT_EQ(result.answers, 3);
    EXPECT_EQ(result.stored, 2);
    EXPECT_EQ(result.byHand, 1);
    EXPECT_EQ(outcomes(m_first.id), (std::vector{kW, kC, kW}));
    EXPECT_EQ(outcomes(m_second.id), (std::vector{kU, kU}));
    EXPECT_EQ(verifyAgain(RunLogReader(m_run), groupOf(m_first), {}, make, store(true)).changed, 1);
    EXPECT_EQ(outcomes(m_first.id), (std::vector{kC, kC, kW}));
    EXPECT_THAT(test::errorOf([&] {
                    verifyAgain(RunLogReader(m_run), {{99}, {}, false}, {}, make, store());
                }),
                HasSubstr("Group 99"));
}

TEST_F(StoredReview, VerifiesOneAnswerAgain)
{
    const RolloutId second = m_first.rollouts[1].id;
    const protocol::VerifyAgainParams one{.group = {}, .rollout = second, .overByHand = false};
    const auto result = verifyAgain(RunLogReader(m_run), one, {}, make, store());
    EXPECT_EQ(result.answers, 1);
    EXPECT_EQ(result.changed, 1);
    EXPECT_EQ(outcomes(m_first.id), (std::vector{kU, kC, kU}));
    m_log.recordJudgement({"u1", second, Outcome::Wrong});
    EXPECT_EQ(verifyAgain(RunLogReader(m_run), one, {}, make, store()).byHand, 1);
    EXPECT_EQ(outcomes(m_first.id), (std::vector{kU, kW, kU}));
    const auto shown = previewVerifiers(RunLogReader(m_run), {{}, {}, second, 60}, make);
    ASSERT_EQ(shown.answers.size(), 1U);
    EXPECT_EQ(shown.answers[0].index, 1);
    EXPECT_THAT(test::errorOf([&] {
                    verifyAgain(RunLogReader(m_run), {{}, {99}, false}, {}, make, store());
                }),
                HasSubstr("Answer 99"));
}

TEST_F(StoredReview, SeveralVerifiersLeaveTheirParts)
{
    const auto two = specs({"exact-text", "final-number:weight=0.5,part=number"});
    static_cast<void>(verifyAgain(RunLogReader(m_run), groupOf(m_first), two, make, store()));
    const Verdict verdict = *RunLogReader(m_run).group(m_first.id).rollouts[1].verdict;
    EXPECT_EQ(verdict.outcome, kW) << "the first decides";
    ASSERT_EQ(verdict.parts.size(), 2U);
    EXPECT_EQ(verdict.parts[1].name, "number");
    EXPECT_EQ(verdict.parts[1].outcome, kC);
    EXPECT_EQ(verdict.parts[1].weight, 0.5);
}

TEST_F(StoredReview, APreviewStoresNothing)
{
    const auto shown = previewVerifiers(RunLogReader(m_run), {specs({"exact-text"}), {}, {}, 3}, make);
    ASSERT_EQ(shown.answers.size(), 3U);
    EXPECT_EQ(shown.answers[0].rollout, m_first.rollouts[2].id);
    EXPECT_EQ(shown.answers[1].group, m_second.id);
    EXPECT_EQ(shown.answers[1].index, 0);
    EXPECT_EQ(shown.answers[1].before->outcome, kU);
    EXPECT_EQ(shown.answers[1].after.outcome, kC);
    EXPECT_EQ(shown.answers[2].after.outcome, kW);
    EXPECT_EQ(previewVerifiers(RunLogReader(m_run), {{}, m_first.id, {}, 1}, make).answers.size(), 3U);
    EXPECT_EQ(versions(), 5);
}

TEST_F(StoredReview, BenchesEachVerifierAlone)
{
    m_log.recordJudgement({"u1", m_first.rollouts[1].id, Outcome::Correct});
    m_log.recordJudgement({"u2", m_first.rollouts[2].id, Outcome::Wrong});
    m_log.recordJudgement({"u3", m_second.rollouts[0].id, Outcome::Undecided});
    const auto two = specs({"final-number", "exact-text"});
    std::pair<int, int> told;
    const VerifierBench bench = benchVerifiers(RunLogReader(m_run), {two, 0}, make,
                                               {.progress =
                                                    [&](int done, int total) {
                                                        told = {done, total};
                                                    },
                                                .cancel = nullptr});
    EXPECT_EQ(told, std::pair(10, 10));
    ASSERT_EQ(bench.answers.size(), 5U);
    EXPECT_EQ(bench.answers[3].group, m_second.id);
    EXPECT_EQ(bench.answers[1].byHand, kC);
    EXPECT_EQ(bench.answers[2].byHand, kW);
    EXPECT_FALSE(bench.answers[3].byHand) << "undecided marks nothing";
    EXPECT_EQ(bench.verifiers[0].spec, two[0]);
    EXPECT_EQ(bench.verifiers[0].outcomes, (std::vector{kC, kC, kW, kC, kU}));
    EXPECT_EQ(bench.verifiers[1].outcomes, (std::vector{kC, kW, kW, kC, kW}));
    EXPECT_EQ(errorRates(bench, 1), (ErrorRates{1, 1, 1, 0}));
    EXPECT_GE(bench.verifiers[0].mostMilliseconds, bench.verifiers[0].meanMilliseconds);
    EXPECT_EQ(versions(), 8) << "a bench stores nothing";

    const VerifierBench newest = benchVerifiers(RunLogReader(m_run), {two, 2}, make);
    ASSERT_EQ(newest.answers.size(), 2U);
    EXPECT_EQ(newest.answers[0].rollout, m_second.rollouts[0].id);
}

TEST_F(StoredReview, BenchesManyAnswersInOrder)
{
    std::vector<RolloutGroup> groups;
    for (int g = 0; g < 40; ++g) {
        groups.push_back(test::sampleGroup("many", 15));
        for (Rollout& rollout : groups.back().rollouts) {
            rollout.tokens.resize(1);
            rollout.text = rollout.index % 3 == 0 ? "3" : "4";
        }
    }
    m_log.addGroups(groups, GroupSource::Training, 0);
    const VerifierBench bench = benchVerifiers(RunLogReader(m_run), {specs({"final-number"}), 600}, make);
    ASSERT_EQ(bench.answers.size(), 600U);
    for (std::size_t i = 0; i < bench.answers.size(); ++i) {
        ASSERT_EQ(bench.answers[i].rollout, groups[i / 15].rollouts[i % 15].id);
        ASSERT_EQ(bench.verifiers[0].outcomes[i], i % 15 % 3 == 0 ? kC : kW) << i;
    }
}

TEST_F(StoredReview, RefusesABenchOfNothing)
{
    EXPECT_THAT(test::errorOf([&] { benchVerifiers(RunLogReader(m_run), {}, make); }), HasSubstr("1 to 16"));
}

/// A verifier that hangs is an error of its own answer, and a cancelled review ends while it hangs.
TEST_F(StoredReview, AStuckVerifierStopsNobody)
{
    record("stuck", {"hang"});
    const auto stuck = std::make_shared<test::HangingVerifier>(std::chrono::milliseconds(50));
    const auto makeStuck = [&](std::span<const VerifierSpec>) { return stuck; };
    const auto result = verifyAgain(RunLogReader(m_run), {}, {}, makeStuck, store());
    EXPECT_EQ(result.answers, 6);
    EXPECT_EQ(result.errors, 1);
    stuck->release();

    const auto patient = std::make_shared<test::HangingVerifier>(std::chrono::minutes(5));
    std::atomic<bool> cancel = false;
    std::thread person([&] {
        patient->waitUntilHanging(1);
        cancel = true;
    });
    const ReviewWatch watch{.progress = {}, .cancel = &cancel};
    const auto makePatient = [&](std::span<const VerifierSpec>) { return patient; };
    EXPECT_THROW(benchVerifiers(RunLogReader(m_run), {specs({"final-number"}), 0}, makePatient, watch),
                 Cancelled);
    person.join();
    patient->release();
}

} // namespace
} // namespace rw
