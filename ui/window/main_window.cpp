#include "ui/window/main_window.h"

#include "ui/panels/answers_panel.h"
#include "ui/panels/curves_panel.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/prompt_details_panel.h"
#include "ui/panels/prompt_filter_form.h"
#include "ui/panels/prompts_panel.h"
#include "ui/panels/runs_panel.h"
#include "ui/panels/settings_panel.h"
#include "ui/widgets/inline_strip.h"
#include "ui/window/status_line.h"
#include "ui/window/step_bar.h"
#include "ui/window/window_panes.h"

#include <QAction>
#include <QCloseEvent>
#include <QDir>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

constexpr QSize kUsualSize{1440, 900};

/// A column without margins and gaps.
QWidget* stack(std::initializer_list<QWidget*> parts, QWidget* growing)
{
    auto* holder = new QWidget;
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* part : parts)
        layout->addWidget(part, part == growing ? 1 : 0);
    return holder;
}

} // namespace

MainWindow::MainWindow(Theme& theme, WorkbenchSession& session, QSettings& settings)
    : m_theme(theme)
    , m_session(session)
    , m_settings(settings)
    , m_recent(settings)
{
    buildPanels();
    buildActions();
    buildLayout();
    buildMenus();
    connectPanels();
    connectSession();
    connectSessionProgress();
    connectModels();
    connectPrompts();
    connectVerdicts();
    setAcceptDrops(true);
    setMinimumSize(900, 600);
    setStepsAtOnce(m_settings.value(QStringLiteral("train/steps"), 20).toInt());
    m_config->setConfig(m_session.config());
    m_tools->setSampling(m_session.sampling());
    m_tools->setStages(m_session.stages(), m_session.stage());
    m_tools->setModel({}, {});
    m_answers->setExpectedSamples(m_session.sampling().samples);
    m_prompts->setCurrentPrompt(m_session.group().prompt().id);
    restoreLayout();
    updateActions();
    updateTitle();
    showCurves();
    emit m_theme.changed(); // panels colour their labels anew, now that they have their places
}

void MainWindow::buildPanels()
{
    m_prompts = new PromptsPanel(m_theme, m_session.prompts());
    m_answers = new AnswersPanel(m_theme, m_session.group());
    m_inspector = new InspectorPanel(m_theme);
    m_details = new PromptDetailsPanel(m_theme);
    m_config = new SettingsPanel(m_theme);
    m_curves = new CurvesPanel(m_theme);
    m_runs = new RunsPanel(m_theme, m_session.runs());
    m_status = new StatusLine(m_theme);
    m_strip = new InlineStrip(m_theme);
    m_stepBar = new StepBar(m_theme);
}

void MainWindow::buildLayout()
{
    m_tools = new MainToolBar(m_theme, {find("generate"), find("stop"), find("star"), find("shortest"),
                                        find("train-step"), find("train-many"), find("pause")});
    m_panes = new WindowPanes(
        m_theme, {m_prompts,
                  stack({m_stepBar, m_answers}, m_answers),
                  {{tr("Answer"), m_inspector}, {tr("Prompt"), m_details}, {tr("Settings"), m_config}},
                  m_curves,
                  m_runs});
    setCentralWidget(stack({m_tools, m_strip, m_panes, m_status}, m_panes));
}

void MainWindow::showRight(Right page)
{
    m_panes->showRightPage(static_cast<int>(page));
}

