#include "core/rollout/group_statistics.h"
#include "core/rollout/rewards.h"
#include "core/verify/verdict_by_hand.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using testing::HasSubstr;

Verdict verdictOfParts()
{
    Verdict verdict = test::sampleVerdict(Outcome::Wrong);
    verdict.normalised = "4";
    verdict.normalisedExpected = "3";
    verdict.parts = {{.name = "accuracy",
                      .verifier = "math",
                      .outcome = Outcome::Wrong,
                      .score = -0.25,
                      .weight = 1.0,
                      .extracted = "4",
                      .span = Span{17, 18},
                      .rule = "answer is",
                      .normalised = "4",
                      .normalisedExpected = "3",
                      .message = "Read \xE2\x82\xAC 4.",
                      .milliseconds = 1.5},
                     {.name = "layout",
                      .verifier = "format",
                      .outcome = Outcome::Correct,
                      .score = 0.5,
                      .weight = 0.2,
                      .extracted = {},
                      .span = {},
                      .rule = "think, answer",
                      .message = {}}};
    return verdict;
}

class VerdictVersions : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";
    RunLogWriter m_log = RunLogWriter::create(m_run, test::sampleRecord());
    RolloutGroup m_group = test::recordLive(m_log, groupOfParts());

    static RolloutGroup groupOfParts()
    {
        RolloutGroup group = test::sampleGroup();
        group.rollouts[1].verdict = verdictOfParts();
        return group;
    }

    [[nodiscard]] RolloutId answer(std::size_t index) const { return m_group.rollouts[index].id; }
    [[nodiscard]] std::vector<VerdictRecord> versions(std::size_t index) const
    {
        return RunLogReader(m_run).verdicts(answer(index));
    }
    [[nodiscard]] Rollout stored(std::size_t index) const
    {
        return RunLogReader(m_run).group(m_group.id).rollouts[index];
    }
};

TEST_F(VerdictVersions, KeepEveryPartWithItsEvidence)
{
    const Rollout rollout = stored(1);
    EXPECT_EQ(rollout.verdict, verdictOfParts());
    EXPECT_EQ(rollout.verdictVersion, 1);
    EXPECT_EQ(stored(0).verdict->parts.size(), 0U);
}

TEST_F(VerdictVersions, APersonsStandsBesideTheVerifiers)
{
    EXPECT_TRUE(m_log.recordJudgement({"u1", answer(1), Outcome::Correct}));
    const std::vector<VerdictRecord> all = versions(1);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].verdict, verdictOfParts());
    EXPECT_EQ(all[0].origin, VerdictOrigin::Answer);
    EXPECT_EQ(all[1].version, 2);
    EXPECT_EQ(all[1].origin, VerdictOrigin::Person);
    EXPECT_GE(all[1].givenAt, all[0].givenAt);
    const Verdict& byHand = all[1].verdict;
    EXPECT_EQ(byHand.outcome, Outcome::Correct);
    EXPECT_EQ(byHand.verifier, kByHand);
    EXPECT_EQ(byHand.extracted, "4");
    EXPECT_EQ(byHand.span, (Span{17, 18}));
    EXPECT_EQ(byHand.expected, "3");
    EXPECT_EQ(byHand.message, "");
    ASSERT_EQ(byHand.parts.size(), 2U);
    EXPECT_EQ(byHand.parts[0].score, 1.0);
    EXPECT_EQ(byHand.parts[0].name, "accuracy");
    EXPECT_EQ(byHand.parts[1], verdictOfParts().parts[1]);
}

TEST_F(VerdictVersions, TheNewestCountsEverywhere)
{
    m_log.recordJudgement({"u1", answer(0), Outcome::Wrong});
    m_log.recordJudgement({"u2", answer(2), Outcome::Correct});
    m_log.recordJudgement({"u3", answer(1), Outcome::Undecided});
    const RunLogReader reader(m_run);
    const GroupSummary summary = reader.recentGroups(1).at(0);
    EXPECT_EQ(summary.answers, 3);
    EXPECT_EQ(summary.correct, 1);
    EXPECT_EQ(summary.wrong, 1);
    EXPECT_EQ(summary.undecided, 1);
    EXPECT_EQ(reader.promptStatistics().at(0).lastAnswers, 3);
    EXPECT_EQ(reader.promptStatistics().at(0).lastCorrect, 1);
    const RolloutGroup group = m_log.readGroup(m_group.id);
    EXPECT_EQ(shortestCorrectAnswer(group), 2U);
    EXPECT_EQ(rewardParts(group.rollouts[0], 0.2F).at(0).value, 0.0F);
    EXPECT_TRUE(rewardParts(group.rollouts[1], 0.2F).empty()) << "undecided by hand: out of training";
    EXPECT_EQ(rewardParts(group.rollouts[2], 0.2F).at(0).value, 1.0F);
}

