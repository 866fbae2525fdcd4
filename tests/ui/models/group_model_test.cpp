#include "ui/models/group_model.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

constexpr GroupId kGroup{7};

Prompt apples()
{
    return {"apples-1", "What does each apple cost?", "3", "shopping", 1};
}

protocol::GroupStarted started(int samples, GroupId group = kGroup)
{
    protocol::GroupStarted message;
    message.group = group;
    message.prompt = apples();
    message.stage = "imitation";
    message.params.samples = samples;
    message.policyVersion = 3;
    return message;
}

Verdict judged(Outcome outcome)
{
    Verdict verdict;
    verdict.outcome = outcome;
    return verdict;
}

protocol::AnswerFinished finished(int index, int tokens, Outcome outcome,
                                  FinishReason reason = FinishReason::Stop)
{
    return {kGroup, RolloutId{70 + index}, index, "The answer is 3", tokens, reason, judged(outcome)};
}

RolloutGroup recordedGroup()
{
    RolloutGroup group;
    group.id = kGroup;
    group.prompt = apples();
    group.stage = "current";
    group.params.samples = 3;
    const std::vector<Outcome> outcomes{Outcome::Wrong, Outcome::Correct, Outcome::Correct};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        Rollout rollout;
        rollout.id = RolloutId{70 + static_cast<std::int64_t>(i)};
        rollout.index = static_cast<int>(i);
        rollout.tokens.resize(9 - i);
        rollout.text = "answer " + std::to_string(i);
        rollout.verdict = judged(outcomes[i]);
        rollout.advantage = static_cast<float>(i) - 1.0F;
        rollout.starred = i == 1;
        group.rollouts.push_back(rollout);
    }
    return group;
}

GroupSummary trainedSummary()
{
    GroupSummary summary;
    summary.id = kGroup;
    summary.policyVersion = 11;
    summary.trainedStep = 12;
    return summary;
}

TEST(AnswerStateTest, EveryEndHasAStateOfItsOwn)
{
    EXPECT_EQ(stateOf(FinishReason::Stop, judged(Outcome::Correct)), AnswerState::Correct);
    EXPECT_EQ(stateOf(FinishReason::Stop, judged(Outcome::Wrong)), AnswerState::Wrong);
    EXPECT_EQ(stateOf(FinishReason::Stop, judged(Outcome::Undecided)), AnswerState::Undecided);
    EXPECT_EQ(stateOf(FinishReason::Stop, judged(Outcome::Error)), AnswerState::VerifierError);
    EXPECT_EQ(stateOf(FinishReason::Stop, {}), AnswerState::Undecided);
    EXPECT_EQ(stateOf(FinishReason::Length, judged(Outcome::Wrong)), AnswerState::CutOff);
    EXPECT_EQ(stateOf(FinishReason::Cancelled, judged(Outcome::Undecided)), AnswerState::Stopped);
}

TEST(GroupModelTest, APromptAloneHasNoAnswers)
{
    GroupModel model;
    QSignalSpy reset(&model, &GroupModel::reset);
    model.showPrompt(apples());
    EXPECT_EQ(reset.size(), 1);
    EXPECT_EQ(model.prompt(), apples());
    EXPECT_TRUE(model.answers().empty());
    EXPECT_FALSE(model.isLive());
}

