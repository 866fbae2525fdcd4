#pragma once

#include "core/protocol/json_rpc.h"
#include "core/protocol/line_buffer.h"
#include "core/protocol/messages.h"
#include "core/protocol/model_messages.h"
#include "core/protocol/verdict_messages.h"
#include "ui/client/engine_log.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw::ui {

/// The engine, as a child process that speaks JSON-RPC over stdin and stdout, see core/protocol/messages.h.
/// Lives on the GUI thread; nothing here waits, except the destructor. No exception leaves a slot.
///
/// After died() or stopped() everything asked for is forgotten and start() begins anew. Ends with the window:
/// the destructor closes the engine's stdin, so that it commits what it has, waits at most three seconds,
/// then kills it.
class EngineClient : public QObject
{
    Q_OBJECT

public:
    /// @param program   the engine's file, or a name found in PATH.
    /// @param arguments for example {"serve", "--device", "auto"}.
    EngineClient(QString program, QStringList arguments, QObject* parent = nullptr);
    ~EngineClient() override;

    /// Starts the process; ready() or died() tells how it went. Nothing if it is running.
    void start();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Whether it has said hello, in this window's protocol version.
    [[nodiscard]] bool isReady() const { return m_ready; }
    /// The same, also right after its end.
    [[nodiscard]] bool hasSaidHello() const { return m_greeted; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); } ///< 0 while not running
    /// The last lines of the engine's log and of what it sent that could not be read, for people to read.
    [[nodiscard]] const QStringList& logLines() const { return m_log.lines(); }

    /// @name Requests
    /// Answered by a signal, or by requestFailed() where there is none of its own. Made before ready() they
    /// are sent as soon as the engine is.
    /// @{
    void inspectModel(const protocol::InspectModelParams& params); ///< modelInspected()
    void openRun(const protocol::OpenRunParams& params);           ///< runOpened() or openCancelled()
    void generate(const protocol::GenerateParams& params);         ///< generateDone()
    void train(const protocol::TrainParams& params);               ///< trainDone()
    void configure(const TrainingConfig& config);                  ///< no signal
    void star(const protocol::StarParams& params);                 ///< starAcknowledged()
    void judge(const protocol::JudgeParams& params);               ///< judgeAcknowledged()
    void verifyAgain(const protocol::VerifyAgainParams& params);   ///< verifiedAgain()
    /// @return the number of this request, which previewReady() or previewFailed() has again: an answer may
    /// come when nobody waits for it any more
    std::int64_t previewVerifiers(const protocol::PreviewVerifiersParams& params);
    void benchVerifiers(const protocol::BenchVerifiersParams& params); ///< benchReady()
    void cancelReview(); ///< ends the three above, which then tell nothing; nothing if not running
    void askExactPrompt(const protocol::ExactPromptParams& params); ///< exactPrompt()
    void exportModel(const protocol::ExportModelParams& params);    ///< modelExported()
    void cancel(); ///< ends openRun() and generate(); nothing if not running
    void pause();  ///< ends train() after its step; likewise
    /// Ends generating and training as cancel() and pause() do, does what else was asked for, then ends:
    /// stopped().
    void shutdown();
    /// @}

signals:
    void ready(const rw::protocol::Hello& hello);
    void modelInspected(const rw::protocol::ModelInspected& model);
    void loadProgress(const rw::protocol::LoadProgress& progress);
    void runOpened(const rw::protocol::RunOpened& run);
    void openCancelled();
    void exactPrompt(const rw::protocol::ExactPrompt& prompt);
    void modelExported(const rw::protocol::ModelExported& model);
    void groupStarted(const rw::protocol::GroupStarted& message);
    void tokens(const rw::protocol::Tokens& message);
    void answerEnded(const rw::protocol::AnswerEnded& message);
    void answerFinished(const rw::protocol::AnswerFinished& message);
    void groupFinished(const rw::protocol::GroupFinished& message);
    void generateDone(const rw::protocol::GenerateResult& result);
    void trainProgress(const rw::protocol::TrainProgress& message);
    void configured(const rw::TrainingConfig& config); ///< by the run's prompt set, which has changed
    void stepCommitted(const rw::protocol::StepCommitted& message);
    void trainDone(const rw::protocol::TrainResult& result);
    void starAcknowledged(const rw::protocol::StarAcknowledged& message);
    void judgeAcknowledged(const rw::protocol::JudgeAcknowledged& message);
    void verifiedAgain(const rw::protocol::VerifyAgainResult& result);
    void previewReady(std::int64_t request, const rw::protocol::PreviewVerifiersResult& result);
    void previewFailed(std::int64_t request, const QString& message);
    void benchReady(const rw::VerifierBench& bench);
    void reviewProgress(const rw::protocol::ReviewProgress& message);
    void status(const rw::protocol::Status& message);
    /// @param method as on the wire: "open_run", "generate", ...
    /// @param message for people, from the engine.
    void requestFailed(const QString& method, const QString& message);
    /// The process ended without being asked to, could not be started, or is of another version.
    /// @param sentence says what happened to which program, and what can be done.
    void died(const QString& sentence);
    void stopped(); ///< after shutdown()
    void logLine(const QString& line);

private:
    /// @return its number
    std::int64_t request(const char* method, const Json& params);
    void send(const std::string& line);
    void readOutput();
    void readLog();
    void heardLog(const QStringList& lines);
    void receive(const std::string& line);
    void notified(const protocol::Envelope& message);
    void greeted(const protocol::Hello& hello);
    void answered(const protocol::Envelope& response);
    void previewAnswered(const protocol::Envelope& response);
    void processFailed(QProcess::ProcessError problem);
    void processFinished(int exitCode, QProcess::ExitStatus exitStatus);
    void forget();
    void report(const QString& line);

    QString m_program;
    QStringList m_arguments;
    QProcess m_process;
    protocol::LineBuffer m_output;
    EngineLog m_log;
    std::int64_t m_lastId = 0;
    std::unordered_map<std::int64_t, std::string> m_methods; ///< of the requests not yet answered
    std::vector<std::string> m_unsent;                       ///< requests made before ready
    bool m_ready = false;
    bool m_greeted = false; ///< since start()
    bool m_stopping = false;
    QString m_lastWords; ///< the log's last line since start()
    QString m_refusal;   ///< why the engine is being sent away; empty: it is not
};

} // namespace rw::ui
