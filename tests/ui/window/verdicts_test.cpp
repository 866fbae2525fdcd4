// A person's own verdicts, and choosing what checks the answers.

#include "tests/ui/window/workbench.h"
#include "ui/dialogs/bench_dialog.h"
#include "ui/dialogs/verifiers_dialog.h"
#include "ui/panels/answers_panel.h"
#include "ui/widgets/two_verdicts_reader.h"
#include "ui/widgets/two_verdicts_table.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTextEdit>

#include <signal.h>

#include <algorithm>

namespace rw::ui {
namespace {

class VerdictsTest : public WindowTest
{
protected:
    [[nodiscard]] const AnswerView& answer(int index) const
    {
        return bench->session->group().answers()[static_cast<std::size_t>(index)];
    }

    /// What the log says of an answer now.
    [[nodiscard]] std::optional<Verdict> logged(int index) const
    {
        const RolloutGroup group = bench->log().group(bench->session->group().group());
        return group.rollouts[static_cast<std::size_t>(index)].verdict;
    }

    [[nodiscard]] bool isLoggedAs(int index, Outcome outcome, bool byHand) const
    {
        return eventually([&] {
            const auto verdict = logged(index);
            return verdict && verdict->outcome == outcome && (verdict->verifier == kByHand) == byHand;
        });
    }

    [[nodiscard]] std::size_t judgementsWaiting() const
    {
        return JudgementOutbox(bench->paths.judgements.toStdString())
            .pending(bench->session->runDirectory())
            .size();
    }
};

TEST_F(VerdictsTest, AWordByKeyIsOnTheCardInTheLogAndUndone)
{
    ASSERT_TRUE(bench->generate());
    bench->window->answers().setFocusedAnswer(0);
    const Verdict before = *answer(0).verdict;
    const bool wasCorrect = before.outcome == Outcome::Correct;
    const Outcome other = wasCorrect ? Outcome::Wrong : Outcome::Correct;
    bench->key(QKeySequence(wasCorrect ? Qt::CTRL | Qt::ALT | Qt::Key_W : Qt::CTRL | Qt::ALT | Qt::Key_C));
    EXPECT_TRUE(isJudgedByHand(answer(0)));
    EXPECT_EQ(answer(0).verdict->outcome, other);
    EXPECT_TRUE(bench->cards()[0]->accessibleName().contains(QStringLiteral("by hand")));
    ASSERT_TRUE(isLoggedAs(0, other, true));
    ASSERT_TRUE(eventually([this] { return judgementsWaiting() == 0; }));

    bench->key(QKeySequence::Undo);
    ASSERT_TRUE(isLoggedAs(0, before.outcome, false));
    ASSERT_TRUE(eventually([this] { return !isJudgedByHand(answer(0)); }));
    EXPECT_EQ(answer(0).verdict->rule, before.rule);
    bench->key(QKeySequence::Redo);
    ASSERT_TRUE(isLoggedAs(0, other, true));
}

TEST_F(VerdictsTest, TheInspectorsButtonsJudgeAndGiveTheWordBack)
{
    ASSERT_TRUE(bench->generate());
    bench->window->answers().setFocusedAnswer(1);
    bench->press(QStringLiteral("Undecided"));
    EXPECT_EQ(answer(1).state, AnswerState::Undecided);
    ASSERT_TRUE(isLoggedAs(1, Outcome::Undecided, true));
    bench->press(QStringLiteral("The verifier's"));
    ASSERT_TRUE(eventually([this] { return !isJudgedByHand(answer(1)); }));
    EXPECT_FALSE(bench->action("mark-back")->isEnabled());
}

TEST_F(VerdictsTest, AWordGivenWhileTheEngineIsGoneIsKeptAndSentAfterARestart)
{
    ASSERT_TRUE(bench->generate());
    bench->window->answers().setFocusedAnswer(2);
    const QString run = bench->session->runDirectory();
    const GroupId group = bench->session->group().group();
    ::kill(static_cast<pid_t>(bench->session->engine().pid()), SIGKILL);
    ASSERT_TRUE(bench->waitFor(Activity::Dead));
    bench->action("mark-undecided")->trigger();
    EXPECT_EQ(judgementsWaiting(), 1U);
    bench.reset();
    bench = std::make_unique<Workbench>(folder.path());
    ASSERT_TRUE(bench->start(run));
    ASSERT_TRUE(eventually([&] {
        const auto verdict = bench->log().group(group).rollouts[2].verdict;
        return verdict && verdict->verifier == kByHand;
    }));
    EXPECT_TRUE(eventually([this] { return judgementsWaiting() == 0; }));
}

TEST_F(VerdictsTest, TheRunsVerifiersAreChosenInADialogAndCheckTheNextAnswers)
{
    inDialog<VerifiersDialog>([](VerifiersDialog& dialog) {
        EXPECT_EQ(dialog.specs(), std::vector{verifierSpecFromString("final-number")})
            << "what is checked unchosen";
        for (QAction* action :
             dialog.findChild<QPushButton*>(QStringLiteral("addVerifier"))->menu()->actions()) {
            if (action->text() == QLatin1String("Regular expression"))
                action->trigger();
        }
        dialog.findChild<QLineEdit*>(QStringLiteral("pattern"))->setText(QStringLiteral("[0-9]+"));
        pressIn(dialog, QStringLiteral("Apply"));
    });
    bench->action("run-verifiers")->trigger();
    ASSERT_EQ(bench->session->config().verifiers.size(), 2U);
    ASSERT_TRUE(bench->generate());
    ASSERT_TRUE(answer(0).verdict);
    EXPECT_EQ(answer(0).verdict->parts.size(), 2U);
}

TEST_F(VerdictsTest, ThePreviewJudgesStoredAnswersAndStoresNothing)
{
    ASSERT_TRUE(bench->generate());
    const std::optional<Verdict> before = logged(0);
    QString counts;
    inDialog<VerifiersDialog>([&counts](VerifiersDialog& dialog) {
        for (QAction* action :
             dialog.findChild<QPushButton*>(QStringLiteral("addVerifier"))->menu()->actions()) {
            if (action->text() == QLatin1String("Exact text"))
                action->trigger();
        }
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("preview")), Qt::LeftButton);
        auto* label = dialog.findChild<QLabel*>(QStringLiteral("counts"));
        EXPECT_TRUE(eventually([&] { return !label->text().isEmpty(); }));
        counts = label->text();
        dialog.reject();
    });
    bench->action("run-verifiers")->trigger();
    EXPECT_TRUE(counts.contains(QStringLiteral("15 stored answer"))) << counts.toStdString();
    EXPECT_EQ(logged(0), before);
    EXPECT_TRUE(bench->session->config().verifiers.empty());
}

