#include "ui/client/engine_client.h"

#include "core/protocol/rollout_json.h"
#include "ui/client/death_sentence.h"

#include <array>
#include <exception>
#include <functional>
#include <string_view>
#include <utility>

namespace rw::ui {

namespace {

constexpr int kFarewellMilliseconds = 3000; ///< for the step under way to be committed
constexpr int kTerminateMilliseconds = 500;
constexpr const char* kPreview = "preview_verifiers";

using Handler = std::function<void(EngineClient&, const Json&)>;

/// Reads a message and passes it on by `signal`.
template <class Message>
Handler passOn(void (EngineClient::*signal)(const Message&))
{
    return [signal](EngineClient& client, const Json& json) {
        emit(client.*signal)(protocol::parse<Message>(json));
    };
}

using Handlers = std::unordered_map<std::string_view, Handler>;

const Handlers& notificationHandlers()
{
    static const Handlers kHandlers{
        {"load_progress", passOn(&EngineClient::loadProgress)},
        {"group_started", passOn(&EngineClient::groupStarted)},
        {"tokens", passOn(&EngineClient::tokens)},
        {"answer_ended", passOn(&EngineClient::answerEnded)},
        {"answer_finished", passOn(&EngineClient::answerFinished)},
        {"group_finished", passOn(&EngineClient::groupFinished)},
        {"train_progress", passOn(&EngineClient::trainProgress)},
        {"configured", passOn(&EngineClient::configured)},
        {"step_committed", passOn(&EngineClient::stepCommitted)},
        {"review_progress", passOn(&EngineClient::reviewProgress)},
        {"status", passOn(&EngineClient::status)},
    };
    return kHandlers;
}

/// By the method that is answered; the rest have nothing to say.
const Handlers& responseHandlers()
{
    static const Handlers kHandlers{
        {"inspect_model", passOn(&EngineClient::modelInspected)},
        {"exact_prompt", passOn(&EngineClient::exactPrompt)},
        {"export_model", passOn(&EngineClient::modelExported)},
        {"open_run", passOn(&EngineClient::runOpened)},
        {"generate", passOn(&EngineClient::generateDone)},
        {"train", passOn(&EngineClient::trainDone)},
        {"star", passOn(&EngineClient::starAcknowledged)},
        {"judge", passOn(&EngineClient::judgeAcknowledged)},
        {"verify_again", passOn(&EngineClient::verifiedAgain)},
        {"bench_verifiers",
         [](EngineClient& client, const Json& json) {
             VerifierBench bench;
             fromJson(json, bench);
             emit client.benchReady(bench);
         }},
    };
    return kHandlers;
}

/// Whether the method judges stored answers anew.
bool isReview(std::string_view method)
{
    return method == "verify_again" || method == kPreview || method == "bench_verifiers";
}

} // namespace

EngineClient::EngineClient(QString program, QStringList arguments, QObject* parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_arguments(std::move(arguments))
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineClient::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EngineClient::readLog);
    connect(&m_process, &QProcess::errorOccurred, this, &EngineClient::processFailed);
    connect(&m_process, &QProcess::finished, this, &EngineClient::processFinished);
}

EngineClient::~EngineClient()
{
    m_process.disconnect(this);
    if (!isRunning())
        return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(kFarewellMilliseconds))
        return;
    m_process.terminate();
    if (m_process.waitForFinished(kTerminateMilliseconds))
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void EngineClient::start()
{
    if (isRunning())
        return;
    m_output = protocol::LineBuffer();
    m_refusal.clear();
    m_greeted = false;
    m_lastWords.clear();
    m_process.start(m_program, m_arguments);
}

void EngineClient::inspectModel(const protocol::InspectModelParams& params)
{
    request("inspect_model", toJson(params));
}

void EngineClient::openRun(const protocol::OpenRunParams& params)
{
    request("open_run", toJson(params));
}

void EngineClient::generate(const protocol::GenerateParams& params)
{
    request("generate", toJson(params));
}

void EngineClient::train(const protocol::TrainParams& params)
{
    request("train", toJson(params));
}

void EngineClient::configure(const TrainingConfig& config)
{
    request("configure", toJson(config));
}

void EngineClient::star(const protocol::StarParams& params)
{
    request("star", toJson(params));
}

void EngineClient::judge(const protocol::JudgeParams& params)
{
    request("judge", toJson(params));
}

void EngineClient::verifyAgain(const protocol::VerifyAgainParams& params)
{
    request("verify_again", toJson(params));
}

std::int64_t EngineClient::previewVerifiers(const protocol::PreviewVerifiersParams& params)
{
    return request(kPreview, toJson(params));
}

void EngineClient::benchVerifiers(const protocol::BenchVerifiersParams& params)
{
    request("bench_verifiers", toJson(params));
}

void EngineClient::cancelReview()
{
    if (isRunning())
        request("cancel_review", Json::object());
}

void EngineClient::askExactPrompt(const protocol::ExactPromptParams& params)
{
    request("exact_prompt", toJson(params));
}

void EngineClient::exportModel(const protocol::ExportModelParams& params)
{
    request("export_model", toJson(params));
}

void EngineClient::cancel()
{
    if (isRunning())
        request("cancel", Json::object());
}

