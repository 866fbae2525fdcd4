// The window's actions, when they can be done, and the dialogs they open.

#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/new_run_dialog.h"
#include "ui/panels/answers_panel.h"
#include "ui/panels/prompts_panel.h"
#include "ui/window/licences.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <QRandomGenerator>

#include <algorithm>
#include <limits>

namespace rw::ui {

namespace {

constexpr int kMostSteps = 10'000;

/// Why nothing can be asked of the engine now.
QString whyNotNow(Activity activity)
{
    switch (activity) {
    case Activity::Starting:
        return MainWindow::tr("The engine is starting.");
    case Activity::Loading:
        return MainWindow::tr("A model is being loaded. Wait for the end, or cancel it.");
    case Activity::Generating:
        return MainWindow::tr("Answers are being written. Wait for the end, or stop them.");
    case Activity::Training:
        return MainWindow::tr("The model is being trained. Wait for the end, or pause training.");
    case Activity::Dead:
        return MainWindow::tr("The engine has stopped. Restart it first.");
    case Activity::Ready:
        break;
    }
    return {};
}

} // namespace

QAction* MainWindow::addAction(const char* name, const QString& text, const QString& tip,
                               const QList<QKeySequence>& keys, const std::function<void()>& action)
{
    auto* result = new QAction(text, this);
    result->setObjectName(QString::fromLatin1(name));
    result->setToolTip(tip);
    result->setStatusTip(tip);
    result->setShortcuts(keys);
    connect(result, &QAction::triggered, this, action);
    QMainWindow::addAction(result);
    return result;
}

QAction* MainWindow::find(const char* name) const
{
    return findChild<QAction*>(QString::fromLatin1(name), Qt::FindDirectChildrenOnly);
}

void MainWindow::buildActions()
{
    const auto keys = [](const char* text) {
        return QList<QKeySequence>{QKeySequence(QString::fromLatin1(text))};
    };
    addAction("add-prompt", tr("&Add prompt…"), tr("Type a question and its answer"), keys("Ctrl+N"),
              [this] { askForPrompt(); });
    addAction("open-prompts", tr("&Import prompts…"),
              tr("Make a set of the prompts in a file: JSONL, JSON, CSV or text"), keys("Ctrl+O"),
              [this] { askForPromptFile(); });
    addAction("open-model", tr("Open &model…"), tr("Open a GGUF file, or a file of a model's folder"),
              keys("Ctrl+M"), [this] { askForModelFile(); });
    addAction("open-model-folder", tr("Open model &folder…"),
              tr("Open a folder with config.json and safetensors files"), keys("Ctrl+Shift+M"),
              [this] { askForModelFolder(); });
    addAction("exact-prompt", tr("Show e&xact prompt"), tr("The text and the tokens that the model reads"),
              keys("Ctrl+I"), [this] { m_session.askExactPrompt(); });
    addAction("export-model", tr("E&xport model…"), tr("Write the current weights for other programs"), {},
              [this] { askForModelExport(); });
    addAction("export-answers", tr("&Export answers…"), tr("Write all answers of the run as JSONL"), {},
              [this] { askForExport(m_session.viewedRun()); });
    addAction("quit", tr("&Quit"), tr("Close the window; the run is kept"), keys("Ctrl+Q"),
              [this] { close(); });
    addAction("copy", tr("Cop&y answer"), tr("Copy the text of the answer in focus"), keys("Ctrl+Shift+C"),
              [this] { copyAnswer(); });
    addAction("find", tr("&Find prompt"), tr("Search the prompts"), keys("Ctrl+F"),
              [this] { m_prompts->focusSearch(); });
    addAction("find-answers", tr("Find in &answers"), tr("Search the answers on screen"),
              keys("Ctrl+Shift+F"), [this] { m_answers->find(); });

    addAction("generate", tr("&Generate"), tr("Answer the prompt N times"),
              {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
              [this] { m_session.generate(); });
    addAction("again", tr("&Again, same seeds"), tr("Answer anew with the current weights and compare"),
              keys("Ctrl+R"), [this] { m_session.generateAgain(); });
    addAction("new-seed", tr("With a &new seed"), tr("Take another seed and generate"), keys("Ctrl+Shift+R"),
              [this] { generateWithNewSeed(); });
    addAction("stop", tr("&Stop"), tr("Stop generating, or training after the step under way"), keys("Esc"),
              [this] { m_session.stop(); });
    addAction("star", tr("&Prefer answer"), tr("Give the answer in focus your star, or take it back"),
              keys("Ctrl+D"), [this] { m_session.toggleStar(m_answers->focusedAnswer()); });
    addAction("shortest", tr("S&hortest correct"), tr("Give the star to the shortest correct answer"),
              keys("Ctrl+Shift+D"), [this] { m_session.starShortestCorrect(); });

    addAction("train-step", tr("Train one &step"), tr("Learn from the answers so far, in one step"),
              keys("Ctrl+T"), [this] { m_session.train(1); });
    addAction("train-many", tr("Train 20"), tr("Train that many steps in a row"), keys("Ctrl+Shift+T"),
              [this] { m_session.train(m_stepsAtOnce); });
    addAction("steps", tr("&Number of steps…"), tr("How many steps to train in a row"), {},
              [this] { askForSteps(); });
    addAction("pause", tr("&Pause"), tr("Stop training after the step under way"), keys("Ctrl+P"),
              [this] { m_session.pause(); });
    addAction("new-run", tr("&New run…"), tr("Begin a run from other weights"), keys("Ctrl+Shift+N"),
              [this] { askForNewRun(); });
    addAction("open-run", tr("&Open run folder…"), tr("Look at a run without changing it"),
              keys("Ctrl+Shift+O"), [this] { askForRunFolder(); });
    addAction("go-to-step", tr("&Go to step…"), tr("Show the answers that a step learnt from"),
              keys("Ctrl+G"), [this] { askForStep(); });
    addAction("back", tr("&Back to the current run"), tr("Leave the past and other runs"), keys("Alt+Home"),
              [this] { m_session.backToCurrentRun(); });
    addAction("shortcuts", tr("&Shortcuts"), tr("All keys"), keys("F1"), [this] { showShortcuts(); });
    addAction("about", tr("&About Rollout Workbench"), tr("Version, engine, licences"), {},
              [this] { showAbout(); });
    buildPromptActions();
    buildVerdictActions();
}

void MainWindow::updateActions()
{
    const Activity activity = m_session.activity();
    const GroupModel& group = m_session.group();
    const bool ready = activity == Activity::Ready;
    const bool hasAnswers = !group.answers().empty();
    const int focused = m_answers->focusedAnswer();
    const bool committed = hasAnswers && focused >= 0 && focused < static_cast<int>(group.answers().size()) &&
                           group.answers()[static_cast<std::size_t>(focused)].rollout.isValid();
    find("generate")->setEnabled(ready);
    find("new-seed")->setEnabled(ready);
    find("again")->setEnabled(ready && hasAnswers && !group.isLive());
    find("stop")->setEnabled(activity == Activity::Generating || activity == Activity::Training ||
                             activity == Activity::Loading);
    find("star")->setEnabled(committed && m_session.canStar());
    find("shortest")->setEnabled(group.shortestCorrect().has_value() && m_session.canStar());
    for (const char* name : {"train-step", "train-many"}) {
        find(name)->setEnabled(ready && m_session.canTrain());
        find(name)->setToolTip(
            m_session.canTrain() ? find(name)->statusTip()
                                 : tr("This model was opened for answers alone. Open it again to train it."));
    }
    for (const char* name : {"open-model", "open-model-folder", "export-model", "exact-prompt"})
        find(name)->setEnabled(ready);
    find("pause")->setEnabled(activity == Activity::Training);
    find("new-run")->setEnabled(ready);
    find("copy")->setEnabled(hasAnswers);
    find("find-answers")->setEnabled(hasAnswers);
    find("go-to-step")->setEnabled(m_session.step() > 0 || m_session.isViewingElsewhere());
    m_answers->setAgainPossible(ready, whyNotNow(activity));
    find("back")->setEnabled(m_session.stepView() || m_session.isViewingElsewhere());
    updatePromptActions();
    updateVerdictActions();
}

void MainWindow::setStepsAtOnce(int steps)
{
    m_stepsAtOnce = std::clamp(steps, 1, kMostSteps);
    find("train-many")->setText(tr("Train %1").arg(QLocale().toString(m_stepsAtOnce)));
    m_settings.setValue(QStringLiteral("train/steps"), m_stepsAtOnce);
}

void MainWindow::askForSteps()
{
    bool accepted = false;
    const int steps = QInputDialog::getInt(this, tr("Number of steps"), tr("Steps to train in a row:"),
                                           m_stepsAtOnce, 1, kMostSteps, 10, &accepted);
    if (accepted)
        setStepsAtOnce(steps);
}

void MainWindow::askForStep()
{
    const int last = m_session.lastStep();
    if (last < 1)
        return;
    const auto& shown = m_session.stepView();
    bool accepted = false;
    const int step =
        QInputDialog::getInt(this, tr("Go to step"), tr("Step, from 1 to %1:").arg(QLocale().toString(last)),
                             shown ? shown->step : last, 1, last, 1, &accepted);
    if (accepted)
        m_session.showStep(step);
}

void MainWindow::askForNewRun(const QString& startDirectory, const QString& promptSource)
{
    NewRunDialog dialog(m_theme, m_session.library().suggestName(), m_session.startChoices(),
                        m_session.library().names(), this);
    if (!startDirectory.isEmpty())
        dialog.setStart(QFileInfo(startDirectory).canonicalFilePath());
    if (dialog.exec() == QDialog::Accepted)
        m_session.newRun(dialog.choice(), promptSource);
}

void MainWindow::askForRunFolder()
{
    const QString directory =
        QFileDialog::getExistingDirectory(this, tr("Open run folder"), m_session.library().directory());
    if (!directory.isEmpty())
        m_session.openRunReadOnly(QDir(directory).absolutePath());
}

void MainWindow::askForExport(const QString& runDirectory)
{
    const QString suggestion = QDir(runDirectory).dirName() + QStringLiteral("-answers.jsonl");
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export answers"), suggestion, tr("JSON lines (*.jsonl)"));
    if (path.isEmpty())
        return;
    const QString failure = m_session.exportAnswers(runDirectory, path);
    if (failure.isEmpty())
        showMessage(Urgency::Notice, tr("Written: %1").arg(path));
    else
        showMessage(Urgency::Problem, failure);
}

void MainWindow::generateWithNewSeed()
{
    SamplingParams sampling = m_session.sampling();
    sampling.seed = QRandomGenerator::global()->bounded(std::numeric_limits<int>::max());
    m_session.setSampling(sampling);
    m_session.generate();
}

void MainWindow::copyAnswer()
{
    const int index = m_answers->focusedAnswer();
    const auto& answers = m_session.group().answers();
    if (index >= 0 && index < static_cast<int>(answers.size()))
        QApplication::clipboard()->setText(answers[static_cast<std::size_t>(index)].text);
}

void MainWindow::showAbout()
{
    const Json& environment = m_session.environment();
    QStringList facts{tr("Qt %1").arg(QString::fromLatin1(qVersion()))};
    for (const char* key : {"torch", "blas", "device_reason", "git_commit"}) {
        if (environment.contains(key) && environment[key].is_string())
            facts.append(QString::fromStdString(environment[key].get<std::string>()));
    }
    AboutDialog(m_theme, QApplication::applicationVersion(), licencesText(), facts, this).exec();
}

} // namespace rw::ui