TEST_F(VerdictVersions, ARepeatedJudgementIsIgnored)
{
    EXPECT_TRUE(m_log.recordJudgement({"u1", answer(0), Outcome::Wrong}));
    EXPECT_FALSE(m_log.recordJudgement({"u1", answer(0), Outcome::Correct}));
    EXPECT_EQ(versions(0).size(), 2U);
    EXPECT_EQ(stored(0).verdict->outcome, Outcome::Wrong);
    EXPECT_TRUE(m_log.recordJudgement({"u2", answer(0), Outcome::Wrong}));
    EXPECT_EQ(versions(0).size(), 2U) << "the same word twice says nothing new";
}

TEST_F(VerdictVersions, TheWordGoesBackToTheVerifier)
{
    m_log.recordJudgement({"u1", answer(1), Outcome::Correct});
    m_log.recordJudgement({"u2", answer(1), Outcome::Undecided});
    m_log.recordJudgement({"u3", answer(1), {}});
    const std::vector<VerdictRecord> all = versions(1);
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[2].verdict.outcome, Outcome::Undecided);
    EXPECT_EQ(all[3].verdict, verdictOfParts());
    EXPECT_EQ(all[3].origin, VerdictOrigin::Restored);
    m_log.recordJudgement({"u4", answer(1), {}});
    EXPECT_EQ(versions(1).size(), 4U);
}

TEST_F(VerdictVersions, APersonMayJudgeWhatNoVerifierJudged)
{
    RolloutGroup group = test::sampleGroup("unjudged", 1);
    group.rollouts[0].verdict.reset();
    group = test::recordLive(m_log, group);
    const RolloutId id = group.rollouts[0].id;
    m_log.recordJudgement({"u1", id, Outcome::Correct});
    EXPECT_EQ(m_log.verdicts(id).at(0).verdict.expected, "3");
    EXPECT_EQ(m_log.verdicts(id).at(0).verdict.outcome, Outcome::Correct);
    m_log.recordJudgement({"u2", id, {}});
    EXPECT_EQ(m_log.verdicts(id).back().verdict.outcome, Outcome::Undecided);
    EXPECT_THAT(m_log.verdicts(id).back().verdict.message, HasSubstr("No verifier"));
}

TEST_F(VerdictVersions, RefuseWhatIsNoJudgement)
{
    EXPECT_THAT(test::errorOf([&] {
                    m_log.recordJudgement({"u1", {999}, Outcome::Correct});
                }),
                HasSubstr("Answer 999"));
    EXPECT_THAT(test::errorOf([&] {
                    m_log.recordJudgement({"u1", answer(0), Outcome::Error});
                }),
                HasSubstr("never error"));
    EXPECT_TRUE(m_log.recordJudgement({"u1", answer(0), Outcome::Wrong})) << "what failed is not recorded";
}

TEST_F(VerdictVersions, VerifyingAgainLeavesAPersonsWordAlone)
{
    m_log.recordJudgement({"u1", answer(0), Outcome::Wrong});
    Verdict later = *m_group.rollouts[2].verdict;
    later.milliseconds = 99.0;
    const std::vector<NewVerdict> verdicts{{answer(0), test::sampleVerdict(Outcome::Correct)},
                                           {answer(1), test::sampleVerdict(Outcome::Correct)},
                                           {answer(2), later}};
    VerdictsStored stored = m_log.addVerdicts(verdicts, false);
    EXPECT_EQ(stored.byHand, 1);
    EXPECT_EQ(stored.stored, 1);
    EXPECT_EQ(stored.changed, 1);
    EXPECT_EQ(stored.same, 1) << "another time is no other verdict";
    EXPECT_EQ(versions(0).size(), 2U);
    EXPECT_EQ(versions(1).at(1).origin, VerdictOrigin::Again);
    EXPECT_EQ(versions(2).size(), 1U);

    stored = m_log.addVerdicts(verdicts, true);
    EXPECT_EQ(stored.stored, 1);
    EXPECT_EQ(versions(0).size(), 3U);
    EXPECT_EQ(stored.same, 2);
    EXPECT_EQ(this->stored(0).verdict->outcome, Outcome::Correct);
}