void MainWindow::connectPanels()
{
    connect(m_tools, &MainToolBar::samplingChanged, this,
            [this] { m_session.setSampling(m_tools->sampling()); });
    connect(m_tools, &MainToolBar::stageChosen, &m_session, &WorkbenchSession::setStage);
    connect(m_tools, &MainToolBar::modelPressed, this, [this] { m_tools->popUpAtModel(*m_modelMenu); });

    connect(m_answers, &AnswersPanel::focusedAnswerChanged, this, &MainWindow::showInspected);
    connect(m_answers, &AnswersPanel::starToggled, &m_session, &WorkbenchSession::toggleStar);
    connect(m_answers, &AnswersPanel::generateRequested, &m_session, &WorkbenchSession::generate);
    connect(m_answers, &AnswersPanel::againRequested, &m_session, &WorkbenchSession::generateAgain);

    connect(m_config, &SettingsPanel::exactPromptRequested, &m_session, &WorkbenchSession::askExactPrompt);
    connect(m_config, &SettingsPanel::configChanged, &m_session, &WorkbenchSession::configure);
    connect(m_curves, &CurvesPanel::stepClicked, &m_session, &WorkbenchSession::showStep);
    connect(m_curves, &CurvesPanel::exported, this,
            [this](const QString& path) { showMessage(Urgency::Notice, tr("Written: %1").arg(path)); });

    connect(m_runs, &RunsPanel::newRunRequested, this, [this] { askForNewRun(); });
    connect(m_runs, &RunsPanel::newRunFromRequested, this, [this](const QString& directory) {
        askForNewRun(QDir(directory).filePath(QStringLiteral("checkpoints/latest")));
    });
    connect(m_runs, &RunsPanel::openFolderRequested, this, &MainWindow::askForRunFolder);
    connect(m_runs, &RunsPanel::openRequested, &m_session, &WorkbenchSession::openRunReadOnly);
    connect(m_runs, &RunsPanel::exportAnswersRequested, this, &MainWindow::askForExport);
    connect(m_runs, &RunsPanel::visibilityChanged, &m_session, &WorkbenchSession::visibilityChanged);

    connect(m_stepBar, &StepBar::groupRequested, &m_session, &WorkbenchSession::showGroupOfStep);
    connect(m_stepBar, &StepBar::stepRequested, &m_session, &WorkbenchSession::showStep);
    connect(m_stepBar, &StepBar::closeRequested, &m_session, &WorkbenchSession::backToCurrentRun);
    connect(m_strip, &InlineStrip::buttonPressed, this, [this](int index) {
        m_strip->hide();
        const auto actions = m_stripActions; // one of them may show the strip anew
        actions[static_cast<std::size_t>(index)]();
    });
}

void MainWindow::connectSession()
{
    connect(&m_session, &WorkbenchSession::activityChanged, this, [this] {
        m_status->setActivity(m_session.activity());
        updateActions();
    });
    connect(&m_session, &WorkbenchSession::runOpened, this, [this] {
        m_tools->setModel(m_session.modelName(), m_session.startLabel());
        m_status->setStep(m_session.step());
        m_status->setEnvironment(m_session.environment());
        m_settings.setValue(QStringLiteral("run/last"), m_session.runDirectory());
        loadTokenizer();
        modelOpened();
        updateTitle();
        updateStepBar();
        showInspected();
    });
    connect(&m_session, &WorkbenchSession::samplingChanged, this, [this] {
        m_tools->setSampling(m_session.sampling());
        m_answers->setExpectedSamples(m_session.sampling().samples);
    });
    connect(&m_session, &WorkbenchSession::configChanged, this, [this] {
        m_config->setDefaults(m_session.usualConfig());
        m_config->setConfig(m_session.config());
    });
    connect(&m_session, &WorkbenchSession::stageChanged, this,
            [this] { m_tools->setStages(m_session.stages(), m_session.stage()); });
    connect(&m_session, &WorkbenchSession::curvesChanged, this, &MainWindow::showCurves);
    connect(&m_session, &WorkbenchSession::curvesGrew, m_curves, &CurvesPanel::refresh);
    connect(&m_session, &WorkbenchSession::stepViewChanged, this, &MainWindow::updateStepBar);
    connect(&m_session, &WorkbenchSession::groupShown, this, [this] {
        m_answers->clearBefore();
        if (m_answers->view() == AnswersPanel::View::Compare)
            m_answers->setView(AnswersPanel::View::Grid);
        m_prompts->setCurrentPrompt(m_session.group().prompt().id);
        showInspected();
        updateActions();
    });
    connect(&m_session, &WorkbenchSession::comparisonReady, this, &MainWindow::showComparison);
    connect(&m_session, &WorkbenchSession::engineDied, this, &MainWindow::showDeath);
    connect(&m_session, &WorkbenchSession::problem, this,
            [this](const QString& sentence) { showMessage(Urgency::Problem, sentence); });
    connect(&m_session.group(), &GroupModel::changed, this, [this](const QList<int>& indices) {
        if (indices.contains(m_answers->focusedAnswer()))
            showInspected();
        updateActions();
    });
    connect(&m_session.group(), &GroupModel::headerChanged, this, &MainWindow::updateActions);
}

void MainWindow::connectSessionProgress()
{
    connect(&m_session, &WorkbenchSession::trainProgress, m_status, &StatusLine::setProgress);
    connect(&m_session, &WorkbenchSession::stepCommitted, this, [this](int step, double seconds) {
        m_status->setStep(step);
        m_status->setStepSeconds(seconds);
    });
    connect(&m_session, &WorkbenchSession::statusChanged, m_status, &StatusLine::setStatus);
    connect(&m_session, &WorkbenchSession::liveSpeed, m_status, &StatusLine::setSpeed);
}

