// The engine is killed; the window is not.

#include "tests/ui/window/workbench.h"
#include "ui/panels/answers_panel.h"
#include "ui/panels/settings_panel.h"

#include <QSignalSpy>

#include <csignal>

namespace rw::ui {
namespace {

class EngineDeathTest : public WindowTest
{
protected:
    void killEngine() const
    {
        ASSERT_EQ(kill(static_cast<pid_t>(bench->session->engine().pid()), SIGKILL), 0);
        ASSERT_TRUE(bench->waitFor(Activity::Dead));
        EXPECT_TRUE(bench->window->isVisible());
        EXPECT_TRUE(bench->strip().isVisible());
        EXPECT_NE(bench->button(QStringLiteral("Restart")), nullptr);
        EXPECT_FALSE(bench->action("generate")->isEnabled());
    }

    void restart() const
    {
        bench->press(QStringLiteral("Restart"));
        ASSERT_TRUE(bench->waitFor(Activity::Ready));
        EXPECT_FALSE(bench->strip().isVisible());
    }
};

TEST_F(EngineDeathTest, WhileGeneratingKeepsTheTextAndAnswersAgainAfterARestart)
{
    writeSlowly();
    bench->press("generate");
    const auto& answers = bench->session->group().answers();
    ASSERT_TRUE(eventually([&] { return answers.size() == 15 && answers[14].text.size() > 4; }));
    std::vector<QString> before;
    for (const AnswerView& answer : answers)
        before.push_back(answer.text);
    killEngine();
    const auto cards = bench->cards();
    ASSERT_EQ(cards.size(), before.size());
    for (std::size_t i = 0; i < cards.size(); ++i) {
        EXPECT_TRUE(cards[i]->answer().text.startsWith(before[i])) << i;
        EXPECT_TRUE(isFinished(cards[i]->answer().state)) << i;
    }
    EXPECT_GT(bench->session->group().count(AnswerState::Failed), 0);

    restart();
    bench->session->setPace(0.0);
    ASSERT_TRUE(bench->generate());
    EXPECT_EQ(bench->session->group().count(AnswerState::Failed), 0);
}

TEST_F(EngineDeathTest, NothingIsOfferedThatADeadEngineCannotDo)
{
    ASSERT_TRUE(bench->generate());
    const QString again = QStringLiteral("Again, same seeds");
    ASSERT_TRUE(bench->button(again)->isEnabled());
    const QString offer = bench->button(again)->toolTip();
    killEngine();
    EXPECT_FALSE(bench->button(again)->isEnabled());
    EXPECT_TRUE(bench->button(again)->toolTip().contains(QStringLiteral("stopped")));
    restart();
    EXPECT_TRUE(bench->button(again)->isEnabled());
    EXPECT_EQ(bench->button(again)->toolTip(), offer);
}

TEST_F(EngineDeathTest, WhileTrainingLosesNoStepAndNoStar)
{
    ASSERT_TRUE(bench->generate());
    const GroupId group = bench->session->group().group();
    QSignalSpy committed(bench->session.get(), &WorkbenchSession::stepCommitted);
    QSignalSpy progress(bench->session.get(), &WorkbenchSession::trainProgress);
    bench->press("train-many");
    ASSERT_TRUE(eventually([&] { return !committed.isEmpty(); }));
    progress.clear();
    ASSERT_TRUE(eventually([&] { return !progress.isEmpty(); }));
    killEngine();
    const auto steps = bench->log().steps();
    ASSERT_FALSE(steps.empty());

    QTest::mouseClick(bench->cards()[5], Qt::LeftButton, {}, {60, 40});
    bench->press("star");
    EXPECT_TRUE(bench->cards()[5]->answer().starred);
    EXPECT_EQ(bench->starsWaiting(), 1U);
    EXPECT_FALSE(bench->isStarredInLog(group, 5));

    restart();
    EXPECT_TRUE(eventually([&] { return bench->starsWaiting() == 0; }));
    EXPECT_TRUE(bench->isStarredInLog(group, 5));
    const auto after = bench->log().steps();
    ASSERT_EQ(after.size(), steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ(after[i].committedAt, steps[i].committedAt);
        EXPECT_EQ(after[i].checkpoint, steps[i].checkpoint);
    }
    EXPECT_EQ(bench->session->step(), static_cast<int>(steps.size()));
    ASSERT_TRUE(bench->generate());
    ASSERT_TRUE(bench->trainStep());
    EXPECT_EQ(bench->log().steps().size(), steps.size() + 1);
}

TEST_F(EngineDeathTest, AStarGivenToADeadEngineOutlivesTheWindowToo)
{
    ASSERT_TRUE(bench->generate());
    const GroupId group = bench->session->group().group();
    const QString run = bench->session->runDirectory();
    killEngine();
    bench->press("star");
    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    EXPECT_TRUE(eventually([&] { return bench->starsWaiting() == 0; }));
    EXPECT_TRUE(bench->isStarredInLog(group, 0));
}

TEST_F(EngineDeathTest, SettingsChangedMeanwhileHoldAfterTheRestart)
{
    QSignalSpy problems(bench->session.get(), &WorkbenchSession::problem);
    killEngine();
    TrainingConfig config = bench->session->config();
    config.promptsPerStep = 3;
    emit bench->window->findChild<SettingsPanel*>()->configChanged(config);
    restart();
    EXPECT_EQ(bench->session->config().promptsPerStep, 3);
    ASSERT_TRUE(bench->trainStep());
    EXPECT_EQ(bench->log().groupsOfStep(1).size(), 3U);
    EXPECT_TRUE(problems.isEmpty());
}

} // namespace
} // namespace rw::ui