TEST_F(VerdictVersions, VerifyingAgainIsAllOrNothing)
{
    const std::vector<NewVerdict> verdicts{{answer(1), test::sampleVerdict(Outcome::Correct)},
                                           {{999}, test::sampleVerdict(Outcome::Correct)}};
    EXPECT_THAT(test::errorOf([&] { m_log.addVerdicts(verdicts, false); }), HasSubstr("Answer 999"));
    EXPECT_EQ(versions(1).size(), 1U);
}

/// A step keeps what it learnt from, whatever is judged later, and the log can tell.
TEST_F(VerdictVersions, AStepKeepsTheVersionItLearntFrom)
{
    m_log.recordJudgement({"u1", answer(0), Outcome::Wrong});
    const RolloutGroup read = m_log.readGroup(m_group.id);
    m_log.recordJudgement({"u2", answer(0), Outcome::Correct});
    const std::vector<RewardPart> learnt = rewardParts(read.rollouts[0], 0.2F);
    m_log.commitStep(
        test::sampleStep(1), {}, std::vector{m_group.id},
        std::vector<TrainedRollout>{{answer(0), learnt, -0.5F, read.rollouts[0].verdictVersion}});
    const Rollout rollout = stored(0);
    EXPECT_EQ(rollout.verdict->outcome, Outcome::Correct);
    EXPECT_EQ(rollout.verdictVersion, 3);
    EXPECT_EQ(rollout.trainedVerdict, 2);
    EXPECT_EQ(rollout.rewards, learnt);
    const std::vector<VerdictRecord> all = versions(0);
    EXPECT_FALSE(all[0].trained);
    EXPECT_TRUE(all[1].trained);
    EXPECT_FALSE(all[2].trained);
    m_log.supersedeStepsAfter(0);
    EXPECT_FALSE(stored(0).trainedVerdict);
    EXPECT_FALSE(versions(0)[1].trained);
}

TEST_F(VerdictVersions, WholeGroupsKnowTheirVersions)
{
    std::vector<RolloutGroup> groups{test::sampleGroup("whole", 2)};
    groups[0].rollouts[1].verdict.reset();
    m_log.addGroups(groups, GroupSource::Training, 0);
    EXPECT_EQ(groups[0].rollouts[0].verdictVersion, 1);
    EXPECT_EQ(groups[0].rollouts[1].verdictVersion, 0);
    m_log.commitStep(test::sampleStep(1), {}, std::vector{groups[0].id},
                     std::vector<TrainedRollout>{
                         {groups[0].rollouts[1].id, {}, 0.0F, groups[0].rollouts[1].verdictVersion}});
    EXPECT_FALSE(m_log.readGroup(groups[0].id).rollouts[1].trainedVerdict);
}

TEST_F(VerdictVersions, AnswersAreReadForVerifiers)
{
    RolloutGroup second = test::sampleGroup("second", 2);
    second.rollouts[1].finish = FinishReason::Length;
    second = test::recordLive(m_log, second);
    m_log.recordJudgement({"u1", answer(1), Outcome::Correct});
    const RunLogReader reader(m_run);
    EXPECT_EQ(reader.answerCount(), 5);
    const std::vector<StoredAnswer> first = reader.answersAfter({}, 2);
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[1].rollout, answer(1));
    EXPECT_EQ(first[1].group, m_group.id);
    EXPECT_EQ(first[1].index, 1);
    EXPECT_EQ(first[1].prompt, m_group.prompt);
    EXPECT_EQ(first[1].text, m_group.rollouts[1].text);
    EXPECT_EQ(first[1].tokens, 40);
    EXPECT_EQ(first[1].verdict, verdictByHand(verdictOfParts(), Outcome::Correct));
    EXPECT_EQ(reader.answersAfter(first[1].rollout, 100).size(), 3U);
    const std::vector<StoredAnswer> last = reader.lastAnswers(3);
    ASSERT_EQ(last.size(), 3U);
    EXPECT_EQ(last[0].rollout, answer(2));
    EXPECT_EQ(last[2].finish, FinishReason::Length);
    EXPECT_EQ(reader.answersOf(second.id).size(), 2U);
    EXPECT_THAT(test::errorOf([&] { static_cast<void>(reader.answersOf({99})); }), HasSubstr("Group 99"));
}

} // namespace
} // namespace rw