void MainWindow::updateTitle()
{
    const QString run = m_session.runName();
    setWindowTitle(run.isEmpty() ? tr("Rollout Workbench") : tr("%1 — Rollout Workbench").arg(run));
}

void MainWindow::updateStepBar()
{
    const QString elsewhere =
        m_session.isViewingElsewhere() ? QDir(m_session.viewedRun()).dirName() : QString();
    m_stepBar->show(m_session.stepView(), elsewhere);
    const auto& view = m_session.stepView();
    m_curves->setCursorStep(view ? std::optional(view->step) : std::nullopt);
    updateActions();
}

void MainWindow::showInspected()
{
    const int index = m_answers->focusedAnswer();
    const GroupModel& group = m_session.group();
    if (index < 0 || index >= static_cast<int>(group.answers().size())) {
        m_inspector->clear();
        return;
    }
    const AnswerView& view = group.answers()[static_cast<std::size_t>(index)];
    if (group.recorded() != nullptr)
        m_inspector->showAnswer(*group.recorded(), index, view);
    else
        m_inspector->showPlain(view);
}

void MainWindow::showCurves()
{
    m_curves->setRuns(m_session.curves());
}

void MainWindow::loadTokenizer()
{
    const QString directory = m_session.modelDirectory();
    if (directory == m_tokenizerOf)
        return;
    m_tokenizerOf = directory;
    try {
        m_inspector->setTokenizer(Tokenizer::load(directory.toStdString()));
    } catch (const std::exception& failure) {
        m_inspector->setTokenizer(std::nullopt);
        showMessage(Urgency::Problem, QString::fromUtf8(failure.what()));
    }
}

void MainWindow::showMessage(Urgency urgency, const QString& text)
{
    showWaysOut(urgency == Urgency::Problem ? InlineStrip::Kind::Warning : InlineStrip::Kind::Info, text, {});
}

void MainWindow::showWaysOut(InlineStrip::Kind kind, const QString& text, std::vector<WayOut> waysOut,
                             bool closable)
{
    m_isLoadingShown = false;
    m_stripActions.clear();
    QStringList labels;
    for (WayOut& wayOut : waysOut) {
        labels.append(wayOut.label);
        m_stripActions.push_back(std::move(wayOut.action));
    }
    m_strip->setClosable(closable);
    m_strip->showMessage(kind, text, labels);
}

void MainWindow::showDeath(const QString& sentence)
{
    showWaysOut(InlineStrip::Kind::Error, tr("%1 Your answers and stars are safe.").arg(sentence),
                {{tr("Restart"), [this] { m_session.restartEngine(); }}}, false);
}

void MainWindow::showComparison(const std::vector<AnswerView>& before, const QString& beforeLabel,
                                const QString& afterLabel)
{
    m_answers->setBefore(before, beforeLabel, afterLabel);
    m_answers->setView(AnswersPanel::View::Compare);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    findChild<QAction*>(QStringLiteral("present"))->setChecked(false);
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LocaleChange)
        updateTitle();
    QMainWindow::changeEvent(event);
}

void MainWindow::restoreLayout()
{
    resetLayout();
    m_settings.beginGroup(QStringLiteral("window"));
    restoreGeometry(m_settings.value(QStringLiteral("geometry")).toByteArray());
    m_panes->restore(m_settings);
    m_prompts->showFilters(m_settings.value(QStringLiteral("promptFilters")).toBool());
    m_prompts->filters().setOrder(
        static_cast<PromptOrder>(m_settings.value(QStringLiteral("promptOrder")).toInt()),
        m_settings.value(QStringLiteral("promptsDescending")).toBool());
    m_settings.endGroup();
}

void MainWindow::saveLayout()
{
    m_settings.beginGroup(QStringLiteral("window"));
    m_settings.setValue(QStringLiteral("geometry"), saveGeometry());
    m_panes->save(m_settings);
    m_settings.setValue(QStringLiteral("promptFilters"), m_prompts->areFiltersShown());
    m_settings.setValue(QStringLiteral("promptOrder"), static_cast<int>(m_prompts->filters().order()));
    m_settings.setValue(QStringLiteral("promptsDescending"), m_prompts->filters().isDescending());
    m_settings.endGroup();
}

void MainWindow::resetLayout()
{
    resize(kUsualSize);
    m_panes->arrange(kUsualSize);
}

} // namespace rw::ui
