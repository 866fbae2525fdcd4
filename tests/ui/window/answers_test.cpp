// Generating, starring, answering again with the same seeds.

#include "tests/ui/window/workbench.h"
#include "ui/panels/answers_compare_view.h"
#include "ui/panels/answers_header.h"
#include "ui/panels/answers_panel.h"
#include "ui/widgets/segmented_control.h"

#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>

#include <map>

namespace rw::ui {
namespace {

constexpr std::size_t kAnswers = 15;

bool isJudged(AnswerState state)
{
    return state == AnswerState::Correct || state == AnswerState::Wrong || state == AnswerState::Undecided ||
           state == AnswerState::CutOff;
}

/// What the counts above the answers add up to.
int sumOfCounts(const Workbench& bench)
{
    static const QRegularExpression count(QStringLiteral("^(\\d+) (correct|wrong|undecided|unfinished)$"));
    int sum = 0;
    for (const QLabel* label : bench.window->answers().findChild<AnswersHeader*>()->findChildren<QLabel*>()) {
        const auto match = count.match(label->accessibleName());
        if (label->isVisible() && match.hasMatch())
            sum += match.captured(1).toInt();
    }
    return sum;
}

std::vector<QString> texts(const std::vector<AnswerView>& answers)
{
    std::vector<QString> texts;
    for (const AnswerView& answer : answers)
        texts.push_back(answer.text);
    return texts;
}

class AnswersTest : public WindowTest
{
};

TEST_F(AnswersTest, FifteenCardsEndJudgedAndAreInTheLog)
{
    ASSERT_TRUE(bench->generate());
    const auto cards = bench->cards();
    ASSERT_EQ(cards.size(), kAnswers);
    EXPECT_EQ(sumOfCounts(*bench), 15);
    const RolloutGroup logged = bench->log().group(bench->session->group().group());
    ASSERT_EQ(logged.rollouts.size(), kAnswers);
    for (std::size_t i = 0; i < kAnswers; ++i) {
        EXPECT_TRUE(isJudged(cards[i]->answer().state)) << i;
        EXPECT_FALSE(cards[i]->answer().text.isEmpty()) << i;
        EXPECT_EQ(cards[i]->answer().text.toStdString(), logged.rollouts[i].text) << i;
        EXPECT_TRUE(logged.rollouts[i].verdict.has_value()) << i;
    }
}

TEST_F(AnswersTest, WhatIsSetForTrainingHoldsForGenerateToo)
{
    SamplingParams inToolBar = bench->session->sampling();
    inToolBar.samples = 3;
    bench->session->setSampling(inToolBar);
    TrainingConfig config = bench->session->config();
    config.sampling.maxNewTokens = 5;
    config.sampling.topK = 1;
    bench->session->configure(config);
    ASSERT_TRUE(bench->generate());
    const auto& answers = bench->session->group().answers();
    ASSERT_EQ(answers.size(), 3U) << "the tool bar's number stays";
    for (const AnswerView& answer : answers) {
        EXPECT_LE(answer.tokens, 5);
        EXPECT_EQ(answer.text, answers[0].text) << "the likeliest alone";
    }
    config.sampling.samples = 4;
    bench->session->configure(config);
    EXPECT_EQ(bench->session->sampling().samples, 4);
}

TEST_F(AnswersTest, StopKeepsWhatIsWritten)
{
    writeSlowly();
    bench->press("generate");
    const auto& answers = bench->session->group().answers();
    ASSERT_TRUE(eventually([&] { return !answers.empty() && answers[0].text.size() > 4; }));
    bench->press("stop");
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    EXPECT_GT(bench->session->group().count(AnswerState::Stopped), 0);
    EXPECT_GT(answers[0].text.size(), 4);
    EXPECT_EQ(sumOfCounts(*bench), 15);
}

TEST_F(AnswersTest, AStarByButtonIsUndoneAndGivenAgain)
{
    ASSERT_TRUE(bench->generate());
    const GroupId group = bench->session->group().group();
    QTest::mouseClick(bench->cards()[3], Qt::LeftButton, {}, {60, 40});
    ASSERT_EQ(bench->window->answers().focusedAnswer(), 3);
    bench->press("star");
    EXPECT_TRUE(bench->cards()[3]->answer().starred);
    ASSERT_TRUE(eventually([&] { return bench->isStarredInLog(group, 3); }));
    bench->key(QKeySequence::Undo);
    EXPECT_FALSE(bench->cards()[3]->answer().starred);
    ASSERT_TRUE(eventually([&] { return !bench->isStarredInLog(group, 3); }));
    bench->key(QKeySequence::Redo);
    EXPECT_TRUE(bench->cards()[3]->answer().starred);
    ASSERT_TRUE(eventually([&] { return bench->isStarredInLog(group, 3); }));
    EXPECT_TRUE(eventually([&] { return bench->starsWaiting() == 0; }));
}

TEST_F(AnswersTest, AGroupHasOneStarWhicheverKeyGaveIt)
{
    ASSERT_TRUE(bench->generate());
    const GroupId group = bench->session->group().group();
    QTest::mouseClick(bench->cards()[1], Qt::LeftButton, {}, {60, 40});
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_D));
    EXPECT_TRUE(bench->cards()[1]->answer().starred);
    QTest::keyClick(bench->cards()[1], Qt::Key_Right);
    ASSERT_EQ(bench->window->answers().focusedAnswer(), 2);
    QTest::keyClick(bench->cards()[2], Qt::Key_Space);
    ASSERT_TRUE(eventually([&] { return bench->isStarredInLog(group, 2); }));
    EXPECT_FALSE(bench->isStarredInLog(group, 1));
    EXPECT_FALSE(bench->cards()[1]->answer().starred);
    bench->key(QKeySequence::Undo);
    EXPECT_TRUE(bench->cards()[1]->answer().starred);
    ASSERT_TRUE(eventually([&] { return bench->isStarredInLog(group, 1); }));
    EXPECT_TRUE(eventually([&] { return bench->starsWaiting() == 0; }));
}

