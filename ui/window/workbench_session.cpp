#include "ui/window/workbench_session.h"

#include "core/base/error.h"
#include "core/prompts/prompt_files.h"
#include "core/prompts/word_problems.h"
#include "core/runlog/exporters.h"
#include "core/runlog/run_log_reader.h"
#include "ui/window/star_command.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace rw::ui {

namespace {

const QString kCurrentStage = QStringLiteral("current");
constexpr int kRecentGroups = 300; ///< enough to find one behind an evaluation

QString modelFolder(const WorkbenchPaths& paths, const char* name)
{
    return QDir(paths.models).absoluteFilePath(QString::fromLatin1(name));
}

/// The group's entry in the log, if it is there.
std::optional<GroupSummary> findSummary(const RunLogReader& reader, const std::string& promptId, GroupId id)
{
    for (const GroupSummary& summary : reader.groupsOfPrompt(promptId)) {
        if (summary.id == id)
            return summary;
    }
    return std::nullopt;
}

} // namespace

template <class Work>
bool WorkbenchSession::attempt(Work&& work)
{
    try {
        work();
        return true;
    } catch (const std::exception& failure) {
        emit problem(QString::fromUtf8(failure.what()));
        return false;
    }
}

WorkbenchSession::WorkbenchSession(WorkbenchPaths paths, QObject* parent)
    : QObject(parent)
    , m_paths(std::move(paths))
    , m_engine(m_paths.engine, {QStringLiteral("serve")})
    , m_library(m_paths.runs)
{
    m_sampling = m_config.sampling;
    m_sampling.seed = 42;
    m_prompts.setPrompts(builtinTrainingPrompts());
    m_group.showPrompt(m_prompts.prompt(0));
    connectEngine();
    connectFollower();
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
    connect(&m_engine, &EngineClient::answerFinished, &m_group, &GroupModel::finishAnswer);
    connect(&m_engine, &EngineClient::groupFinished, &m_group, &GroupModel::finish);
    connect(&m_engine, &EngineClient::generateDone, this, &WorkbenchSession::generationDone);
    connect(&m_engine, &EngineClient::trainProgress, this, &WorkbenchSession::trainProgress);
    connect(&m_engine, &EngineClient::stepCommitted, this, &WorkbenchSession::committed);
    connect(&m_engine, &EngineClient::trainDone, this, [this] { setActivity(Activity::Ready); });
    connect(&m_engine, &EngineClient::status, this, &WorkbenchSession::statusChanged);
    connect(&m_engine, &EngineClient::requestFailed, this, &WorkbenchSession::engineFailed);
    connect(&m_engine, &EngineClient::starAcknowledged, this, [this](const protocol::StarAcknowledged& star) {
        attempt([&] {
            if (m_stars)
                m_stars->acknowledge(star.uuid);
        });
    });
    connect(&m_engine, &EngineClient::died, this, [this](const QString& sentence) {
        if (m_activity == Activity::Generating)
            m_group.fail();
        m_before.reset();
        setActivity(Activity::Dead);
        emit engineDied(sentence);
    });
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
    m_engine.start();
    refreshRuns();
    const QString start = model.isEmpty() ? modelFolder(m_paths, "imitation") : model;
    if (runDirectory.isEmpty() || !QFileInfo::exists(runDirectory + QStringLiteral("/run.db"))) {
        openNewRun(m_library.suggestName(), QDir(start).dirName(), start, {}, 1);
        return;
    }
    m_fallbackModel = start;
    protocol::OpenRunParams params;
    params.create = false;
    params.directory = runDirectory.toStdString();
    openRun(std::move(params));
}

void WorkbenchSession::restartEngine()
{
    setActivity(Activity::Starting);
    m_engine.start();
    m_engine.openRun(m_open);
}

void WorkbenchSession::openNewRun(const QString& name, const QString& label, const QString& model,
                                  const QString& promptSource, quint64 seed)
{
    protocol::OpenRunParams params;
    params.create = true;
    params.directory = m_library.folderFor(name).toStdString();
    params.model = model.toStdString();
    params.label = label.toStdString();
    if (!promptSource.isEmpty())
        params.prompts = promptSource.toStdString();
    params.seed = seed;
    params.config = m_config;
    openRun(std::move(params));
}

void WorkbenchSession::openRun(protocol::OpenRunParams params)
{
    params.baseModel = modelFolder(m_paths, "base").toStdString();
    params.imitationModel = modelFolder(m_paths, "imitation").toStdString();
    m_open = std::move(params);
    setActivity(Activity::Starting);
    m_engine.openRun(m_open);
}

