#include "ui/window/workbench_session.h"

#include "core/prompts/word_problems.h"
#include "core/protocol/rollout_json.h"
#include "core/runlog/current_config.h"
#include "core/runlog/exporters.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kRecentGroups = 300; ///< enough to find one behind an evaluation

QString modelFolder(const WorkbenchPaths& paths, const char* name)
{
    return QDir(paths.models).absoluteFilePath(QString::fromLatin1(name));
}

SamplingParams withSeed(SamplingParams sampling, std::uint64_t seed)
{
    sampling.seed = seed;
    return sampling;
}

} // namespace

WorkbenchSession::WorkbenchSession(WorkbenchPaths paths, QObject* parent)
    : QObject(parent)
    , m_paths(std::move(paths))
    , m_engine(m_paths.engine, {QStringLiteral("serve")})
    , m_loads(m_paths.loads.toStdString())
    , m_shelf(m_paths.library)
    , m_library(m_paths.runs)
{
    m_sampling = m_config.sampling;
    m_sampling.seed = 42;
    m_prompts.setPrompts(builtinTrainingPrompts());
    m_group.showPrompt(m_prompts.prompt(0));
    connectEngine();
    connectModels();
    connectFollower();
    connectShelf();
    connectVerdicts();
}

WorkbenchSession::~WorkbenchSession()
{
    attempt([&] { m_loads.loaded(false); }); // the engine leaves because it is asked to
}

void WorkbenchSession::connectEngine()
{
    connect(&m_engine, &EngineClient::ready, this,
            [this](const protocol::Hello& hello) { m_environment = hello.environment; });
    connect(&m_engine, &EngineClient::runOpened, this, &WorkbenchSession::engineOpenedRun);
    connect(&m_engine, &EngineClient::groupStarted, &m_group, &GroupModel::begin);
    connect(&m_engine, &EngineClient::tokens, &m_group, &GroupModel::append);
    connect(&m_engine, &EngineClient::tokens, this,
            [this](const protocol::Tokens& tokens) { emit liveSpeed(tokens.tokensPerSecond); });
    connect(&m_engine, &EngineClient::answerEnded, &m_group, &GroupModel::awaitVerdict);
    connect(&m_engine, &EngineClient::answerFinished, &m_group, &GroupModel::finishAnswer);
    connect(&m_engine, &EngineClient::groupFinished, &m_group, &GroupModel::finish);
    connect(&m_engine, &EngineClient::generateDone, this, &WorkbenchSession::generationDone);
    connect(&m_engine, &EngineClient::trainProgress, this, &WorkbenchSession::trainProgress);
    connect(&m_engine, &EngineClient::stepCommitted, this, &WorkbenchSession::committed);
    connect(&m_engine, &EngineClient::configured, this, [this](const TrainingConfig& config) {
        m_config = config;
        emit configChanged();
    });
    connect(&m_engine, &EngineClient::trainDone, this, [this] { setActivity(Activity::Ready); });
    connect(&m_engine, &EngineClient::status, this, &WorkbenchSession::statusChanged);
    connect(&m_engine, &EngineClient::requestFailed, this, &WorkbenchSession::engineFailed);
    connect(&m_engine, &EngineClient::starAcknowledged, this, [this](const protocol::StarAcknowledged& star) {
        attempt([&] {
            if (m_stars)
                m_stars->acknowledge(star.uuid);
        });
    });
    connect(&m_engine, &EngineClient::died, this, &WorkbenchSession::engineEnded);
}

void WorkbenchSession::connectFollower()
{
    connect(&m_follower, &RunLogFollower::opened, this, [this] {
        m_curves.clear(m_runDirectory);
        emit curvesChanged();
    });
    connect(&m_follower, &RunLogFollower::metricsArrived, this,
            [this](const std::vector<MetricRecord>& metrics) {
                m_curves.append(m_runDirectory, metrics);
                emit curvesGrew();
            });
    connect(&m_follower, &RunLogFollower::runChanged, this, &WorkbenchSession::refreshCurrentRun);
    connect(&m_follower, &RunLogFollower::failed, this, &WorkbenchSession::problem);
}

QString WorkbenchSession::runName() const
{
    return m_runDirectory.isEmpty() ? QString() : QDir(m_runDirectory).dirName();
}

QString WorkbenchSession::viewedRun() const
{
    return m_viewed.isEmpty() ? m_runDirectory : m_viewed;
}

