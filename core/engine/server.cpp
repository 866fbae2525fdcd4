#include "core/engine/server.h"

#include "core/base/error.h"
#include "core/engine/memory.h"
#include "core/engine/model_card.h"
#include "core/protocol/line_buffer.h"
#include "core/protocol/rollout_json.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace rw {

using protocol::Envelope;

namespace {

std::string sendable(std::string line)
{
    if (line.size() > protocol::kLongestLine)
        throw Error("The answer is too long for the pipe.", "Ask for fewer answers at a time.");
    return line;
}

[[noreturn]] void throwNoRun()
{
    throw Error("No run is open.", "Open or make a run first.");
}

} // namespace

Server::Server(OutputPipe& pipe, const DeviceChoice& device, const Environment& environment,
               int inputDescriptor)
    : m_device(device)
    , m_input(inputDescriptor)
    , m_outbox(pipe, [this] { return statusLine(); })
{
    if (::pipe(m_wakePipe) != 0)
        throw Error("Cannot make a pipe: " + systemErrorText(errno) + ".");
    notify("hello", toJson(protocol::Hello{protocol::kVersion, environment.version, toJson(environment)}));
    m_reader = std::thread([this] { readInput(); });
}

Server::~Server()
{
    ::close(m_wakePipe[1]);
    m_reader.join();
    ::close(m_wakePipe[0]);
}

void Server::run()
{
    while (const std::optional<Envelope> request = nextRequest()) {
        answer(*request, [&] { return handle(*request); });
        if (request->method == "shutdown" || m_outbox.isBroken())
            return;
    }
}

// ---- the reviewing thread ----

void Server::postReview(Envelope request)
{
    const std::lock_guard lock(m_sessionMutex);
    Session* const session = m_session.get(); // stays until the thread is idle, see openRun()
    m_reviews.post([this, session, posted = std::move(request)](const std::atomic<bool>& cancelled) {
        answer(posted, [&] {
            if (session == nullptr)
                throwNoRun();
            return review(posted, *session, cancelled);
        });
    });
}

Json Server::review(const Envelope& request, Session& session, const std::atomic<bool>& cancelled)
{
    const ReviewWatch watch{
        .progress =
            [&](int done, int total) {
                notify("review_progress", toJson(protocol::ReviewProgress{request.method, done, total}));
            },
        .cancel = &cancelled};
    if (request.method == "verify_again")
        return toJson(
            session.verifyAgain(protocol::parse<protocol::VerifyAgainParams>(request.params), watch));
    if (request.method == "preview_verifiers")
        return toJson(session.previewVerifiers(
            protocol::parse<protocol::PreviewVerifiersParams>(request.params), watch));
    return toJson(
        session.benchVerifiers(protocol::parse<protocol::BenchVerifiersParams>(request.params), watch));
}

// ---- the thread that owns torch ----

std::optional<Envelope> Server::nextRequest()
{
    std::unique_lock lock(m_queueMutex);
    m_queued.wait(lock, [this] { return m_inputEnded || !m_queue.empty(); });
    if (m_queue.empty())
        return {};
    Envelope request = std::move(m_queue.front());
    m_queue.pop_front();
    if (request.method == "generate" || request.method == "open_run")
        m_cancel = false;
    if (request.method == "train")
        m_pause = false;
    return request;
}

void Server::answer(const Envelope& request, const std::function<Json()>& handling)
{
    try {
        const Json result = handling();
        if (request.id)
            m_outbox.post(sendable(protocol::responseLine(*request.id, result)));
    } catch (const UsageError& problem) {
        m_outbox.post(protocol::errorLine(request.id, protocol::kErrorUsage, problem.what()));
    } catch (const Cancelled& problem) {
        m_outbox.post(protocol::errorLine(request.id, protocol::kErrorCancelled, problem.what()));
    } catch (const std::exception& problem) {
        spdlog::error("{}: {}", request.method, problem.what());
        m_outbox.post(protocol::errorLine(request.id, protocol::kErrorFailed, problem.what()));
    }
}

