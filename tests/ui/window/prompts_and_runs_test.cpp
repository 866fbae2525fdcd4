// Prompts of one's own, new runs, looking at other runs.

#include "tests/ui/window/workbench.h"
#include "ui/dialogs/add_prompt_dialog.h"
#include "ui/dialogs/category_weights_dialog.h"
#include "ui/dialogs/import_prompts_dialog.h"
#include "ui/dialogs/new_run_dialog.h"
#include "ui/dialogs/prompt_format_dialog.h"
#include "ui/panels/answers_panel.h"
#include "ui/panels/prompts_panel.h"
#include "ui/panels/runs_panel.h"
#include "ui/window/step_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QInputDialog>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTimer>
#include <QUrl>

namespace rw::ui {
namespace {

class PromptsAndRunsTest : public WindowTest
{
protected:
    [[nodiscard]] QString write(const QString& name, const QByteArray& content) const
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }

    void drop(const QString& path) const
    {
        auto* panel = bench->window->findChild<PromptsPanel*>();
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(panel, &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent dropped({20, 20}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(panel, &dropped);
    }

    void importDropped(const QString& path) const
    {
        inDialog<ImportPromptsDialog>([](ImportPromptsDialog& dialog) {
            EXPECT_TRUE(eventually([&] {
                for (const QPushButton* button : dialog.findChildren<QPushButton*>()) {
                    if (button->text() == QStringLiteral("Import"))
                        return button->isEnabled();
                }
                return false;
            }));
            pressIn(dialog, QStringLiteral("Import"));
        });
        drop(path);
    }

    /// Begins another run through its dialog. @param action that asks for it
    /// @return the folder of the run before
    QString beginAnotherRun(const char* action = "new-run") const
    {
        const QString before = bench->session->runDirectory();
        inDialog<NewRunDialog>([](NewRunDialog& dialog) { pressIn(dialog, QStringLiteral("Create run")); });
        bench->action(action)->trigger();
        EXPECT_TRUE(eventually([&] {
            return bench->session->runDirectory() != before && bench->session->activity() == Activity::Ready;
        }));
        bench->window->activateWindow(); // offscreen, nobody gives it back what the dialog took
        EXPECT_TRUE(QTest::qWaitForWindowActive(bench->window.get()));
        return before;
    }

    void lookAt(const QString& run) const { emit bench->window->findChild<RunsPanel*>()->openRequested(run); }

    [[nodiscard]] bool isStarredOnScreen(int answer) const
    {
        return bench->session->group().answers()[static_cast<std::size_t>(answer)].starred;
    }
};

TEST_F(PromptsAndRunsTest, AQuestionTypedIsAskedAndVerified)
{
    inDialog<AddPromptDialog>([](AddPromptDialog& dialog) {
        QTest::keyClicks(dialog.findChild<QPlainTextEdit*>(),
                         QStringLiteral("Tom has 12 pencils and gives 5 away. How many are left?"));
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), QStringLiteral("7"));
        pressIn(dialog, QStringLiteral("Add prompt"));
    });
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_N));
    EXPECT_EQ(bench->session->group().prompt().answer, "7");
    ASSERT_TRUE(bench->generate());
    EXPECT_EQ(bench->session->group().prompt().answer, "7");
    const auto logged = bench->log().recentGroups(1);
    ASSERT_EQ(logged.size(), 1U);
    EXPECT_EQ(logged[0].promptText, "Tom has 12 pencils and gives 5 away. How many are left?");
    EXPECT_EQ(logged[0].answers, 15);
}

