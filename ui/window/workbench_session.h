#pragma once

#include "ui/client/engine_client.h"
#include "ui/client/judgement_outbox.h"
#include "ui/client/load_journal.h"
#include "ui/client/open_run_logs.h"
#include "ui/client/prompt_shelf.h"
#include "ui/client/run_log_follower.h"
#include "ui/client/star_outbox.h"
#include "ui/dialogs/new_run_dialog.h"
#include "ui/models/group_model.h"
#include "ui/models/prompt_model.h"
#include "ui/models/run_list_model.h"
#include "ui/panels/prompt_details_panel.h"
#include "ui/window/curve_library.h"
#include "ui/window/run_library.h"

#include <QElapsedTimer>
#include <QObject>
#include <QUndoStack>

#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace rw::ui {

/// Where a session finds and keeps things.
struct WorkbenchPaths
{
    QString engine;     ///< the program
    QString models;     ///< folder with the models "base" and "imitation"
    QString runs;       ///< a folder for each run
    QString stars;      ///< file of stars not yet acknowledged
    QString loads;      ///< file that knows which model is being loaded
    QString library;    ///< file of prompt sets
    QString judgements; ///< file of verdicts by hand not yet acknowledged
};

/// What the engine is at.
enum class Activity { Starting, Loading, Ready, Generating, Training, Dead };

/// The groups of one step, looked at one after the other.
struct StepView
{
    int step = 0;
    int lastStep = 0; ///< of the run
    std::vector<GroupSummary> groups;
    int current = 0;
};

/// What the window does, without its widgets: owns the engine, the models and the logs, turns a person's
/// intents into requests and answers into what the models show. Lives on the GUI thread; no exception leaves
/// it.
class WorkbenchSession : public QObject
{
    Q_OBJECT

public:
    explicit WorkbenchSession(WorkbenchPaths paths, QObject* parent = nullptr);
    ~WorkbenchSession() override;

