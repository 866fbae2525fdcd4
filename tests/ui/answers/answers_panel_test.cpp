#include "tests/ui/answers/sample_group.h"
#include "ui/panels/answers_compare_view.h"
#include "ui/panels/answers_panel.h"
#include "ui/widgets/answer_card.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

class Panel : public testing::Test
{
protected:
    void SetUp() override
    {
        panel.resize(900, 700);
        panel.show();
        panel.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&panel));
    }

    void showSample() { model.showRecorded(sampleGroup(true), sampleSummary()); }

    QPushButton* button(const QString& text) const
    {
        for (auto* candidate : panel.findChildren<QPushButton*>()) {
            if (candidate->isVisible() && candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }

    bool showsText(const QString& text) const
    {
        const auto labels = panel.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    Theme theme;
    GroupModel model;
    AnswersPanel panel{theme, model};
};

TEST_F(Panel, WithoutAnswersOffersToGenerateThem)
{
    model.showPrompt(sampleGroup(false).prompt);
    panel.setExpectedSamples(9);
    EXPECT_TRUE(showsText(QStringLiteral("Press Generate to sample 9 answer")));
    const QSignalSpy asked(&panel, &AnswersPanel::generateRequested);
    ASSERT_NE(button(QStringLiteral("Generate")), nullptr);
    QTest::mouseClick(button(QStringLiteral("Generate")), Qt::LeftButton);
    EXPECT_EQ(asked.count(), 1);
}

TEST_F(Panel, CountsVerdictsAndSaysWhereTheAnswersComeFrom)
{
    showSample();
    EXPECT_TRUE(showsText(QStringLiteral("expected 3")));
    EXPECT_TRUE(showsText(QStringLiteral("✓ 3 correct")));
    EXPECT_TRUE(showsText(QStringLiteral("✗ 2 wrong")));
    EXPECT_TRUE(showsText(QStringLiteral("? 1 undecided")));
    EXPECT_TRUE(showsText(QStringLiteral("imitation · step 39")));
}

TEST_F(Panel, FocusMovesByKeyAndIsReported)
{
    showSample();
    EXPECT_EQ(panel.focusedAnswer(), 0);
    const QSignalSpy moved(&panel, &AnswersPanel::focusedAnswerChanged);
    panel.findChildren<AnswerCard*>()[0]->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    EXPECT_EQ(panel.focusedAnswer(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_5);
    EXPECT_EQ(panel.focusedAnswer(), 4);
    EXPECT_EQ(moved.count(), 2);
}

TEST_F(Panel, PassesStarsOn)
{
    showSample();
    const QSignalSpy star(&panel, &AnswersPanel::starToggled);
    QTest::keyClick(panel.findChildren<AnswerCard*>()[1], Qt::Key_Space);
    ASSERT_EQ(star.count(), 1);
    EXPECT_EQ(star.front().front().toInt(), 1);
}

TEST_F(Panel, FilterHidesCardsAndCanBeCleared)
{
    auto group = sampleGroup(false);
    group.rollouts[3].starred = false;
    model.showRecorded(group, sampleSummary());
    panel.setFilter(AnswerFilter::Correct);
    EXPECT_EQ(panel.shownAnswers(), (std::vector{1, 3, 5}));
    panel.setFilter(AnswerFilter::Starred);
    EXPECT_TRUE(showsText(QStringLiteral("6 answer")));
    ASSERT_NE(button(QStringLiteral("Clear")), nullptr);
    QTest::mouseClick(button(QStringLiteral("Clear")), Qt::LeftButton);
    EXPECT_EQ(panel.filter(), AnswerFilter::All);
    EXPECT_EQ(panel.shownAnswers().size(), 6U);
}

TEST_F(Panel, VerdictsDoNotMoveCardsWhileAnswersAreWritten)
{
    const RolloutGroup group = sampleGroup(false);
    protocol::GroupStarted started;
    started.group = group.id;
    started.prompt = group.prompt;
    started.params.samples = 6;
    model.begin(started);
    panel.setOrder(AnswerOrder::Verdict);
    protocol::AnswerFinished finished;
    finished.group = group.id;
    finished.index = 5;
    finished.rollout = group.rollouts[5].id;
    finished.text = group.rollouts[5].text;
    finished.verdict = *group.rollouts[5].verdict;
    model.finishAnswer(finished);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return panel.findChildren<AnswerCard*>()[5]->answer().state == AnswerState::Correct; }));
    EXPECT_EQ(panel.shownAnswers().front(), 0);
    model.fail();
    EXPECT_EQ(panel.shownAnswers().front(), 5);
}