TEST(GroupModelTest, AnswersGoFromQueuedThroughReadingAndWritingToTheirVerdict)
{
    GroupModel model;
    SamplingParams params;
    params.samples = 2;
    model.expectAnswers(apples(), params, QStringLiteral("imitation"));
    EXPECT_EQ(model.count(AnswerState::Queued), 2);
    EXPECT_TRUE(model.isLive());

    model.begin(started(2));
    EXPECT_EQ(model.count(AnswerState::ReadingPrompt), 2);
    EXPECT_EQ(model.policyVersion(), 3);
    EXPECT_EQ(model.stage(), QStringLiteral("imitation"));

    model.append({kGroup, {{0, "The ", 1}, {1, "3", 1}}, 80.0});
    model.append({kGroup, {{0, "appl\xC3\xA9", 3}}, 50.0});
    EXPECT_EQ(model.count(AnswerState::Writing), 2);
    EXPECT_EQ(model.answers()[0].text, QString::fromUtf8("The appl\xC3\xA9"));
    EXPECT_EQ(model.answers()[0].tokens, 3);
    EXPECT_DOUBLE_EQ(model.answers()[0].tokensPerSecond, 50.0);
    EXPECT_DOUBLE_EQ(model.answers()[1].tokensPerSecond, 40.0);

    model.finishAnswer(finished(0, 5, Outcome::Correct));
    EXPECT_EQ(model.answers()[0].state, AnswerState::Correct);
    EXPECT_EQ(model.answers()[0].text, QStringLiteral("The answer is 3"));
    EXPECT_EQ(model.answers()[0].rollout, RolloutId{70});
    EXPECT_DOUBLE_EQ(model.answers()[0].tokensPerSecond, 0.0);
    EXPECT_TRUE(model.isLive());

    model.finishAnswer(finished(1, 96, Outcome::Wrong, FinishReason::Length));
    model.finish({kGroup, 1.0, 80.0});
    EXPECT_EQ(model.count(AnswerState::CutOff), 1);
    EXPECT_FALSE(model.isLive());
    EXPECT_EQ(model.recorded(), nullptr);
}

TEST(GroupModelTest, MessagesOfAnotherGroupOrAnswerAreIgnored)
{
    GroupModel model;
    model.begin(started(2));
    model.append({GroupId{8}, {{0, "stale", 1}}, 1.0});
    model.append({kGroup, {{2, "no such answer", 1}, {-1, "nor this", 1}}, 1.0});
    protocol::AnswerFinished stale = finished(0, 5, Outcome::Correct);
    stale.group = GroupId{8};
    model.finishAnswer(stale);
    model.finish({GroupId{8}, 1.0, 1.0});
    EXPECT_EQ(model.count(AnswerState::ReadingPrompt), 2);
    EXPECT_TRUE(model.isLive());

    SamplingParams params;
    params.samples = 2;
    model.expectAnswers(apples(), params, {});
    model.append({kGroup, {{0, "of the group before", 1}}, 1.0});
    model.append({GroupId{}, {{0, "of no group", 1}}, 1.0});
    EXPECT_EQ(model.count(AnswerState::Queued), 2);
}

TEST(GroupModelTest, AFinishedAnswerIsNotWrittenOn)
{
    GroupModel model;
    model.begin(started(1));
    model.finishAnswer(finished(0, 5, Outcome::Correct));
    model.append({kGroup, {{0, " and more", 9}}, 1.0});
    EXPECT_EQ(model.answers()[0].text, QStringLiteral("The answer is 3"));
    EXPECT_EQ(model.answers()[0].state, AnswerState::Correct);
}

TEST(GroupModelTest, ManyTokensAreToldTogether)
{
    GroupModel model;
    model.begin(started(3));
    QSignalSpy changed(&model, &GroupModel::changed);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 1000; ++i)
        model.append({kGroup, {{0, "x", i}, {2, "y", i}}, 1.0});
    EXPECT_TRUE(changed.isEmpty());
    ASSERT_TRUE(changed.wait());
    EXPECT_EQ(changed.front().front().value<QList<int>>(), (QList<int>{0, 2}));
    EXPECT_LE(changed.size(), 1 + clock.elapsed() / 33);
    EXPECT_EQ(model.answers()[0].text.size(), 1000);
}

TEST(GroupModelTest, ChangesComeAtMostThirtyTimesASecond)
{
    GroupModel model;
    model.begin(started(1));
    QSignalSpy changed(&model, &GroupModel::changed);
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 500) {
        model.append({kGroup, {{0, "x", 1}}, 1.0});
        QTest::qWait(1);
    }
    EXPECT_GE(changed.size(), 2);
    EXPECT_LE(changed.size(), 1 + clock.elapsed() / 33);
}