TEST_F(PromptsAndRunsTest, ADroppedFileBecomesASetThatIsAskedAndTrainedOn)
{
    importDropped(
        write(QStringLiteral("mine.jsonl"),
              "{\"question\": \"Ann has 3 cats. Bo has 4. How many?\", \"answer\": \"3 + 4 = 7\\n#### 7\"}\n"
              "{\"question\": \"What is 9 minus 4?\", \"answer\": \"9 - 4 = 5\\n#### 5\"}\n"));
    EXPECT_EQ(bench->session->promptSet(), QStringLiteral("mine"));
    ASSERT_EQ(bench->session->prompts().rowCount(), 2);
    EXPECT_TRUE(bench->strip().isVisible());
    bench->session->choosePrompt(0);
    EXPECT_EQ(bench->session->group().prompt().text, "Ann has 3 cats. Bo has 4. How many?");
    ASSERT_TRUE(bench->generate());
    EXPECT_EQ(bench->session->group().answers().size(), 15U);
    ASSERT_TRUE(eventually([&] { return bench->session->shelf().prompts()[0].tally.tries == 15; }))
        << "also where the run trains on other prompts";
}

TEST_F(PromptsAndRunsTest, ARunOnTheSetOnScreenTakesItsPromptsAndSettings)
{
    TrainingConfig before = bench->session->config();
    before.verifiers = {verifierSpecFromString("normalised-text")};
    before.promptsPerStep = 2;
    bench->session->configure(before);
    importDropped(write(QStringLiteral("sums.jsonl"),
                        "{\"prompt\": \"What is 2 + 3?\", \"answer\": \"5\", \"category\": \"small\"}\n"
                        "{\"prompt\": \"What is 20 + 30?\", \"answer\": \"50\", \"category\": \"large\"}\n"));
    PromptSetSettings settings;
    settings.verifiers = {"exact-text"};
    settings.weights = {{"large", 0.0}};
    ASSERT_TRUE(bench->session->shelf().setSettings(settings));
    beginAnotherRun("run-on-set");
    EXPECT_EQ(bench->log().run().promptSource, "library:sums");
    EXPECT_EQ(bench->session->config().verifiers, std::vector{verifierSpecFromString("exact-text")});

    bench->session->choosePrompt(1);
    ASSERT_TRUE(bench->generate());
    EXPECT_EQ(bench->session->group().prompt().text, "What is 20 + 30?");
    EXPECT_EQ(bench->session->group().answers()[0].verdict->verifier, "exact-text");
    ASSERT_TRUE(bench->trainStep());
    for (const GroupSummary& group : bench->log().groupsOfStep(1))
        EXPECT_TRUE(group.category == "small" || group.source == GroupSource::Person) << group.promptText;

    settings.verifiers = {"final-number"};
    ASSERT_TRUE(bench->session->shelf().setSettings(settings));
    inDialog<CategoryWeightsDialog>([](CategoryWeightsDialog& dialog) { dialog.accept(); });
    bench->action("weigh-categories")->trigger();
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("from the next answers on")))
        << bench->strip().text().toStdString();
    ASSERT_TRUE(bench->trainStep());
    EXPECT_EQ(bench->session->config().verifiers, std::vector{verifierSpecFromString("final-number")})
        << "the window knows what the set changed";
}

TEST_F(PromptsAndRunsTest, HowQuestionsArePutIsChosenForASetAndFollowedByItsRun)
{
    importDropped(
        write(QStringLiteral("mine.jsonl"), "{\"prompt\": \"Ann has 3 cats.\", \"answer\": \"3\"}\n"));
    const auto choose = [this](const QString& instruction) {
        inDialog<PromptFormatDialog>([&](PromptFormatDialog& dialog) {
            dialog.findChildren<QPlainTextEdit*>().at(1)->setPlainText(instruction);
            dialog.accept();
        });
        bench->action("set-format")->trigger();
    };
    choose(QStringLiteral("Be brief."));
    ASSERT_TRUE(bench->session->shelf().current()->settings.promptFormat.has_value());
    beginAnotherRun("run-on-set");
    EXPECT_EQ(bench->session->config().promptFormat.instruction, "Be brief.");
    choose(QStringLiteral("Go on."));
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("from the next answers on")));
    bench->session->choosePrompt(0);
    ASSERT_TRUE(bench->generate());
    EXPECT_EQ(bench->session->config().promptFormat.instruction, "Go on.");

    TrainingConfig own = bench->session->config();
    own.promptFormat.instruction = "In words.";
    bench->session->configure(own);
    choose(QString());
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("keeps the way")));
    ASSERT_TRUE(bench->generate());
    EXPECT_EQ(bench->session->config().promptFormat.instruction, "In words.");
}

