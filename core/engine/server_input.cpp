// The part of the server that runs on the reading thread: what is acted on at once, and what waits.

#include "core/base/error.h"
#include "core/engine/server.h"
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

bool isReview(std::string_view method)
{
    return method == "verify_again" || method == "preview_verifiers" || method == "bench_verifiers";
}

} // namespace

void Server::readInput()
{
    protocol::LineBuffer lines;
    std::array<char, 65536> bytes{};
    for (;;) {
        std::array<pollfd, 2> waits{pollfd{m_input, POLLIN, 0}, pollfd{m_wakePipe[0], POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            break;
        if (waits[1].revents != 0)
            break;
        if (waits[0].revents == 0)
            continue;
        const ssize_t got = ::read(m_input, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        try {
            lines.append({bytes.data(), static_cast<std::size_t>(got)});
            while (const std::optional<std::string> line = lines.next())
                receive(*line);
        } catch (const Error& problem) {
            m_outbox.post(protocol::errorLine({}, protocol::kErrorUsage, problem.what()));
            break;
        }
    }
    cancelWork();
    m_reviews.cancel();
    pauseTraining();
    const std::lock_guard lock(m_queueMutex);
    m_inputEnded = true;
    m_queued.notify_one();
}

void Server::receive(const std::string& line)
{
    Envelope request;
    try {
        request = protocol::parseLine(line);
    } catch (const Error& problem) {
        m_outbox.post(protocol::errorLine({}, protocol::kErrorUsage, problem.what()));
        return;
    }
    if (request.method.empty() || handleAtOnce(request))
        return;
    const std::lock_guard lock(m_queueMutex);
    m_queue.push_back(std::move(request));
    m_queued.notify_one();
}

void Server::dropQueued(std::string_view method, const std::function<std::string(std::int64_t)>& answer,
                        std::atomic<bool>& stop)
{
    const std::lock_guard lock(m_queueMutex);
    stop = true;
    std::erase_if(m_queue, [&](const Envelope& waiting) {
        if (waiting.method != method)
            return false;
        if (waiting.id)
            m_outbox.post(answer(*waiting.id));
        return true;
    });
}

void Server::cancelWork()
{
    const Json nothing = toJson(protocol::GenerateResult{{}, true});
    dropQueued(
        "generate", [&](std::int64_t id) { return protocol::responseLine(id, nothing); }, m_cancel);
    dropQueued(
        "open_run",
        [](std::int64_t id) {
            return protocol::errorLine(id, protocol::kErrorCancelled, "Loading was cancelled.");
        },
        m_cancel);
}

void Server::pauseTraining()
{
    const Json paused = toJson(protocol::TrainResult{0, m_step, true});
    dropQueued(
        "train", [&](std::int64_t id) { return protocol::responseLine(id, paused); }, m_pause);
}

bool Server::handleAtOnce(const Envelope& request)
{
    const auto reply = [&](const Json& result) {
        if (request.id)
            m_outbox.post(protocol::responseLine(*request.id, result));
    };
    if (request.method == "cancel") {
        cancelWork();
        reply(Json::object());
    } else if (request.method == "pause") {
        pauseTraining();
        reply(Json::object());
    } else if (request.method == "cancel_review") {
        m_reviews.cancel();
        reply(Json::object());
    } else if (request.method == "star" || request.method == "judge") {
        try {
            reply(recordWord(request));
        } catch (const Error& problem) {
            if (request.id)
                m_outbox.post(protocol::errorLine(request.id, protocol::kErrorFailed, problem.what()));
        }
    } else if (isReview(request.method)) {
        postReview(request);
    } else {
        return false;
    }
    return true;
}

Json Server::recordWord(const Envelope& request)
{
    const std::lock_guard lock(m_sessionMutex);
    if (request.method == "judge") {
        const auto word = protocol::parse<protocol::JudgeParams>(request.params);
        const Json acknowledged = toJson(session().recordJudgement({word.uuid, word.rollout, word.outcome}));
        m_reviews.post([open = m_session.get(), rollout = word.rollout](const std::atomic<bool>&) {
            try {
                open->recordAttemptsAgain(rollout);
            } catch (const Error& problem) {
                spdlog::warn("The statistics of a judged prompt stay as they were: {}", problem.what());
            }
        });
        return acknowledged;
    }
    const auto star = protocol::parse<protocol::StarParams>(request.params);
    session().recordStar({star.uuid, star.rollout, star.starred});
    return toJson(protocol::StarAcknowledged{star.uuid});
}

} // namespace rw