TEST_F(VerdictsTest, VerifyingAgainTakesTheRunsVerifiersOfNow)
{
    ASSERT_TRUE(bench->generate());
    TrainingConfig config = bench->session->config();
    config.verifiers = {verifierSpecFromString("exact-text")};
    bench->session->configure(config);
    ASSERT_TRUE(eventually([this] { // verifying again overtakes what waits before it
        const auto events = bench->log().eventsAfter(0);
        return std::ranges::any_of(events, [](const EventRecord& event) { return event.kind == "config"; });
    }));
    bench->key(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    ASSERT_TRUE(eventually([this] { return bench->strip().isVisible(); }));
    EXPECT_TRUE(bench->strip().text().startsWith(QStringLiteral("15 answer")))
        << bench->strip().text().toStdString();
    ASSERT_TRUE(answer(0).verdict);
    EXPECT_EQ(answer(0).verdict->verifier, "exact-text");
}

TEST_F(VerdictsTest, OneAnswerIsVerifiedAgainFromTheInspector)
{
    ASSERT_TRUE(bench->generate());
    TrainingConfig config = bench->session->config();
    config.verifiers = {verifierSpecFromString("exact-text")};
    bench->session->configure(config);
    ASSERT_TRUE(eventually([this] {
        const auto events = bench->log().eventsAfter(0);
        return std::ranges::any_of(events, [](const EventRecord& event) { return event.kind == "config"; });
    }));
    bench->window->answers().setFocusedAnswer(3);
    bench->press(QStringLiteral("Verify again"));
    ASSERT_TRUE(eventually([this] { return bench->strip().isVisible(); }));
    EXPECT_TRUE(bench->strip().text().startsWith(QStringLiteral("1 answer(s) verified again")))
        << bench->strip().text().toStdString();
    EXPECT_EQ(answer(3).verdict->verifier, "exact-text");
    EXPECT_EQ(answer(4).verdict->verifier, "final-number");

    bench->action("mark-undecided")->trigger();
    ASSERT_TRUE(isLoggedAs(3, Outcome::Undecided, true));
    bench->strip().hide();
    bench->action("verify-answer")->trigger();
    ASSERT_TRUE(eventually([this] { return bench->strip().isVisible(); }));
    EXPECT_TRUE(bench->strip().text().contains(QStringLiteral("1 answer(s) stay as you marked them")))
        << bench->strip().text().toStdString();
    EXPECT_TRUE(isJudgedByHand(answer(3)));
}

TEST_F(VerdictsTest, TheBenchComparesVerifiersAndShowsTheAnswersBehindACell)
{
    ASSERT_TRUE(bench->generate());
    bench->key(QKeySequence(Qt::CTRL | Qt::Key_B));
    auto* dialog = bench->window->findChild<BenchDialog*>();
    ASSERT_NE(dialog, nullptr);
    for (QAction* action :
         dialog->findChild<QPushButton*>(QStringLiteral("addVerifier"))->menu()->actions()) {
        if (action->text() == QLatin1String("Regular expression"))
            action->trigger();
    }
    dialog->findChild<QLineEdit*>(QStringLiteral("pattern"))->setText(QStringLiteral("zebra"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("run")), Qt::LeftButton);
    auto* matrix = dialog->findChild<DisagreementTable*>();
    ASSERT_TRUE(eventually([&] { return matrix->model()->rowCount() == 3; }));
    int row = 0;
    int column = 0;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < i; ++j) {
            if (matrix->model()->index(i, j).data(DisagreementModel::ShareRole).toDouble() > 0.0) {
                row = i;
                column = j;
            }
        }
    }
    ASSERT_NE(row, column) << "there is no zebra";
    matrix->setCurrentIndex(matrix->model()->index(row, column));
    auto* table = dialog->findChild<TwoVerdictsTable*>();
    ASSERT_GT(table->model()->rowCount(), 0);
    auto* reader = dialog->findChild<TwoVerdictsReader*>();
    EXPECT_FALSE(reader->findChild<QTextEdit*>()->toPlainText().isEmpty());
    EXPECT_TRUE(eventually([&] {
        for (const QLabel* label : reader->findChildren<QLabel*>()) {
            if (label->text().contains(QStringLiteral("regex ·")))
                return true;
        }
        return false;
    })) << "the evidence of the verifier that judged again";
    dialog->close();
}

} // namespace
} // namespace rw::ui