TEST_F(PromptsAndRunsTest, ASetThatIsRenamedStaysTheRuns)
{
    importDropped(
        write(QStringLiteral("mine.jsonl"), "{\"prompt\": \"Ann has 3 cats.\", \"answer\": \"3\"}\n"));
    beginAnotherRun("run-on-set");
    inDialog<QInputDialog>([](QInputDialog& dialog) {
        dialog.setTextValue(QStringLiteral("cats"));
        dialog.accept();
    });
    bench->action("rename-set")->trigger();
    EXPECT_EQ(bench->session->promptSet(), QStringLiteral("cats"));
    EXPECT_TRUE(bench->session->isRunOnSet());
    ASSERT_TRUE(bench->trainStep());
    const QString run = bench->session->runDirectory();
    bench.reset();
    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    EXPECT_EQ(bench->session->promptSet(), QStringLiteral("cats")) << "the set that was on screen";
    EXPECT_TRUE(bench->session->isRunOnSet());
}

TEST_F(PromptsAndRunsTest, TheSetIsShownAgainAfterARestartAndTheBuiltInPromptsOnAsking)
{
    const int builtIn = bench->session->prompts().rowCount();
    importDropped(
        write(QStringLiteral("mine.jsonl"), "{\"prompt\": \"Ann has 3 cats.\", \"answer\": \"3\"}\n"));
    const QString run = bench->session->runDirectory();
    bench.reset();
    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    EXPECT_EQ(bench->session->promptSet(), QStringLiteral("mine"));
    EXPECT_EQ(bench->session->prompts().rowCount(), 1);
    auto* sets = bench->window->findChild<QComboBox*>(QStringLiteral("sets"));
    EXPECT_EQ(sets->currentText(), QStringLiteral("mine"));
    QTest::keyClick(sets, Qt::Key_Up);
    EXPECT_EQ(bench->session->prompts().rowCount(), builtIn);
    EXPECT_FALSE(bench->action("delete-set")->isEnabled());
}

TEST_F(PromptsAndRunsTest, APromptOfASetIsEditedTaggedAndDeleted)
{
    importDropped(write(QStringLiteral("mine.jsonl"),
                        "{\"prompt\": \"Ann has 3 cats.\", \"answer\": \"3\"}\n"
                        "{\"prompt\": \"Bo has 4 cats.\", \"answer\": \"4\"}\n"));
    auto* list = bench->window->findChild<PromptsPanel*>()->findChild<QListView*>();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(1, 0)).center());
    inDialog<AddPromptDialog>([](AddPromptDialog& dialog) {
        dialog.findChild<QLineEdit*>()->setText(QStringLiteral("5"));
        pressIn(dialog, QStringLiteral("Save"));
    });
    bench->action("edit-prompt")->trigger();
    EXPECT_EQ(bench->session->prompts().prompt(1).answer, "5");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    inDialog<QMessageBox>([](QMessageBox& box) { pressIn(box, QStringLiteral("Delete")); });
    bench->action("delete-prompts")->trigger();
    ASSERT_EQ(bench->session->prompts().rowCount(), 1);
    EXPECT_EQ(bench->session->prompts().prompt(0).text, "Bo has 4 cats.");
}

TEST_F(PromptsAndRunsTest, AFileWithoutPromptsChangesNothing)
{
    const int before = bench->session->prompts().rowCount();
    QString said;
    inDialog<ImportPromptsDialog>([&said](ImportPromptsDialog& dialog) {
        auto* strip = dialog.findChild<InlineStrip*>();
        EXPECT_TRUE(eventually([&] { return strip->isVisible(); }));
        said = strip->text();
        dialog.reject();
    });
    drop(write(QStringLiteral("broken.jsonl"), "{\"prompt\": \n"));
    EXPECT_FALSE(said.isEmpty());
    EXPECT_EQ(bench->session->prompts().rowCount(), before);
    EXPECT_TRUE(bench->session->promptSet().isEmpty());
}