TEST_F(Panel, DoubleClickOpensOneAnswerAndEscapeLeavesIt)
{
    showSample();
    const QSignalSpy view(&panel, &AnswersPanel::viewChanged);
    QTest::mouseDClick(panel.findChildren<AnswerCard*>()[1], Qt::LeftButton, {}, QPoint(60, 60));
    EXPECT_EQ(panel.view(), AnswersPanel::View::Focus);
    EXPECT_EQ(panel.focusedAnswer(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown);
    EXPECT_EQ(panel.focusedAnswer(), 2);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_EQ(panel.view(), AnswersPanel::View::Grid);
    EXPECT_EQ(view.count(), 2);
    EXPECT_EQ(panel.focusedAnswer(), 2);
    EXPECT_EQ(QApplication::focusWidget(), panel.findChildren<AnswerCard*>()[2]);
    panel.setView(AnswersPanel::View::Focus);
    panel.setView(AnswersPanel::View::Grid);
    EXPECT_EQ(panel.focusedAnswer(), 2) << "the answer other panels show stays";
}

TEST_F(Panel, WordsAreFoundInTheAnswersAndReturnGoesFromOneToTheNext)
{
    showSample();
    panel.find();
    auto* words = panel.findChild<QLineEdit*>(QStringLiteral("findWords"));
    ASSERT_TRUE(words->hasFocus());
    AnswerCard* second = panel.findChildren<AnswerCard*>()[1];
    const QImage unmarked = second->grab().toImage();
    QTest::keyClicks(words, QStringLiteral("ORANGES"));
    EXPECT_TRUE(showsText(QStringLiteral("in 2 of 6 answer")));
    EXPECT_NE(second->grab().toImage(), unmarked);
    for (const int next : {1, 4, 1}) {
        QTest::keyClick(words, Qt::Key_Return);
        EXPECT_EQ(panel.focusedAnswer(), next);
    }
    QTest::keyClick(words, Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_EQ(panel.focusedAnswer(), 4);
    EXPECT_TRUE(words->hasFocus());
    QTest::keyClick(words, Qt::Key_Escape);
    EXPECT_FALSE(words->isVisible());
    EXPECT_EQ(second->grab().toImage(), unmarked);
}

TEST_F(Panel, CompareSaysHowManyTurned)
{
    showSample();
    std::vector<AnswerView> before = model.answers();
    before[1].state = AnswerState::Wrong;
    before[5].state = AnswerState::Undecided;
    before[0].state = AnswerState::Correct;
    panel.setBefore(before, QStringLiteral("Before: step 38"), QStringLiteral("Now: step 39"));
    panel.setView(AnswersPanel::View::Compare);
    const QString summary = panel.findChild<AnswersCompareView*>()->summary();
    EXPECT_TRUE(summary.startsWith(QStringLiteral("2 answer"))) << summary.toStdString();
    EXPECT_TRUE(summary.contains(QStringLiteral("turned green, 1 turned red"))) << summary.toStdString();
    EXPECT_TRUE(showsText(QStringLiteral("Before: step 38")));
    panel.clearBefore();
    EXPECT_TRUE(showsText(QStringLiteral("Nothing to compare with yet")));
}

TEST_F(Panel, AgainIsOfferedOnceAllAnswersAreWritten)
{
    showSample();
    const QSignalSpy again(&panel, &AnswersPanel::againRequested);
    ASSERT_NE(button(QStringLiteral("Again, same seeds")), nullptr);
    QTest::mouseClick(button(QStringLiteral("Again, same seeds")), Qt::LeftButton);
    EXPECT_EQ(again.count(), 1);
    model.expectAnswers(sampleGroup(false).prompt, SamplingParams{}, QStringLiteral("current"));
    ASSERT_NE(button(QStringLiteral("Again, same seeds")), nullptr) << "it keeps its place";
    EXPECT_FALSE(button(QStringLiteral("Again, same seeds"))->isEnabled());
}

} // namespace
} // namespace rw::ui