TEST(GroupModelTest, NothingOfTheGroupBeforeIsToldAfterReset)
{
    GroupModel model;
    model.begin(started(3));
    model.append({kGroup, {{2, "x", 1}}, 1.0});
    QSignalSpy changed(&model, &GroupModel::changed);
    model.begin(started(1, GroupId{8}));
    EXPECT_FALSE(changed.wait(100));
}

TEST(GroupModelTest, ShortestCorrectMovesAsAnswersFinish)
{
    GroupModel model;
    model.begin(started(4));
    model.finishAnswer(finished(0, 2, Outcome::Wrong));
    EXPECT_EQ(model.shortestCorrect(), std::nullopt);
    model.finishAnswer(finished(1, 9, Outcome::Correct));
    EXPECT_EQ(model.shortestCorrect(), 1);
    model.finishAnswer(finished(2, 5, Outcome::Correct));
    EXPECT_EQ(model.shortestCorrect(), 2);
    EXPECT_FALSE(model.answers()[1].shortestCorrect);
    model.finishAnswer(finished(3, 5, Outcome::Correct));
    EXPECT_EQ(model.shortestCorrect(), 2) << "the first of equals stays";
}

TEST(GroupModelTest, WhenTheEngineDiesTextStaysAndUnfinishedAnswersFail)
{
    GroupModel model;
    model.begin(started(3));
    model.append({kGroup, {{0, "The answer", 2}}, 10.0});
    model.finishAnswer(finished(1, 5, Outcome::Correct));
    QSignalSpy changed(&model, &GroupModel::changed);
    model.fail();
    EXPECT_EQ(model.answers()[0].state, AnswerState::Failed);
    EXPECT_EQ(model.answers()[0].text, QStringLiteral("The answer"));
    EXPECT_EQ(model.answers()[1].state, AnswerState::Correct);
    EXPECT_EQ(model.answers()[2].state, AnswerState::Failed);
    EXPECT_FALSE(model.isLive());
    EXPECT_EQ(changed.size(), 1);

    model.append({kGroup, {{0, " is late", 4}}, 10.0});
    EXPECT_EQ(model.answers()[0].text, QStringLiteral("The answer"));
}

TEST(GroupModelTest, FailingChangesNothingThatIsFinished)
{
    GroupModel model;
    model.showRecorded(recordedGroup(), trainedSummary());
    model.fail();
    EXPECT_EQ(model.count(AnswerState::Failed), 0);
}

TEST(GroupModelTest, AnswersLeftWhenTheGroupEndsAreStopped)
{
    GroupModel model;
    model.begin(started(2));
    model.finishAnswer(finished(0, 5, Outcome::Correct));
    model.finish({kGroup, 1.0, 1.0});
    EXPECT_EQ(model.answers()[1].state, AnswerState::Stopped);
}

TEST(GroupModelTest, ARecordedGroupShowsAllTheLogKnows)
{
    GroupModel model;
    QSignalSpy reset(&model, &GroupModel::reset);
    model.showRecorded(recordedGroup(), trainedSummary());
    EXPECT_EQ(reset.size(), 1);
    ASSERT_EQ(model.answers().size(), 3U);
    EXPECT_EQ(model.group(), kGroup);
    EXPECT_EQ(model.stage(), QStringLiteral("current"));
    EXPECT_EQ(model.policyVersion(), 11);
    EXPECT_EQ(model.trainedStep(), 12);
    EXPECT_EQ(model.params().samples, 3);
    EXPECT_EQ(model.starred(), 1);
    EXPECT_EQ(model.shortestCorrect(), 2);
    const AnswerView& last = model.answers()[2];
    EXPECT_EQ(last.rollout, RolloutId{72});
    EXPECT_EQ(last.text, QStringLiteral("answer 2"));
    EXPECT_EQ(last.tokens, 7);
    EXPECT_EQ(last.advantage, 1.0F);
    EXPECT_EQ(last.trainedStep, 12);
    ASSERT_NE(model.recorded(), nullptr);
    EXPECT_EQ(model.recorded()->rollouts[0].tokens.size(), 9U);
}

