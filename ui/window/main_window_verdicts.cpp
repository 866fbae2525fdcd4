// The part of the window that is about verdicts: a person's own, checking again, choosing and comparing
// verifiers.

#include "ui/dialogs/bench_dialog.h"
#include "ui/dialogs/verifiers_dialog.h"
#include "ui/panels/answers_panel.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/settings_panel.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QLocale>
#include <QMenu>

#include <exception>

namespace rw::ui {

namespace {

/// What a set was given; a text that no verifier has any more is left out.
std::vector<VerifierSpec> specsOf(const std::vector<std::string>& texts)
{
    std::vector<VerifierSpec> specs;
    for (const std::string& text : texts) {
        try {
            specs.push_back(verifierSpecFromString(text));
        } catch (const std::exception&) {
            continue;
        }
    }
    return specs;
}

std::vector<std::string> textsOf(const std::vector<VerifierSpec>& specs)
{
    std::vector<std::string> texts;
    for (const VerifierSpec& spec : specs)
        texts.push_back(toString(spec));
    return texts;
}

} // namespace

void MainWindow::buildVerdictActions()
{
    const auto keys = [](const char* text) {
        return QList<QKeySequence>{QKeySequence(QString::fromLatin1(text))};
    };
    const auto addMark = [&](const char* name, const QString& text, const QString& shortText,
                             const QString& tip, const char* key, std::optional<Outcome> outcome) {
        addAction(name, text, tip, keys(key), [this, outcome] { judge(outcome); })->setIconText(shortText);
    };
    addMark("mark-correct", tr("Mark &correct"), tr("Correct"),
            tr("Your word in place of the verifier's: training counts the answer as correct"), "Ctrl+Alt+C",
            Outcome::Correct);
    addMark("mark-wrong", tr("Mark &wrong"), tr("Wrong"),
            tr("Your word in place of the verifier's: training counts the answer as wrong"), "Ctrl+Alt+W",
            Outcome::Wrong);
    addMark("mark-undecided", tr("Mark &undecided"), tr("Undecided"),
            tr("Your word in place of the verifier's: training leaves the answer out"), "Ctrl+Alt+U",
            Outcome::Undecided);
    addMark("mark-back", tr("&Back to the verifier's"), tr("The verifier's"),
            tr("Take your word back: the verifier's verdict counts again"), "Ctrl+Alt+V", std::nullopt);
    addAction("run-verifiers", tr("&Verifiers of the run…"), tr("What checks the answers of this run"), {},
              [this] { askForRunVerifiers(); });
    addAction("set-verifiers", tr("Veri&fiers of the set…"), tr("What checks the answers to this set"), {},
              [this] { askForSetVerifiers(); });
    addAction("verify-answer", tr("Verify a&gain"), tr("Run the verifiers over this answer again"),
              keys("Ctrl+Alt+A"), [this] { m_session.verifyAnswerAgain(m_answers->focusedAnswer()); });
    addAction("verify-group", tr("Verify &all these answers again"),
              tr("Run the verifiers over these answers again"), keys("Ctrl+Shift+V"),
              [this] { m_session.verifyGroupAgain(); });
    addAction("verify-run", tr("Verify the whole &run again"),
              tr("Run the verifiers over all answers of the run again"), {},
              [this] { m_session.verifyRunAgain(); });
    addAction("bench", tr("Verifier benc&h…"), tr("Compare verifiers on all answers of the run"),
              keys("Ctrl+B"), [this] { showBench(); });
}

void MainWindow::connectVerdicts()
{
    m_inspector->setVerdictActions({find("mark-correct"), find("mark-wrong"), find("mark-undecided"),
                                    find("mark-back"), find("verify-answer")});
    connect(&m_session, &WorkbenchSession::verifiedAgain, this, &MainWindow::tellVerifiedAgain);
    connect(m_answers, &AnswersPanel::menuRequested, this, &MainWindow::showAnswerMenu);
    connect(m_answers, &AnswersPanel::chooseVerifierRequested, this, &MainWindow::askForRunVerifiers);
}

void MainWindow::askForRunVerifiers()
{
    TrainingConfig config = m_session.config();
    const std::vector<VerifierSpec> present =
        config.verifiers.empty() ? std::vector{verifierSpecFromString("final-number")} : config.verifiers;
    VerifiersDialog dialog(m_theme, tr("Verifiers of the run “%1”").arg(m_session.runName()),
                           tr("Without a choice of yours the final number is checked."), present, this);
    offerPreview(dialog);
    if (dialog.exec() != QDialog::Accepted || dialog.specs() == present)
        return;
    config.verifiers = dialog.specs();
    m_session.configure(config);
    m_config->setConfig(config);
}

void MainWindow::askForSetVerifiers()
{
    const auto& set = m_session.shelf().current();
    if (!set)
        return;
    PromptSetSettings settings = set->settings;
    const bool isRunsOwn = m_session.config().verifiers != specsOf(settings.verifiers);
    VerifiersDialog dialog(m_theme, tr("Verifiers of the set “%1”").arg(m_session.promptSet()),
                           tr("Without a choice of yours the verifiers of the run check the answers."),
                           specsOf(settings.verifiers), this);
    offerPreview(dialog);
    if (dialog.exec() != QDialog::Accepted)
        return;
    settings.verifiers = textsOf(dialog.specs());
    if (!m_session.shelf().setSettings(settings))
        return;
    if (isRunsOwn && m_session.isRunOnSet())
        showMessage(Urgency::Notice,
                    tr("The run “%1” keeps the verifiers that were chosen for it.").arg(m_session.runName()));
    else
        tellRunFollows();
}

void MainWindow::offerPreview(VerifiersDialog& dialog)
{
    if (!m_session.engine().isReady())
        dialog.setPreviewPossible(tr("The engine is not running, so there is no preview."));
    new ReviewDesk(m_session.engine(), viewedLog(), dialog);
}

ReviewDesk::Log MainWindow::viewedLog()
{
    return [this]() -> const RunLogReader& { return m_session.viewedLog(); };
}

/// Beside the window: answers are read and marked while it is open.
void MainWindow::showBench()
{
    if (auto* open = findChild<BenchDialog*>()) {
        open->raise();
        open->activateWindow();
        return;
    }
    std::vector<VerifierSpec> specs = m_session.config().verifiers;
    if (specs.empty())
        specs = {VerifierSpec{"final-number", {}, 1.0, {}}, VerifierSpec{"normalised-text", {}, 1.0, {}}};
    auto* dialog = new BenchDialog(m_theme, m_session.runName(), std::move(specs), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    new ReviewDesk(m_session.engine(), viewedLog(), *dialog);
    dialog->show();
}

void MainWindow::tellVerifiedAgain(const protocol::VerifyAgainResult& result)
{
    QString text = tr("%Ln answer(s) verified again, %1 judged otherwise.", nullptr, result.answers)
                       .arg(QLocale().toString(result.changed));
    if (result.byHand > 0)
        text += QLatin1Char(' ') + tr("%Ln answer(s) stay as you marked them.", nullptr, result.byHand);
    if (result.errors > 0)
        text += QLatin1Char(' ') + tr("The verifier failed on %Ln answer(s).", nullptr, result.errors);
    showMessage(result.errors > 0 ? Urgency::Problem : Urgency::Notice, text);
}

void MainWindow::judge(std::optional<Outcome> outcome)
{
    m_session.judge(m_answers->focusedAnswer(), outcome);
}

void MainWindow::updateVerdictActions()
{
    const auto& answers = m_session.group().answers();
    const int focused = m_answers->focusedAnswer();
    const bool isThere = focused >= 0 && focused < static_cast<int>(answers.size());
    const AnswerView* answer = isThere ? &answers[static_cast<std::size_t>(focused)] : nullptr;
    const bool canJudge = answer != nullptr && answer->rollout.isValid() && m_session.canStar();
    const bool isByHand = answer != nullptr && isJudgedByHand(*answer);
    const auto allow = [&](const char* name, Outcome outcome) {
        find(name)->setEnabled(canJudge && !(isByHand && answer->verdict->outcome == outcome));
    };
    allow("mark-correct", Outcome::Correct);
    allow("mark-wrong", Outcome::Wrong);
    allow("mark-undecided", Outcome::Undecided);
    find("mark-back")->setEnabled(canJudge && isByHand);
    const Activity activity = m_session.activity();
    const bool isRunOpen =
        activity == Activity::Ready || activity == Activity::Generating || activity == Activity::Training;
    const bool canVerify = isRunOpen && !m_session.isViewingElsewhere();
    find("verify-answer")->setEnabled(canVerify && answer != nullptr && answer->rollout.isValid());
    find("verify-group")->setEnabled(canVerify && m_session.group().group().isValid());
    find("verify-run")->setEnabled(canVerify);
    find("bench")->setEnabled(canVerify);
}

void MainWindow::showAnswerMenu(const QPoint& at)
{
    QMenu menu(this);
    const auto add = [&](std::initializer_list<const char*> names) {
        for (const char* name : names)
            menu.QWidget::addAction(find(name));
        menu.addSeparator();
    };
    add({"mark-correct", "mark-wrong", "mark-undecided", "mark-back"});
    add({"verify-answer", "verify-group"});
    add({"star", "copy"});
    menu.exec(at);
}

} // namespace rw::ui