std::vector<StartChoice> WorkbenchSession::startChoices() const
{
    std::vector<StartChoice> choices{{QStringLiteral("imitation"), modelFolder(m_paths, "imitation")},
                                     {QStringLiteral("base"), modelFolder(m_paths, "base")}};
    if (!isBuiltIn())
        choices.push_back({m_startLabel, modelDirectory()});
    for (int row = 0; row < m_runs.rowCount(); ++row) {
        const RunRow& run = m_runs.run(row);
        const QDir checkpoints(run.directory + QStringLiteral("/checkpoints"));
        const QStringList folders =
            checkpoints.entryList({QStringLiteral("step-*")}, QDir::Dirs, QDir::Name | QDir::Reversed);
        for (const QString& folder : folders) {
            const int step = folder.mid(5).toInt();
            choices.push_back({tr("%1, step %2").arg(run.name, QLocale().toString(step)),
                               checkpoints.absoluteFilePath(folder)});
        }
    }
    return choices;
}

void WorkbenchSession::start(const QString& runDirectory, const QString& model)
{
    attempt([&] { m_stars = std::make_unique<StarOutbox>(m_paths.stars.toStdString()); });
    attempt([&] { m_judgements = std::make_unique<JudgementOutbox>(m_paths.judgements.toStdString()); });
    m_engine.start();
    refreshRuns();
    const QString start = model.isEmpty() ? modelFolder(m_paths, "imitation") : model;
    if (runDirectory.isEmpty() || !QFileInfo::exists(runDirectory + QStringLiteral("/run.db"))) {
        openNewRun({m_library.suggestName(), QDir(start).dirName(), start});
        return;
    }
    m_fallbackModel = start;
    resumeRun(runDirectory);
}

void WorkbenchSession::engineOpenedRun(const protocol::RunOpened& run)
{
    const QString directory = QString::fromStdString(run.directory);
    const bool another = directory != m_runDirectory;
    attempt([&] { m_loads.loaded(true); });
    m_stages.clear();
    for (const std::string& stage : run.stages)
        m_stages.append(QString::fromStdString(stage));
    m_canTrain = run.purpose == "train";
    m_deviceReason = QString::fromStdString(run.deviceReason);
    m_gpuRefused = m_open.device.rfind("cuda", 0) == 0 && run.device == "cpu";
    m_open.create = false;
    m_fallbackModel.clear();
    m_runDirectory = directory;
    m_modelName = QString::fromStdString(run.modelName);
    m_step = run.step;
    if (!std::exchange(m_configToSend, false) || another)
        m_config = run.config;
    else
        m_engine.configure(m_config);
    attempt([&] {
        m_logs.clear();
        const RunRecord record = m_logs.of(directory).run();
        m_open.model = record.startModel;
        m_startLabel = QString::fromStdString(record.startLabel);
        m_usualConfig = {};
        if (!isBuiltIn())
            fromJson(record.config, m_usualConfig);
        m_promptSource = QString::fromStdString(currentPromptSource(m_logs.of(directory)));
    });
    if (another) {
        m_viewed.clear();
        m_stepView.reset();
        m_undo.clear();
        m_sampling = withSeed(m_config.sampling, m_sampling.seed);
    }
    if (!m_stages.contains(m_stage))
        m_stage = m_stages.isEmpty() ? QString() : m_stages.back();
    refreshRuns();
    m_follower.follow(directory);
    sendPendingStars();
    sendPendingJudgements();
    setActivity(Activity::Ready);
    emit runOpened();
    emit stageChanged();
    emit configChanged();
    emit samplingChanged();
    if (another)
        showLatestOfPrompt(Prompt(m_group.prompt()));
}

void WorkbenchSession::engineFailed(const QString& method, const QString& message)
{
    if (method == QLatin1String("inspect_model")) {
        emit modelRefused(message);
        return;
    }
    if (method == QLatin1String("open_run")) {
        attempt([&] { m_loads.loaded(false); });
        if (!m_fallbackModel.isEmpty()) {
            const QString model = std::exchange(m_fallbackModel, QString());
            openNewRun({m_library.suggestName(), QDir(model).dirName(), model});
            emit problem(tr("The last run could not be opened, so a new one was begun. %1").arg(message));
            return;
        }
        openWhatWasBefore();
    }
    if (method == QLatin1String("generate")) {
        m_group.fail();
        m_before.reset();
    }
    if (method == QLatin1String("generate") || method == QLatin1String("train"))
        setActivity(Activity::Ready);
    emit problem(message);
}