TEST(GroupModelTest, TheGroupOnScreenIsFilledFromTheLogWithoutReset)
{
    GroupModel model;
    model.begin(started(3));
    for (int i = 0; i < 3; ++i)
        model.finishAnswer(finished(i, 5, Outcome::Correct));
    model.finish({kGroup, 1.0, 1.0});
    QSignalSpy reset(&model, &GroupModel::reset);
    QSignalSpy changed(&model, &GroupModel::changed);
    model.showRecorded(recordedGroup(), trainedSummary());
    EXPECT_TRUE(reset.isEmpty());
    ASSERT_EQ(changed.size(), 1);
    EXPECT_EQ(changed.front().front().value<QList<int>>(), (QList<int>{0, 1, 2}));
    EXPECT_EQ(model.count(AnswerState::Wrong), 1);
}

TEST(GroupModelTest, AGroupHasOneStar)
{
    GroupModel model;
    model.showRecorded(recordedGroup(), trainedSummary());
    model.setStarred(RolloutId{72}, true);
    EXPECT_EQ(model.starred(), 2);
    EXPECT_FALSE(model.answers()[1].starred);
    EXPECT_TRUE(model.recorded()->rollouts[2].starred);
    EXPECT_FALSE(model.recorded()->rollouts[1].starred);

    model.setStarred(RolloutId{70}, false);
    EXPECT_EQ(model.starred(), 2) << "taking a star from an answer without one changes nothing";
    model.setStarred(RolloutId{999}, true);
    EXPECT_EQ(model.starred(), 2) << "unknown answers change nothing";
    model.setStarred(RolloutId{72}, false);
    EXPECT_EQ(model.starred(), std::nullopt);
}

TEST(GroupModelTest, AnAnswerWhoseVerdictTakesLongSaysSo)
{
    GroupModel model;
    model.begin(started(2));
    model.awaitVerdict({kGroup, 0, "The answer is 3", 5, FinishReason::Stop});
    model.awaitVerdict({kGroup, 1, "The answer is 4", 5, FinishReason::Stop});
    EXPECT_EQ(model.answers()[0].text, QStringLiteral("The answer is 3"));
    EXPECT_NE(model.answers()[0].state, AnswerState::Verifying) << "half a second needs no word of its own";
    model.finishAnswer(finished(1, 5, Outcome::Wrong));
    ASSERT_TRUE(QTest::qWaitFor([&] { return model.answers()[0].state == AnswerState::Verifying; }, 3000));
    EXPECT_EQ(model.answers()[1].state, AnswerState::Wrong);
    model.finishAnswer(finished(0, 5, Outcome::Correct));
    EXPECT_EQ(model.answers()[0].state, AnswerState::Correct);
}

TEST(GroupModelTest, AVerdictByHandCountsHoweverTheAnswerEnded)
{
    GroupModel model;
    model.begin(started(1));
    model.finishAnswer(finished(0, 5, Outcome::Wrong, FinishReason::Length));
    EXPECT_EQ(model.answers()[0].state, AnswerState::CutOff);
    Verdict verdict = judged(Outcome::Correct);
    verdict.verifier = std::string(kByHand);
    QSignalSpy changed(&model, &GroupModel::changed);
    model.setVerdict(RolloutId{70}, verdict);
    EXPECT_EQ(model.answers()[0].state, AnswerState::Correct);
    EXPECT_TRUE(isJudgedByHand(model.answers()[0]));
    EXPECT_EQ(model.shortestCorrect(), 0);
    EXPECT_EQ(changed.size(), 1);
    model.setVerdict(RolloutId{4711}, verdict);
    EXPECT_EQ(changed.size(), 1) << "an answer of another group";
}

} // namespace
} // namespace rw::ui