void WorkbenchSession::engineOpenedRun(const protocol::RunOpened& run)
{
    const QString directory = QString::fromStdString(run.directory);
    const bool another = directory != m_runDirectory;
    m_open.create = false;
    m_fallbackModel.clear();
    m_runDirectory = directory;
    m_modelName = QString::fromStdString(run.modelName);
    m_step = run.step;
    m_config = run.config;
    attempt([&] {
        const RunRecord record = RunLogReader(run.directory).run();
        m_open.model = record.startModel;
        m_startLabel = QString::fromStdString(record.startLabel);
    });
    if (another) {
        m_viewed.clear();
        m_stepView.reset();
        m_undo.clear();
        m_sampling.samples = m_config.sampling.samples;
        m_sampling.temperature = m_config.sampling.temperature;
        m_sampling.maxNewTokens = m_config.sampling.maxNewTokens;
    }
    refreshRuns();
    m_follower.follow(directory);
    sendPendingStars();
    setActivity(Activity::Ready);
    emit runOpened();
    emit configChanged();
    emit samplingChanged();
    if (another)
        showLatestOfPrompt(Prompt(m_group.prompt()));
}

void WorkbenchSession::engineFailed(const QString& method, const QString& message)
{
    if (method == QLatin1String("open_run") && !m_fallbackModel.isEmpty()) {
        const QString model = std::exchange(m_fallbackModel, QString());
        openNewRun(m_library.suggestName(), QDir(model).dirName(), model, {}, 1);
        emit problem(tr("The last run could not be opened, so a new one was begun. %1").arg(message));
        return;
    }
    if (method == QLatin1String("generate")) {
        m_group.fail();
        m_before.reset();
    }
    if (method == QLatin1String("generate") || method == QLatin1String("train"))
        setActivity(Activity::Ready);
    if (method == QLatin1String("open_run") && !m_runDirectory.isEmpty()) {
        m_open.directory = m_runDirectory.toStdString();
        m_open.create = false;
        m_engine.openRun(m_open);
    }
    emit problem(message);
}

void WorkbenchSession::choosePrompt(int row)
{
    const Prompt prompt = m_prompts.prompt(row);
    m_stepView.reset();
    emit stepViewChanged();
    showLatestOfPrompt(prompt);
}

void WorkbenchSession::showLatestOfPrompt(const Prompt& prompt)
{
    m_before.reset();
    std::optional<GroupSummary> latest;
    attempt([&] {
        if (m_runDirectory.isEmpty())
            return;
        const RunLogReader reader(m_runDirectory.toStdString());
        for (const GroupSummary& summary : reader.groupsOfPrompt(prompt.id)) {
            if (summary.source != GroupSource::Evaluation && summary.promptText == prompt.text)
                latest = summary;
        }
    });
    if (latest)
        showRecorded(m_runDirectory, *latest);
    else
        m_group.showPrompt(prompt);
    emit groupShown();
}

void WorkbenchSession::addPrompt(const Prompt& prompt)
{
    m_prompts.addPrompts({prompt});
    choosePrompt(m_prompts.rowOf(prompt.id));
}

void WorkbenchSession::openPromptFile(const QString& path)
{
    attempt([&] {
        std::vector<Prompt> prompts = readPromptFile(path.toStdString());
        const std::string first = prompts.front().id;
        const auto count = static_cast<int>(prompts.size());
        m_prompts.addPrompts(prompts);
        choosePrompt(m_prompts.rowOf(first));
        emit promptsAdded(path, count);
    });
}

void WorkbenchSession::setSampling(const SamplingParams& sampling)
{
    if (sampling == m_sampling)
        return;
    m_sampling = sampling;
    emit samplingChanged();
}

void WorkbenchSession::setStage(const QString& stage)
{
    m_stage = stage;
    emit stageChanged();
}

void WorkbenchSession::generate()
{
    m_before.reset();
    request(Prompt(m_group.prompt()), m_sampling, m_stage);
}

void WorkbenchSession::generateAgain()
{
    const SamplingParams params = m_group.params();
    m_before = Before{m_group.answers(), weightsLabel()};
    request(Prompt(m_group.prompt()), params, kCurrentStage);
}

void WorkbenchSession::request(const Prompt& prompt, const SamplingParams& params, const QString& stage)
{
    if (m_activity != Activity::Ready)
        return;
    protocol::GenerateParams message;
    message.prompt = prompt;
    message.stage = stage.toStdString();
    message.params = params;
    message.pace = m_pace;
    if (!attempt([&] { validate(message.params); }))
        return;
    m_viewed.clear();
    m_stepView.reset();
    emit stepViewChanged();
    m_group.expectAnswers(prompt, params, stage);
    emit groupShown();
    setActivity(Activity::Generating);
    m_engine.generate(message);
}