TEST_F(AnswersTest, ShortestCorrectStarsTheShortestThatIsRight)
{
    ASSERT_TRUE(bench->generate());
    ASSERT_GT(bench->session->group().count(AnswerState::Correct), 0);
    bench->press("shortest");
    const auto starred = bench->session->group().starred();
    ASSERT_TRUE(starred.has_value());
    const AnswerView& star = bench->session->group().answers()[static_cast<std::size_t>(*starred)];
    EXPECT_EQ(star.state, AnswerState::Correct);
    for (const AnswerView& answer : bench->session->group().answers()) {
        if (answer.state == AnswerState::Correct) {
            EXPECT_LE(star.tokens, answer.tokens);
        }
    }
    EXPECT_TRUE(eventually([&] { return bench->isStarredInLog(bench->session->group().group(), *starred); }));
}

TEST_F(AnswersTest, TheSameSeedsAndWeightsWriteTheSameAnswers)
{
    ASSERT_TRUE(bench->generate());
    const auto before = texts(bench->session->group().answers());
    QSignalSpy compared(bench->session.get(), &WorkbenchSession::comparisonReady);
    bench->press(QStringLiteral("Again, same seeds"));
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    ASSERT_EQ(compared.size(), 1);
    EXPECT_EQ(bench->window->answers().view(), AnswersPanel::View::Compare);
    EXPECT_TRUE(bench->window->findChild<AnswersCompareView*>()->isVisible());
    EXPECT_EQ(texts(bench->session->group().answers()), before);
}

TEST_F(AnswersTest, EachStageAnswersWithItsOwnWeights)
{
    ASSERT_TRUE(bench->generate());
    const auto untrained = texts(bench->session->group().answers());
    ASSERT_TRUE(bench->trainStep());
    std::map<std::string, std::vector<QString>> written;
    for (const char* label : {"Base", "Imitation", "Current"}) {
        bench->press(QString::fromLatin1(label));
        ASSERT_TRUE(bench->generate());
        const std::string stage = QString::fromLatin1(label).toLower().toStdString();
        EXPECT_EQ(bench->session->group().stage().toStdString(), stage);
        EXPECT_EQ(bench->log().group(bench->session->group().group()).stage, stage);
        written[stage] = texts(bench->session->group().answers());
    }
    EXPECT_EQ(written["imitation"], untrained); // where the run began
    EXPECT_NE(written["base"], untrained);
}

} // namespace
} // namespace rw::ui