void WorkbenchSession::stop()
{
    if (m_activity == Activity::Training)
        m_engine.pause();
    else
        m_engine.cancel(); // also of loading
}

void WorkbenchSession::train(int steps)
{
    if (m_activity != Activity::Ready)
        return;
    backToCurrentRun();
    setActivity(Activity::Training);
    m_engine.train({steps});
}

void WorkbenchSession::pause()
{
    m_engine.pause();
}

/// What is set for training holds for Generate too, but where the tool bar was told otherwise.
void WorkbenchSession::configure(const TrainingConfig& config)
{
    SamplingParams sampling = withSeed(config.sampling, m_sampling.seed);
    if (config.sampling.samples == m_config.sampling.samples)
        sampling.samples = m_sampling.samples;
    if (config.sampling.temperature == m_config.sampling.temperature)
        sampling.temperature = m_sampling.temperature;
    setSampling(sampling);
    m_config = config;
    m_configToSend =
        m_activity == Activity::Starting || m_activity == Activity::Loading || m_activity == Activity::Dead;
    if (!m_configToSend)
        m_engine.configure(config);
}

void WorkbenchSession::sendPendingStars()
{
    if (!m_stars)
        return;
    for (const StarRecord& star : m_stars->pending(m_runDirectory))
        m_engine.star({star.uuid, star.rollout, star.starred});
}

void WorkbenchSession::newRun(const NewRunChoice& choice, const QString& promptSource)
{
    openNewRun(choice, promptSource);
}

void WorkbenchSession::openRunReadOnly(const QString& directory)
{
    if (directory == m_runDirectory) {
        backToCurrentRun();
        return;
    }
    const QString failure = m_curves.load(directory);
    if (!failure.isEmpty()) {
        emit problem(failure);
        return;
    }
    m_library.addElsewhere(directory);
    refreshRuns();
    m_runs.setData(m_runs.index(m_runs.rowOf(directory)), true, RunListModel::VisibleRole);
    m_viewed = directory;
    m_stepView.reset();
    emit curvesChanged();
    emit stepViewChanged();
    attempt([&] {
        const RunLogReader& reader = m_logs.of(directory);
        const auto groups = reader.recentGroups(kRecentGroups);
        const auto shown = std::find_if(groups.begin(), groups.end(), [](const GroupSummary& group) {
            return group.source != GroupSource::Evaluation;
        });
        if (shown != groups.end())
            showRecorded(directory, *shown);
    });
    emit groupShown();
}

void WorkbenchSession::backToCurrentRun()
{
    if (m_viewed.isEmpty() && !m_stepView)
        return;
    const bool wasElsewhere = isViewingElsewhere();
    m_viewed.clear();
    m_stepView.reset();
    emit stepViewChanged();
    if (wasElsewhere) {
        emit curvesChanged();
        showLatestOfPrompt(Prompt(m_group.prompt()));
    }
}

void WorkbenchSession::visibilityChanged()
{
    for (int row = 0; row < m_runs.rowCount(); ++row) {
        if (!m_runs.index(row).data(RunListModel::VisibleRole).toBool())
            continue;
        const QString failure = m_curves.load(m_runs.run(row).directory);
        if (!failure.isEmpty())
            emit problem(failure);
    }
    emit curvesChanged();
}

QString WorkbenchSession::exportAnswers(const QString& runDirectory, const QString& path) const
{
    try {
        writeAnswersJsonl(RunLogReader(runDirectory.toStdString()), path.toStdString());
    } catch (const std::exception& failure) {
        return QString::fromUtf8(failure.what());
    }
    return {};
}

void WorkbenchSession::setActivity(Activity activity)
{
    if (activity == m_activity)
        return;
    m_activity = activity;
    emit activityChanged();
}

void WorkbenchSession::refreshRuns()
{
    m_rows = m_library.rows();
    m_runs.setRuns(m_rows);
    if (!m_runDirectory.isEmpty())
        m_runs.setCurrent(m_runDirectory);
}

void WorkbenchSession::refreshCurrentRun()
{
    attempt([&] { m_prompts.setStatistics(m_logs.of(m_runDirectory).promptStatistics()); });
    for (RunRow& row : m_rows) {
        if (row.directory != m_runDirectory)
            continue;
        row.step = m_step;
        row.objective = QString::fromUtf8(toString(m_config.objective).data());
        row.lastReward = m_curves.last(m_runDirectory, QStringLiteral("reward"));
    }
    m_runs.setRuns(m_rows);
}

} // namespace rw::ui