    /// @name State
    /// @{
    [[nodiscard]] GroupModel& group() { return m_group; }
    [[nodiscard]] PromptModel& prompts() { return m_prompts; }
    [[nodiscard]] PromptShelf& shelf() { return m_shelf; }
    [[nodiscard]] RunListModel& runs() { return m_runs; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    [[nodiscard]] EngineClient& engine() { return m_engine; }
    [[nodiscard]] const RunLibrary& library() const { return m_library; }
    [[nodiscard]] Activity activity() const { return m_activity; }
    [[nodiscard]] QString runDirectory() const { return m_runDirectory; } ///< of the run that is trained
    [[nodiscard]] QString runName() const;
    [[nodiscard]] QString viewedRun() const; ///< whose steps and curves are looked at; mostly runDirectory()
    [[nodiscard]] bool isViewingElsewhere() const { return viewedRun() != m_runDirectory; }
    [[nodiscard]] QString modelName() const { return m_modelName; }   ///< "Llama 1.6M"
    [[nodiscard]] QString startLabel() const { return m_startLabel; } ///< "imitation"
    [[nodiscard]] int step() const { return m_step; }
    [[nodiscard]] const TrainingConfig& config() const { return m_config; }
    /// What is usual for the model of the run: what its run began with; of the built-in model the program's.
    [[nodiscard]] const TrainingConfig& usualConfig() const { return m_usualConfig; }
    [[nodiscard]] const SamplingParams& sampling() const { return m_sampling; }
    [[nodiscard]] const QString& stage() const { return m_stage; }
    [[nodiscard]] const QStringList& stages() const { return m_stages; } ///< that the model has
    [[nodiscard]] bool isBuiltIn() const { return m_stages.contains(QStringLiteral("imitation")); }
    [[nodiscard]] bool canTrain() const { return m_canTrain; } ///< false: opened for answers alone
    [[nodiscard]] const QString& deviceReason() const { return m_deviceReason; }
    /// Whether a GPU was asked for and the CPU was taken.
    [[nodiscard]] bool isGpuRefused() const { return m_gpuRefused; }
    [[nodiscard]] QStringList devices() const; ///< to choose from, "cpu" first
    [[nodiscard]] bool hasCrashed(const QString& model) const
    {
        return m_loads.hasCrashed(model.toStdString());
    }
    [[nodiscard]] QString loadingModel() const { return QString::fromStdString(m_open.model); }
    [[nodiscard]] const std::optional<StepView>& stepView() const { return m_stepView; }
    [[nodiscard]] QString promptSet() const;       ///< shown; empty: the built-in prompts
    [[nodiscard]] QString promptSetSource() const; ///< as a run names what it trains on; empty likewise
    [[nodiscard]] bool isRunOnSet() const;         ///< whether the run trains on the set shown
    bool renamePromptSet(const QString& name);     ///< the set shown
    [[nodiscard]] PromptDetails promptDetails();   ///< of the prompt on screen
    /// Those of the rows that are in the set shown.
    [[nodiscard]] std::vector<const LibraryPrompt*> libraryPrompts(const std::vector<int>& rows) const;
    [[nodiscard]] const Json& environment() const { return m_environment; }
    [[nodiscard]] std::vector<CurveRun> curves() const { return m_curves.curves(m_runs, viewedRun()); }
    [[nodiscard]] std::vector<StartChoice> startChoices() const;
    [[nodiscard]] QString modelDirectory() const
    {
        return m_open.model.empty() ? QString() : QString::fromStdString(m_open.model);
    }
    [[nodiscard]] bool canStar() const { return m_activity != Activity::Starting && !isViewingElsewhere(); }
    /// @}

    /// @name Intents
    /// @{
    /// Starts the engine on a run: that in `runDirectory` if there is one, else a new one from `model`.
    void start(const QString& runDirectory, const QString& model);
    void restartEngine();
    /// Asks what a model on disk is: modelInspected() or modelRefused().
    void inspectModel(const QString& path);
    void cancelLoading();
    /// Loads the model that ended the engine once more. @param device "cpu"; empty: as before
    void loadAgain(const QString& device);
    /// Gives up the model that ended the engine: back to the run before, else the built-in model.
    void skipLoading();
    /// Writes the current weights: modelExported() or problem(). @param format see
    /// protocol::ExportModelParams
    void exportModel(const QString& path, const QString& format);
    void askExactPrompt(); ///< of the prompt on screen: exactPromptReady()
    void choosePrompt(int row);
    void addPrompt(const Prompt& prompt);
    void choosePromptSet(const QString& name); ///< empty: the built-in prompts
    void setSampling(const SamplingParams& sampling);
    void setStage(const QString& stage); ///< one of stages()
    /// @param tokensPerSecond at which each answer is written at most; 0: as fast as the engine can
    void setPace(double tokensPerSecond) { m_pace = tokensPerSecond; }
    void generate();
    void generateAgain(); ///< the prompt and seeds on screen, with the current weights
    void stop();
    void train(int steps);
    void pause();
    void configure(const TrainingConfig& config);
    void toggleStar(int answer);
    void starShortestCorrect();
    /// A person's word on an answer. @param outcome nothing: the verifier's verdict again
    void judge(int answer, std::optional<Outcome> outcome);
    /// @name Runs the run's verifiers anew over an answer on screen, over all of them, over all of the run
    /// What a person judged stays: verifiedAgain().
    /// @{
    void verifyAnswerAgain(int answer);
    void verifyGroupAgain();
    void verifyRunAgain();
    /// @}
    /// The log of the run on screen. @throws Error
    [[nodiscard]] const RunLogReader& viewedLog() { return m_logs.of(viewedRun()); }
    /// @param promptSource what it trains on; empty: the built-in prompts
    void newRun(const NewRunChoice& choice, const QString& promptSource = {});
    void openRunReadOnly(const QString& directory);
    void backToCurrentRun();
    [[nodiscard]] int lastStep(); ///< of the run on screen; 0: it has none
    void showStep(int step);
    void showGroupOfStep(int index);
    void leaveStep();
    void visibilityChanged(); ///< of runs in the list
    /// @return what went wrong; empty if nothing did.
    [[nodiscard]] QString exportAnswers(const QString& runDirectory, const QString& path) const;
    /// @}

signals:
    void activityChanged();
    void modelInspected(const rw::protocol::ModelInspected& model);
    void modelRefused(const QString& sentence);
    void loadProgress(const rw::protocol::LoadProgress& progress);
    void loadCancelled();
    /// A model ended the engine, now or the last time: loadAgain() or skipLoading().
    void loadingCrashed(const QString& sentence);
    void modelExported(const rw::protocol::ModelExported& model);
    void exactPromptReady(const rw::protocol::ExactPrompt& prompt);
    void runOpened();
    void samplingChanged();
    void configChanged();
    void stageChanged();
    void curvesChanged(); ///< other runs, or another one in front
    void curvesGrew();    ///< the same runs, more values
    void stepViewChanged();
    void groupShown(); ///< what is on screen was read from a log, or is live anew
    void trainProgress(const rw::protocol::TrainProgress& progress);
    void stepCommitted(int step, double seconds);
    void statusChanged(const rw::protocol::Status& status);
    void liveSpeed(double tokensPerSecond);
    void engineDied(const QString& sentence);
    void problem(const QString& sentence);
    void verifiedAgain(const rw::protocol::VerifyAgainResult& result);
    void promptSetsChanged();    ///< which there are, which is shown, or what is kept of them
    void promptDetailsChanged(); ///< of prompts in the set shown
    /// Answers of the same seeds: those from before, and how to call both.
    void comparisonReady(const std::vector<rw::ui::AnswerView>& before, const QString& beforeLabel,
                         const QString& afterLabel);

private:
    /// Answers that wait for others of the same seeds.
    struct Before
    {
        std::vector<AnswerView> answers;
        QString label;
    };

    void connectEngine();
    void connectFollower();
    void connectModels();
    void connectShelf();
    void connectVerdicts();
    void showPromptsOfSet();
    void showNotes();
    void fillFromRun(PromptDetails& details);
    [[nodiscard]] bool isOfSet(const Prompt& prompt) const; ///< that is shown
    void giveJudgement(RolloutId rollout, std::optional<Outcome> outcome);
    void verifyAgain(const protocol::VerifyAgainParams& params);
    void sendPendingJudgements();
    void rereadVerdicts();
    void openRun(protocol::OpenRunParams params);
    void openNewRun(const NewRunChoice& choice, const QString& promptSource = {});
    void openBuiltIn();
    void resumeRun(const QString& directory);
    void openWhatWasBefore();
    void showLoading(const protocol::LoadProgress& progress);
    void engineEnded(const QString& sentence);
    void engineOpenedRun(const protocol::RunOpened& run);
    void engineFailed(const QString& method, const QString& message);
    void generationDone(const protocol::GenerateResult& result);
    void committed(const protocol::StepCommitted& message);
    void request(const Prompt& prompt, const SamplingParams& params, const QString& stage);
    void giveStar(RolloutId rollout, bool starred);
    void sendPendingStars();
    void setActivity(Activity activity);
    void refreshRuns();
    void refreshCurrentRun();
    void showRecorded(const QString& runDirectory, const GroupSummary& summary);
    void showLatestOfPrompt(const Prompt& prompt);
    [[nodiscard]] QString weightsLabel() const; ///< of the answers on screen
    /// Runs `work`; an exception becomes problem().
    template <class Work>
    bool attempt(Work&& work)
    {
        try {
            work();
            return true;
        } catch (const std::exception& failure) {
            m_logs.clear(); // a log that failed is opened anew next time
            emit problem(QString::fromUtf8(failure.what()));
            return false;
        }
    }

    WorkbenchPaths m_paths;
    EngineClient m_engine;
    RunLogFollower m_follower;
    OpenRunLogs m_logs;
    std::unique_ptr<StarOutbox> m_stars;
    std::unique_ptr<JudgementOutbox> m_judgements;
    LoadJournal m_loads;
    QElapsedTimer m_loadingSince;
    GroupModel m_group;
    PromptModel m_prompts;
    PromptShelf m_shelf;
    bool m_isSetShown = false; ///< the prompts are those of the shelf's current set
    RunListModel m_runs;
    RunLibrary m_library;
    std::vector<RunRow> m_rows; ///< as the list shows them
    CurveLibrary m_curves;
    QUndoStack m_undo;

    Activity m_activity = Activity::Starting;
    protocol::OpenRunParams m_open;
    QString m_fallbackModel; ///< to begin a new run with, where the last one cannot be opened
    QString m_runDirectory;
    QString m_viewed; ///< empty: the run that is trained
    QString m_modelName;
    QString m_startLabel;
    QString m_promptSource; ///< of the run that is trained
    QStringList m_stages{QStringLiteral("base"), QStringLiteral("imitation"), QStringLiteral("current")};
    bool m_canTrain = true;
    bool m_gpuRefused = false;
    QString m_deviceReason;
    QString m_stage = QStringLiteral("current");
    double m_pace = 0.0;
    int m_step = 0;
    TrainingConfig m_config;
    TrainingConfig m_usualConfig;
    bool m_configToSend = false; ///< changed while there was no engine to tell
    SamplingParams m_sampling;
    Json m_environment;
    std::optional<StepView> m_stepView;
    std::optional<Before> m_before;
};

} // namespace rw::ui
