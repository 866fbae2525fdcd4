// The window's actions, menus and the dialogs they open.

#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/new_run_dialog.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/panels/answers_panel.h"
#include "ui/panels/curves_panel.h"
#include "ui/panels/prompts_panel.h"
#include "ui/panels/runs_panel.h"
#include "ui/window/licences.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenuBar>
#include <QRandomGenerator>
#include <QSplitter>
#include <QUndoStack>

#include <algorithm>
#include <limits>

namespace rw::ui {

namespace {

constexpr int kZoomStep = 10;
constexpr int kLeastZoom = 70;
constexpr int kMostZoom = 250;
constexpr int kMostSteps = 10'000;
constexpr int kDefaultPace = 40; ///< tokens a second: an answer of the built-in model takes about a second

/// Menu and actions of the window, for the list of shortcuts.
std::vector<ShortcutEntry> shortcutsOf(const QMenuBar& bar)
{
    std::vector<ShortcutEntry> entries;
    for (const QAction* menu : bar.actions()) {
        for (const QAction* action : menu->menu()->actions()) {
            if (!action->shortcuts().isEmpty())
                entries.push_back({menu->text().remove(QLatin1Char('&')),
                                   action->text().remove(QLatin1Char('&')), action->shortcuts()});
        }
    }
    return entries;
}

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
    addAction("add-prompt", tr("&Add prompt …"), tr("Type a question and its answer"), keys("Ctrl+N"),
              [this] { askForPrompt(); });
    addAction("open-prompts", tr("&Import prompts …"),
              tr("Make a set of the prompts in a file: JSONL, JSON, CSV or text"), keys("Ctrl+O"),
              [this] { askForPromptFile(); });
    addAction("open-model", tr("Open &model …"), tr("Open a GGUF file, or a file of a model's folder"),
              keys("Ctrl+M"), [this] { askForModelFile(); });
    addAction("open-model-folder", tr("Open model &folder …"),
              tr("Open a folder with config.json and safetensors files"), keys("Ctrl+Shift+M"),
              [this] { askForModelFolder(); });
    addAction("exact-prompt", tr("Show exact &prompt"), tr("The text and the tokens that the model reads"),
              keys("Ctrl+I"), [this] { m_session.askExactPrompt(); });
    addAction("export-model", tr("E&xport model …"), tr("Write the current weights for other programs"), {},
              [this] { askForModelExport(); });
    addAction("export-answers", tr("&Export answers …"), tr("Write all answers of the run as JSONL"), {},
              [this] { askForExport(m_session.viewedRun()); });
    addAction("quit", tr("&Quit"), tr("Close the window; the run is kept"), keys("Ctrl+Q"),
              [this] { close(); });
    addAction("copy", tr("&Copy answer"), tr("Copy the text of the answer in focus"), keys("Ctrl+Shift+C"),
              [this] { copyAnswer(); });
    addAction("find", tr("&Find prompt"), tr("Search the prompts"), keys("Ctrl+F"),
              [this] { m_prompts->focusSearch(); });

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
    addAction("steps", tr("&Number of steps …"), tr("How many steps to train in a row"), {},
              [this] { askForSteps(); });
    addAction("pause", tr("&Pause"), tr("Stop training after the step under way"), keys("Ctrl+P"),
              [this] { m_session.pause(); });
    addAction("new-run", tr("&New run …"), tr("Begin a run from other weights"), keys("Ctrl+Shift+N"),
              [this] { askForNewRun(); });
    addAction("open-run", tr("&Open run folder …"), tr("Look at a run without changing it"),
              keys("Ctrl+Shift+O"), [this] { askForRunFolder(); });
    addAction("back", tr("&Back to the current run"), tr("Leave the past and other runs"), keys("Alt+Home"),
              [this] { m_session.backToCurrentRun(); });
    addAction("shortcuts", tr("&Shortcuts"), tr("All keys"), keys("F1"), [this] { showShortcuts(); });
    addAction("about", tr("&About Rollout Workbench"), tr("Version, engine, licences"), {},
              [this] { showAbout(); });
    buildPromptActions();
    buildVerdictActions();
}

void MainWindow::buildMenus()
{
    const auto fill = [this](QMenu* menu, std::initializer_list<const char*> names) {
        for (const char* name : names) {
            if (name == nullptr)
                menu->addSeparator();
            else
                menu->QWidget::addAction(find(name));
        }
    };
    QMenu* file = menuBar()->addMenu(tr("&File"));
    fill(file, {"open-model", "open-model-folder"});
    fillRecentModels(file->addMenu(tr("&Recent models")));
    file->addSeparator();
    fill(file, {"open-prompts", nullptr, "export-model", "export-answers", nullptr, "quit"});
    buildModelMenu();
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_session.undoStack().createUndoAction(this, tr("&Undo"));
    QAction* redo = m_session.undoStack().createRedoAction(this, tr("&Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    edit->QWidget::addAction(undo);
    edit->QWidget::addAction(redo);
    edit->addSeparator();
    fill(edit, {"copy", "find"});
    buildViewMenu();
    QMenu* generate = menuBar()->addMenu(tr("&Generate"));
    fill(generate, {"generate", "again", "new-seed", nullptr, "stop", nullptr, "star", "shortest", nullptr,
                    "exact-prompt"});
    buildPaceMenu(generate);
    fill(menuBar()->addMenu(tr("&Prompts")),
         {"add-prompt", "open-prompts", "new-set", nullptr, "edit-prompt", "tag-prompts", "copy-prompts",
          "hold-out", "train-on", "delete-prompts", nullptr, "run-on-set", "set-verifiers", "split-set",
          "weigh-categories", nullptr, "export-set", "rename-set", "delete-set"});
    fill(menuBar()->addMenu(tr("Verif&y")),
         {"mark-correct", "mark-wrong", "mark-undecided", "mark-back", nullptr, "verify-group", "verify-run",
          nullptr, "run-verifiers", "set-verifiers", "bench"});
    fill(menuBar()->addMenu(tr("&Train")), {"train-step", "train-many", "steps", nullptr, "pause"});
    fill(menuBar()->addMenu(tr("&Runs")), {"new-run", "open-run", nullptr, "back"});
    fill(menuBar()->addMenu(tr("&Help")), {"shortcuts", "about"});
}

void MainWindow::buildPaceMenu(QMenu* generate)
{
    generate->addSeparator();
    QMenu* menu = generate->addMenu(tr("&Writing speed"));
    auto* group = new QActionGroup(this);
    const int chosen = m_settings.value(QStringLiteral("generate/pace"), kDefaultPace).toInt();
    const auto add = [&](const QString& text, int pace) {
        QAction* entry = menu->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(pace == chosen);
        group->addAction(entry);
        connect(entry, &QAction::triggered, this, [this, pace] {
            m_settings.setValue(QStringLiteral("generate/pace"), pace);
            m_session.setPace(pace);
        });
    };
    for (const int pace : {5, 15, 40})
        add(tr("Up to %n token(s) a second", nullptr, pace), pace);
    add(tr("As fast as it goes"), 0);
    m_session.setPace(chosen);
}

void MainWindow::buildViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    const auto add = [&](const QString& text, const QKeySequence& key, const std::function<void()>& action) {
        QAction* entry = view->addAction(text);
        entry->setShortcut(key);
        connect(entry, &QAction::triggered, this, action);
        return entry;
    };
    add(tr("Answers as &grid"), QKeySequence(Qt::CTRL | Qt::Key_1),
        [this] { m_answers->setView(AnswersPanel::View::Grid); });
    add(tr("One &answer"), QKeySequence(Qt::CTRL | Qt::Key_2),
        [this] { m_answers->setView(AnswersPanel::View::Focus); });
    add(tr("&Before and after"), QKeySequence(Qt::CTRL | Qt::Key_3),
        [this] { m_answers->setView(AnswersPanel::View::Compare); });
    view->addSeparator();

    auto* brightness = new QActionGroup(this);
    const auto addBrightness = [&](const QString& text, Brightness value) {
        QAction* entry = add(text, {}, [this, value] {
            m_theme.setBrightness(value);
            m_settings.setValue(QStringLiteral("theme/brightness"), static_cast<int>(value));
        });
        entry->setCheckable(true);
        entry->setChecked(m_theme.brightness() == value);
        brightness->addAction(entry);
    };
    addBrightness(tr("As the &desktop"), Brightness::System);
    addBrightness(tr("&Light"), Brightness::Light);
    addBrightness(tr("Dar&k"), Brightness::Dark);
    QAction* colourBlind = view->addAction(tr("&Colour-blind palette"));
    colourBlind->setCheckable(true);
    colourBlind->setChecked(m_theme.verdictColours() == VerdictColours::ColourBlind);
    connect(colourBlind, &QAction::toggled, this, [this](bool on) {
        m_theme.setVerdictColours(on ? VerdictColours::ColourBlind : VerdictColours::Standard);
        m_settings.setValue(QStringLiteral("theme/colourBlind"), on);
    });
    view->addSeparator();
    add(tr("Larger text"), QKeySequence::ZoomIn, [this] { changeZoom(kZoomStep); });
    add(tr("Smaller text"), QKeySequence::ZoomOut, [this] { changeZoom(-kZoomStep); });
    add(tr("Text at 100 %"), QKeySequence(Qt::CTRL | Qt::Key_0),
        [this] { changeZoom(100 - m_theme.zoom()); });
    view->addSeparator();

    const auto addToggle = [&](const QString& text, const QKeySequence& key, QWidget* panel) {
        QAction* entry = view->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(true);
        entry->setShortcut(key);
        connect(entry, &QAction::toggled, panel, &QWidget::setVisible);
    };
    addToggle(tr("Prompts"), QKeySequence(Qt::ALT | Qt::Key_1), m_prompts);
    addToggle(tr("Answer and settings"), QKeySequence(Qt::ALT | Qt::Key_2), m_columns->widget(2));
    addToggle(tr("Curves and runs"), QKeySequence(Qt::ALT | Qt::Key_3), m_bottom);
    add(tr("Reset la&yout"), {}, [this] { resetLayout(); });
    add(tr("&Full screen"), QKeySequence::FullScreen,
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
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

void MainWindow::changeZoom(int by)
{
    m_theme.setZoom(std::clamp(m_theme.zoom() + by, kLeastZoom, kMostZoom));
    m_settings.setValue(QStringLiteral("theme/zoom"), m_theme.zoom());
}

void MainWindow::showShortcuts()
{
    ShortcutsDialog(m_theme, shortcutsOf(*menuBar()), this).exec();
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
