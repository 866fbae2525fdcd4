// Steps, the past of a run, settings, ending the window while it trains.

#include "tests/ui/window/workbench.h"
#include "ui/panels/answers_panel.h"
#include "ui/panels/curves_panel.h"
#include "ui/panels/settings_panel.h"
#include "ui/window/step_bar.h"

#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QInputDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>

#include <csignal>

namespace rw::ui {
namespace {

class TrainingTest : public WindowTest
{
protected:
    /// The values of a metric as the curves show them.
    [[nodiscard]] const MetricSeries& series(const char* key) const
    {
        return bench->session->curves().front().metrics->series(QString::fromLatin1(key));
    }

    [[nodiscard]] int countEvents(const char* kind) const
    {
        int count = 0;
        for (const EventRecord& event : bench->log().eventsAfter(0))
            count += event.kind == kind ? 1 : 0;
        return count;
    }
};

TEST_F(TrainingTest, AStepLearnsFromWhatWasGeneratedAndStarred)
{
    ASSERT_TRUE(bench->generate());
    const GroupId group = bench->session->group().group();
    bench->press("star");
    ASSERT_TRUE(bench->trainStep());
    ASSERT_EQ(bench->log().steps().size(), 1U);
    EXPECT_TRUE(eventually([&] { return !series("reward").isEmpty(); }));
    EXPECT_GT(series("rewards/star/mean").last(), 0.0);
    ASSERT_EQ(bench->session->group().group(), group);
    EXPECT_EQ(bench->session->group().trainedStep(), 1);
    for (const AnswerCard* card : bench->cards()) {
        EXPECT_TRUE(card->answer().advantage.has_value());
        EXPECT_EQ(card->answer().trainedStep, 1);
    }
}

TEST_F(TrainingTest, AgainAfterAStepShowsBeforeAndAfter)
{
    ASSERT_TRUE(bench->generate());
    ASSERT_TRUE(bench->trainStep());
    QSignalSpy compared(bench->session.get(), &WorkbenchSession::comparisonReady);
    bench->press(QStringLiteral("Again, same seeds"));
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    ASSERT_EQ(compared.size(), 1);
    EXPECT_EQ(compared[0][1].toString(), QStringLiteral("imitation"));
    EXPECT_EQ(compared[0][2].toString(), QStringLiteral("step 1"));
    EXPECT_EQ(bench->window->answers().view(), AnswersPanel::View::Compare);
}

TEST_F(TrainingTest, AgainWaitsForTheEndOfTraining)
{
    ASSERT_TRUE(bench->generate());
    bench->press("train-step");
    const QAbstractButton* again = bench->button(QStringLiteral("Again, same seeds"));
    ASSERT_NE(again, nullptr);
    EXPECT_FALSE(again->isEnabled());
    EXPECT_TRUE(again->toolTip().contains(QStringLiteral("being trained")));
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    EXPECT_TRUE(again->isEnabled());
}

TEST_F(TrainingTest, AClickOnAStepOpensItsGroups)
{
    ASSERT_TRUE(bench->generate());
    const GroupId mine = bench->session->group().group();
    ASSERT_TRUE(bench->trainStep());
    const auto groups = bench->log().groupsOfStep(1);
    ASSERT_GT(groups.size(), 1U);
    emit bench->window->curves().stepClicked(1);
    auto* bar = bench->window->findChild<StepBar*>();
    ASSERT_TRUE(bar->isVisible());
    EXPECT_EQ(bench->session->group().group(), mine); // a person's own come first
    for (std::size_t i = 1; i < groups.size(); ++i) {
        bench->press(QStringLiteral("Next prompt of this step"));
        EXPECT_EQ(bench->session->group().group(), groups[i].id);
        EXPECT_EQ(bench->cards().size(), groups[i].answers);
    }
    EXPECT_FALSE(bench->button(QStringLiteral("Next prompt of this step"))->isEnabled());
    bench->press(QStringLiteral("Previous prompt of this step"));
    EXPECT_EQ(bench->session->group().group(), groups[groups.size() - 2].id);
    bench->press(QStringLiteral("Back to now"));
    EXPECT_FALSE(bar->isVisible());
}

TEST_F(TrainingTest, AStepCanBeGoneToByItsNumber)
{
    EXPECT_FALSE(bench->action("go-to-step")->isEnabled());
    ASSERT_TRUE(bench->trainStep());
    ASSERT_TRUE(bench->trainStep());
    inDialog<QInputDialog>([](QInputDialog& dialog) {
        EXPECT_EQ(dialog.intMaximum(), 2);
        dialog.setIntValue(1);
        dialog.accept();
    });
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_G));
    ASSERT_TRUE(bench->session->stepView());
    EXPECT_EQ(bench->session->stepView()->step, 1);
    EXPECT_TRUE(bench->window->findChild<StepBar*>()->isVisible());
}

