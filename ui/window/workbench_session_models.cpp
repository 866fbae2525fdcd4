// The part of the session that is about models: looking at one, opening a run on it, and what happens where
// that fails, is cancelled, or ends the engine.

#include "ui/dialogs/model_dialog.h"
#include "ui/window/workbench_session.h"

#include <QDir>
#include <QFileInfo>

namespace rw::ui {

namespace {

constexpr int kQuietMilliseconds = 500; ///< what loads sooner is not spoken of

/// The model a run began with; empty where its log does not say.
std::string startModelOf(OpenRunLogs& logs, const QString& runDirectory)
{
    try {
        return logs.of(runDirectory).run().startModel;
    } catch (const std::exception&) {
        return {}; // the engine will say what is wrong with it
    }
}

/// What the set says goes before what the run before had.
void leaveToSet(TrainingConfig& config, const PromptSetSettings& set)
{
    if (!set.verifiers.empty())
        config.verifiers.clear();
    if (set.promptFormat)
        config.promptFormat = {};
}

bool isRun(const QString& directory)
{
    return QFileInfo::exists(directory + QStringLiteral("/run.db"));
}

} // namespace

void WorkbenchSession::connectModels()
{
    connect(&m_engine, &EngineClient::modelInspected, this, &WorkbenchSession::modelInspected);
    connect(&m_engine, &EngineClient::modelExported, this, &WorkbenchSession::modelExported);
    connect(&m_engine, &EngineClient::exactPrompt, this, &WorkbenchSession::exactPromptReady);
    connect(&m_engine, &EngineClient::loadProgress, this, &WorkbenchSession::showLoading);
    connect(&m_engine, &EngineClient::openCancelled, this, [this] {
        attempt([&] { m_loads.loaded(false); });
        openWhatWasBefore();
        emit loadCancelled();
    });
}

QStringList WorkbenchSession::devices() const
{
    QStringList devices;
    if (m_environment.contains("devices") && m_environment["devices"].is_array()) {
        for (const Json& device : m_environment["devices"]) {
            if (device.is_string())
                devices.append(QString::fromStdString(device.get<std::string>()));
        }
    }
    return devices;
}

void WorkbenchSession::inspectModel(const QString& path)
{
    if (m_activity != Activity::Ready)
        return;
    m_engine.inspectModel({path.toStdString(), configForModels()});
}

void WorkbenchSession::exportModel(const QString& path, const QString& format)
{
    if (m_activity == Activity::Ready)
        m_engine.exportModel({path.toStdString(), format.toStdString()});
}

void WorkbenchSession::askExactPrompt()
{
    if (m_activity == Activity::Ready)
        m_engine.askExactPrompt({m_group.prompt()});
}

void WorkbenchSession::openNewRun(const NewRunChoice& choice, const QString& promptSource)
{
    protocol::OpenRunParams params;
    params.create = true;
    params.directory = m_library.folderFor(choice.name).toStdString();
    params.model = choice.startDirectory.toStdString();
    params.label = choice.startLabel.toStdString();
    if (!promptSource.isEmpty())
        params.prompts = promptSource.toStdString();
    params.seed = choice.seed;
    const bool toBuiltIn =
        QDir(choice.startDirectory).absolutePath().startsWith(QDir(m_paths.models).absolutePath());
    const TrainingConfig usual = toBuiltIn && !isBuiltIn() ? TrainingConfig{} : m_config;
    params.config = choice.config.value_or(usual); // what was set for another model does not suit this one
    if (!promptSource.isEmpty() && m_shelf.current())
        leaveToSet(params.config, m_shelf.current()->settings);
    params.purpose = choice.purpose.toStdString();
    params.device = choice.device.toStdString();
    params.precision = choice.precision.toStdString();
    openRun(std::move(params));
}

void WorkbenchSession::openBuiltIn()
{
    const QString model = QDir(m_paths.models).absoluteFilePath(QStringLiteral("imitation"));
    openNewRun({m_library.suggestName(), QStringLiteral("imitation"), model});
}

/// A run whose model ended the process the last time waits for a person's word.
void WorkbenchSession::resumeRun(const QString& directory)
{
    protocol::OpenRunParams params;
    params.create = false;
    params.directory = directory.toStdString();
    params.model = startModelOf(m_logs, directory);
    if (!m_loads.hasCrashed(params.model)) {
        openRun(std::move(params));
        return;
    }
    m_open = std::move(params);
    emit loadingCrashed(
        tr("Loading %1 ended the model process last time.").arg(QFileInfo(loadingModel()).fileName()));
}

void WorkbenchSession::openRun(protocol::OpenRunParams params)
{
    const QDir models(m_paths.models);
    params.baseModel = models.absoluteFilePath(QStringLiteral("base")).toStdString();
    params.imitationModel = models.absoluteFilePath(QStringLiteral("imitation")).toStdString();
    params.library = m_paths.library.toStdString();
    m_open = std::move(params);
    attempt([&] { m_loads.begin(m_open.model); });
    setActivity(Activity::Starting);
    m_loadingSince.invalidate();
    m_engine.openRun(m_open);
}

void WorkbenchSession::showLoading(const protocol::LoadProgress& progress)
{
    if (!m_loadingSince.isValid())
        m_loadingSince.start();
    if (m_loadingSince.elapsed() < kQuietMilliseconds)
        return;
    if (m_activity == Activity::Starting && progress.bytes < progress.totalBytes)
        setActivity(Activity::Loading);
    emit loadProgress(progress);
}

void WorkbenchSession::cancelLoading()
{
    m_engine.cancel();
}

void WorkbenchSession::engineEnded(const QString& sentence)
{
    if (m_activity == Activity::Generating)
        m_group.fail();
    m_before.reset();
    const bool wasLoading = m_engine.hasSaidHello() && m_loads.isLoading();
    attempt([&] { wasLoading ? m_loads.crashed() : m_loads.loaded(false); });
    setActivity(Activity::Dead);
    if (wasLoading)
        emit loadingCrashed(tr("%1 It was loading %2.").arg(sentence, QFileInfo(loadingModel()).fileName()));
    else
        emit engineDied(sentence);
}

void WorkbenchSession::restartEngine()
{
    m_engine.start();
    loadAgain({});
}

void WorkbenchSession::loadAgain(const QString& device)
{
    m_engine.start();
    protocol::OpenRunParams params = m_open;
    if (!device.isEmpty())
        params.device = device.toStdString();
    if (isRun(QString::fromStdString(params.directory)))
        params.create = false; // it ended after the folder was made
    openRun(std::move(params));
}

void WorkbenchSession::skipLoading()
{
    m_engine.start();
    openWhatWasBefore();
}

void WorkbenchSession::openWhatWasBefore()
{
    const QString tried = QString::fromStdString(m_open.directory);
    const bool triedBuiltIn =
        m_open.create && QDir(loadingModel()) == QDir(m_paths.models + QStringLiteral("/imitation"));
    m_fallbackModel.clear();
    if (!m_runDirectory.isEmpty() && m_runDirectory != tried)
        resumeRun(m_runDirectory);
    else if (!triedBuiltIn)
        openBuiltIn();
}

} // namespace rw::ui