void EngineClient::pause()
{
    if (isRunning())
        request("pause", Json::object());
}

void EngineClient::shutdown()
{
    if (!isRunning() || m_stopping)
        return;
    if (m_ready) {
        cancel();
        pause();
        request("shutdown", Json::object());
    } else {
        m_process.closeWriteChannel(); // the end of its input ends it, too
    }
    m_stopping = true;
}

std::int64_t EngineClient::request(const char* method, const Json& params)
{
    if (m_stopping)
        return -1;
    const std::int64_t id = ++m_lastId;
    m_methods.emplace(id, method);
    std::string line = protocol::requestLine(id, method, params);
    if (m_ready)
        send(line);
    else
        m_unsent.push_back(std::move(line));
    return id;
}

void EngineClient::send(const std::string& line)
{
    m_process.write(line.data(), static_cast<qint64>(line.size()));
    m_process.write("\n", 1);
}

void EngineClient::readOutput()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    try {
        m_output.append({bytes.data(), static_cast<std::size_t>(bytes.size())});
        while (const std::optional<std::string> line = m_output.next())
            receive(*line);
    } catch (const std::exception& problem) {
        m_output = protocol::LineBuffer();
        report(QString::fromUtf8(problem.what()));
    }
}

void EngineClient::receive(const std::string& line)
{
    if (!m_refusal.isEmpty())
        return;
    try {
        const protocol::Envelope message = protocol::parseLine(line);
        if (!message.method.empty())
            notified(message);
        else
            answered(message);
    } catch (const std::exception& problem) {
        report(tr("The engine sent a line that cannot be read: %1").arg(QString::fromUtf8(problem.what())));
    }
}

void EngineClient::notified(const protocol::Envelope& message)
{
    if (message.method == "hello") {
        greeted(protocol::parse<protocol::Hello>(message.params));
        return;
    }
    const auto handler = notificationHandlers().find(message.method);
    if (handler == notificationHandlers().end())
        report(tr("The engine sent \"%1\", which this window does not know.")
                   .arg(QString::fromStdString(message.method)));
    else
        handler->second(*this, message.params);
}

void EngineClient::greeted(const protocol::Hello& hello)
{
    if (hello.protocol != protocol::kVersion) {
        m_refusal = tr("The engine %1 (version %2) speaks protocol %3, this window protocol %4. Install both "
                       "from the "
                       "same version.")
                        .arg(m_program, QString::fromStdString(hello.engineVersion))
                        .arg(hello.protocol)
                        .arg(protocol::kVersion);
        m_process.kill();
        return;
    }
    m_ready = true;
    m_greeted = true;
    for (const std::string& line : std::exchange(m_unsent, {}))
        send(line);
    emit ready(hello);
}

void EngineClient::answered(const protocol::Envelope& response)
{
    const auto found = response.id ? m_methods.find(*response.id) : m_methods.end();
    if (found == m_methods.end()) {
        report(tr("The engine answered what was not asked: %1")
                   .arg(QString::fromStdString(response.errorMessage)));
        return;
    }
    const std::string method = found->second;
    m_methods.erase(found);
    if (response.errorCode == protocol::kErrorCancelled && method == "open_run") {
        emit openCancelled();
        return;
    }
    if (response.errorCode == protocol::kErrorCancelled && isReview(method))
        return;
    if (method == kPreview) {
        previewAnswered(response);
        return;
    }
    if (response.errorCode) {
        emit requestFailed(QString::fromStdString(method), QString::fromStdString(response.errorMessage));
        return;
    }
    const auto handler = responseHandlers().find(method);
    if (handler != responseHandlers().end() && response.result)
        handler->second(*this, *response.result);
}

void EngineClient::previewAnswered(const protocol::Envelope& response)
{
    if (response.errorCode)
        emit previewFailed(*response.id, QString::fromStdString(response.errorMessage));
    else if (response.result)
        emit previewReady(*response.id, protocol::parse<protocol::PreviewVerifiersResult>(*response.result));
}

void EngineClient::readLog()
{
    heardLog(m_log.append(m_process.readAllStandardError()));
}

void EngineClient::heardLog(const QStringList& lines)
{
    for (const QString& line : lines) {
        m_lastWords = line;
        emit logLine(line);
    }
}

void EngineClient::report(const QString& line)
{
    m_log.add(line);
    emit logLine(line);
}

void EngineClient::processFailed(QProcess::ProcessError problem)
{
    if (problem != QProcess::FailedToStart)
        return; // finished() follows, or the pipe broke because it is about to
    forget();
    emit died(startFailureSentence(m_program, m_process.errorString()));
}

void EngineClient::processFinished(int exitCode, QProcess::ExitStatus exitStatus)
{
    readOutput();
    readLog();
    heardLog(m_log.end());
    const bool asked = m_stopping;
    const QString refusal = m_refusal;
    forget();
    if (!refusal.isEmpty())
        emit died(refusal);
    else if (asked)
        emit stopped();
    else
        emit died(deathSentence(m_program, exitCode, exitStatus, m_lastWords));
}

void EngineClient::forget()
{
    m_ready = false;
    m_stopping = false;
    m_methods.clear();
    m_unsent.clear();
}

} // namespace rw::ui