QString WorkbenchSession::weightsLabel() const
{
    if (m_group.stage() != kCurrentStage)
        return m_group.stage();
    return m_group.policyVersion() == 0 ? m_startLabel
                                        : tr("step %1").arg(QLocale().toString(m_group.policyVersion()));
}

void WorkbenchSession::generationDone(const protocol::GenerateResult& result)
{
    setActivity(Activity::Ready);
    const std::string promptId = m_group.prompt().id;
    if (m_group.group() == result.group) {
        attempt([&] {
            const RunLogReader reader(m_runDirectory.toStdString());
            if (const auto summary = findSummary(reader, promptId, result.group))
                m_group.showRecorded(reader.group(result.group), *summary);
        });
        emit groupShown();
    }
    if (m_before && !result.cancelled && m_group.group() == result.group)
        emit comparisonReady(m_before->answers, m_before->label, weightsLabel());
    m_before.reset();
}

void WorkbenchSession::stop()
{
    if (m_activity == Activity::Training)
        m_engine.pause();
    else
        m_engine.cancel();
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

void WorkbenchSession::committed(const protocol::StepCommitted& message)
{
    m_step = message.step;
    emit stepCommitted(message.step, message.seconds);
    const bool onScreen =
        std::find(message.groups.begin(), message.groups.end(), m_group.group()) != message.groups.end();
    if (!onScreen || isViewingElsewhere())
        return;
    attempt([&] {
        const RunLogReader reader(m_runDirectory.toStdString());
        if (const auto summary = findSummary(reader, m_group.prompt().id, m_group.group()))
            m_group.showRecorded(reader.group(m_group.group()), *summary);
    });
    emit groupShown();
}

void WorkbenchSession::configure(const TrainingConfig& config)
{
    m_config = config;
    m_engine.configure(config);
}

void WorkbenchSession::toggleStar(int answer)
{
    if (!canStar() || answer < 0 || answer >= static_cast<int>(m_group.answers().size()))
        return;
    const AnswerView& view = m_group.answers()[static_cast<std::size_t>(answer)];
    if (!view.rollout.isValid())
        return;
    std::optional<RolloutId> previous;
    if (const auto index = m_group.starred())
        previous = m_group.answers()[static_cast<std::size_t>(*index)].rollout;
    const QString number = QLocale().toString(answer + 1);
    m_undo.push(new StarCommand(view.starred ? tr("Take the star from answer %1").arg(number)
                                             : tr("Star answer %1").arg(number),
                                view.rollout, !view.starred, previous,
                                [this](RolloutId rollout, bool starred) { giveStar(rollout, starred); }));
}

void WorkbenchSession::starShortestCorrect()
{
    const auto shortest = m_group.shortestCorrect();
    if (shortest && m_group.starred() != shortest)
        toggleStar(*shortest);
}

void WorkbenchSession::giveStar(RolloutId rollout, bool starred)
{
    StarRecord star;
    star.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    star.rollout = rollout;
    star.starred = starred;
    m_group.setStarred(rollout, starred);
    attempt([&] {
        if (m_stars)
            m_stars->add(m_runDirectory, star);
    });
    if (m_engine.isReady())
        m_engine.star({star.uuid, rollout, starred});
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
    openNewRun(choice.name, choice.startLabel, choice.startDirectory, promptSource, choice.seed);
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
        const RunLogReader reader(directory.toStdString());
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

void WorkbenchSession::showStep(int step)
{
    attempt([&] {
        const RunLogReader reader(viewedRun().toStdString());
        std::vector<GroupSummary> groups = reader.groupsOfStep(step);
        if (groups.empty())
            return;
        m_stepView = StepView{step, std::move(groups), 0};
        showGroupOfStep(0);
    });
}

void WorkbenchSession::showGroupOfStep(int index)
{
    if (!m_stepView || index < 0 || index >= static_cast<int>(m_stepView->groups.size()))
        return;
    m_stepView->current = index;
    m_before.reset();
    showRecorded(viewedRun(), m_stepView->groups[static_cast<std::size_t>(index)]);
    emit stepViewChanged();
    emit groupShown();
}

void WorkbenchSession::leaveStep()
{
    if (!m_stepView)
        return;
    m_stepView.reset();
    emit stepViewChanged();
}

void WorkbenchSession::showRecorded(const QString& runDirectory, const GroupSummary& summary)
{
    attempt(
        [&] { m_group.showRecorded(RunLogReader(runDirectory.toStdString()).group(summary.id), summary); });
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
    attempt([&] {
        const RunLogReader reader(m_runDirectory.toStdString());
        m_prompts.setStatistics(reader.promptStatistics());
    });
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