void Server::closeRun()
{
    std::unique_ptr<Session> old;
    {
        const std::lock_guard lock(m_sessionMutex);
        old = std::move(m_session);
    }
    m_reviews.cancel();
    m_reviews.waitUntilIdle();
    old.reset();
    releaseUnusedMemory();
}

/// The engine's own unless the request says otherwise.
DeviceChoice Server::deviceFor(const protocol::OpenRunParams& params) const
{
    if (params.device.empty() && params.precision == "auto")
        return m_device;
    DeviceChoice device = params.device.empty() ? m_device : chooseDevice(params.device);
    device.precision = choosePrecision(params.precision, device.device);
    return device;
}

Json Server::openRun(const protocol::OpenRunParams& params)
{
    const DeviceChoice device = deviceFor(params);
    closeRun(); // frees the old run's memory and its lock first: it may be the same run
    const LoadWatch watch{
        .progress =
            [&](std::int64_t read, std::int64_t total) {
                notify("load_progress", toJson(protocol::LoadProgress{params.model, read, total}));
            },
        .cancel = &m_cancel};
    auto opened = std::make_unique<Session>(params, device, describeEnvironment(device), watch);
    const std::lock_guard lock(m_sessionMutex);
    m_session = std::move(opened);
    m_step = m_session->step();
    return toJson(m_session->opened());
}

Json Server::handle(const Envelope& request)
{
    if (request.method == "inspect_model")
        return toJson(inspectModel(protocol::parse<protocol::InspectModelParams>(request.params)));
    if (request.method == "open_run")
        return openRun(protocol::parse<protocol::OpenRunParams>(request.params));
    if (request.method == "export_model")
        return toJson(session().exportModel(protocol::parse<protocol::ExportModelParams>(request.params)));
    if (request.method == "exact_prompt")
        return toJson(
            session().exactPrompt(protocol::parse<protocol::ExactPromptParams>(request.params).prompt));
    if (request.method == "generate")
        return toJson(
            session().generate(protocol::parse<protocol::GenerateParams>(request.params), *this, m_cancel));
    if (request.method == "train")
        return toJson(
            session().train(protocol::parse<protocol::TrainParams>(request.params).steps, *this, m_pause));
    if (request.method == "configure") {
        TrainingConfig config = session().config();
        fromJson(request.params, config);
        session().configure(config);
        return Json::object();
    }
    if (request.method == "shutdown")
        return Json::object();
    throw UsageError("The engine has no method \"" + request.method + "\".");
}

Session& Server::session()
{
    if (!m_session)
        throwNoRun();
    return *m_session;
}

void Server::notify(std::string_view method, const Json& params)
{
    m_outbox.post(protocol::notificationLine(method, params));
}

std::string Server::statusLine()
{
    const MemoryUse memory = memoryUse();
    const protocol::Status status{m_step, m_tokensPerSecond, memory.resident, memory.total};
    return protocol::notificationLine("status", toJson(status));
}

void Server::groupStarted(const protocol::GroupStarted& message)
{
    notify("group_started", toJson(message));
}

void Server::tokens(const protocol::Tokens& message)
{
    m_tokensPerSecond = message.tokensPerSecond;
    m_outbox.post(message);
}

void Server::answerEnded(const protocol::AnswerEnded& message)
{
    notify("answer_ended", toJson(message));
}

void Server::answerFinished(const protocol::AnswerFinished& message)
{
    notify("answer_finished", toJson(message));
}

void Server::groupFinished(const protocol::GroupFinished& message)
{
    m_tokensPerSecond = message.tokensPerSecond;
    notify("group_finished", toJson(message));
}

void Server::trainProgress(const protocol::TrainProgress& message)
{
    notify("train_progress", toJson(message));
}

void Server::configured(const TrainingConfig& config)
{
    notify("configured", toJson(config));
}

void Server::stepCommitted(const protocol::StepCommitted& message)
{
    m_step = message.step;
    const auto rate = message.metrics.find("sampling/tokens_per_second");
    if (rate != message.metrics.end())
        m_tokensPerSecond = rate->second;
    notify("step_committed", toJson(message));
}

} // namespace rw