TEST_F(PromptsAndRunsTest, ANewRunBeginsWithoutSteps)
{
    ASSERT_TRUE(bench->trainStep());
    const QString before = beginAnotherRun();
    EXPECT_EQ(bench->session->step(), 0);
    EXPECT_TRUE(bench->window->windowTitle().contains(bench->session->runName()));
    EXPECT_EQ(RunLogReader(before.toStdString()).steps().size(), 1U);
    EXPECT_EQ(bench->session->runs().rowCount(), 2);
}

TEST_F(PromptsAndRunsTest, AnotherRunIsOnlyLookedAt)
{
    ASSERT_TRUE(bench->generate());
    const QString first = beginAnotherRun();
    lookAt(first);
    ASSERT_TRUE(bench->session->isViewingElsewhere());
    EXPECT_TRUE(bench->window->findChild<StepBar*>()->isVisible());
    EXPECT_EQ(bench->cards().size(), 15U);
    EXPECT_FALSE(bench->action("star")->isEnabled());
    EXPECT_FALSE(bench->action("shortest")->isEnabled());
    QTest::keyClick(bench->cards()[0], Qt::Key_Space);
    EXPECT_FALSE(isStarredOnScreen(0));
    EXPECT_EQ(bench->starsWaiting(), 0U);
}

TEST_F(PromptsAndRunsTest, GeneratingLeavesTheOtherRunAndItsLogAlone)
{
    ASSERT_TRUE(bench->generate());
    const QString first = beginAnotherRun();
    lookAt(first);
    QSignalSpy curves(bench->session.get(), &WorkbenchSession::curvesChanged);
    ASSERT_TRUE(bench->generate());
    EXPECT_FALSE(bench->session->isViewingElsewhere());
    EXPECT_FALSE(bench->window->findChild<StepBar*>()->isVisible());
    EXPECT_FALSE(curves.isEmpty()); // the trained run's values stand in front again
    EXPECT_EQ(RunLogReader(first.toStdString()).recentGroups(9).size(), 1U);
    EXPECT_EQ(bench->log().recentGroups(9).size(), 1U);
}

TEST_F(PromptsAndRunsTest, UndoingAStarDoesNotTouchTheRunThatIsLookedAt)
{
    ASSERT_TRUE(bench->generate());
    bench->press("star");
    const QString first = beginAnotherRun();
    ASSERT_TRUE(bench->generate());
    bench->press("star"); // the same row of another log
    const GroupId group = bench->session->group().group();
    ASSERT_TRUE(eventually([&] { return bench->isStarredInLog(group, 0); }));
    lookAt(first);
    ASSERT_TRUE(isStarredOnScreen(0));
    bench->key(QKeySequence::Undo);
    ASSERT_TRUE(eventually([&] { return !bench->isStarredInLog(group, 0); }));
    EXPECT_TRUE(isStarredOnScreen(0));
}

TEST_F(PromptsAndRunsTest, AFolderWithoutRunGivesAMessage)
{
    lookAt(folder.path());
    EXPECT_FALSE(bench->session->isViewingElsewhere());
    EXPECT_TRUE(bench->strip().isVisible());
}

TEST_F(PromptsAndRunsTest, ALastRunThatIsDamagedMakesPlaceForANewOne)
{
    const QString run = bench->session->runDirectory();
    bench.reset();
    QFile log(run + QStringLiteral("/run.db"));
    ASSERT_TRUE(log.open(QIODevice::WriteOnly));
    log.write("not a database, but long enough to be taken for one by its size alone");
    log.close();
    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    EXPECT_NE(bench->session->runDirectory(), run);
    EXPECT_TRUE(bench->strip().isVisible());
    EXPECT_TRUE(bench->generate());
}

} // namespace
} // namespace rw::ui