TEST_F(TrainingTest, TheLastStepHasNoNext)
{
    ASSERT_TRUE(bench->trainStep());
    bench->session->showStep(1);
    EXPECT_FALSE(bench->button(QStringLiteral("Step before"))->isEnabled());
    EXPECT_FALSE(bench->button(QStringLiteral("Next step"))->isEnabled());
}

TEST_F(TrainingTest, PauseEndsTrainingAfterTheStepUnderWay)
{
    QSignalSpy committed(bench->session.get(), &WorkbenchSession::stepCommitted);
    bench->press("train-many");
    ASSERT_TRUE(eventually([&] { return committed.size() == 1; }));
    bench->press("pause");
    ASSERT_TRUE(bench->waitFor(Activity::Ready));
    EXPECT_LT(bench->log().steps().size(), 20U);
    EXPECT_EQ(static_cast<int>(bench->log().steps().size()), bench->session->step());
}

TEST_F(TrainingTest, AChangedSettingIsRecorded)
{
    const int before = countEvents("config");
    bench->press(QStringLiteral("Settings"));
    QSpinBox* prompts = nullptr;
    for (QSpinBox* field : bench->window->findChild<SettingsPanel*>()->findChildren<QSpinBox*>()) {
        if (field->accessibleName() == QLatin1String("Prompts a step"))
            prompts = field;
    }
    ASSERT_NE(prompts, nullptr);
    ASSERT_TRUE(prompts->isVisible());
    prompts->setFocus();
    prompts->selectAll();
    QTest::keyClicks(prompts, QStringLiteral("3"));
    QTest::keyClick(prompts, Qt::Key_Return);
    ASSERT_TRUE(eventually([&] { return countEvents("config") > before; }));
    EXPECT_EQ(bench->session->config().promptsPerStep, 3);
    ASSERT_TRUE(bench->trainStep());
    EXPECT_EQ(bench->log().groupsOfStep(1).size(), 3U);
}

TEST_F(TrainingTest, ClosingTheWindowWhileTrainingEndsTheEngineAndTheRunGoesOn)
{
    QSignalSpy committed(bench->session.get(), &WorkbenchSession::stepCommitted);
    bench->press("train-many");
    ASSERT_TRUE(eventually([&] { return committed.size() == 1; }));
    const QString run = bench->session->runDirectory();
    const auto engine = static_cast<pid_t>(bench->session->engine().pid());
    bench->window->close();
    bench.reset();
    EXPECT_NE(kill(engine, 0), 0);
    const auto steps = RunLogReader(run.toStdString()).steps();
    EXPECT_LT(steps.size(), 20U);

    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    EXPECT_EQ(bench->session->runDirectory(), run);
    EXPECT_EQ(bench->session->step(), static_cast<int>(steps.size()));
    EXPECT_EQ(countEvents("resumed"), 1);
    ASSERT_TRUE(bench->trainStep());
    EXPECT_EQ(bench->log().steps().size(), steps.size() + 1);
}

} // namespace
} // namespace rw::ui
