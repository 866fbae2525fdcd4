#pragma once

#include "core/engine/environment.h"
#include "core/engine/outbox.h"
#include "core/engine/review_thread.h"
#include "core/engine/session.h"
#include "core/protocol/json_rpc.h"
#include "core/protocol/output_pipe.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace rw {

/// JSON-RPC 2.0 over stdin and stdout, see core/protocol/messages.h. stdin is read by a thread of its own, on
/// which "cancel", "cancel_review", "pause", "star" and "judge" act at once. What judges stored answers again
/// has a thread, too; everything else runs in order on the thread that calls run(), which owns torch. The end
/// of stdin means: finish the step, commit, load no further, answer what waits (generate and train excepted),
/// leave.
class Server : private SessionObserver
{
public:
    Server(OutputPipe& pipe, const DeviceChoice& device, const Environment& environment, int inputDescriptor);
    ~Server() override;

    /// Serves until "shutdown" or the end of the input.
    void run();

private:
    void readInput();
    void receive(const std::string& line);
    bool handleAtOnce(const protocol::Envelope& request);
    /// A person's star or verdict, committed when this returns. @return the answer to the request
    Json recordWord(const protocol::Envelope& request);
    /// Lets the reviewing thread judge stored answers of the open run.
    void postReview(protocol::Envelope request);
    Json review(const protocol::Envelope& request, Session& session, const std::atomic<bool>& cancelled);
    /// Stops what runs and answers what waits: `stop` is lowered again when the next request of that kind
    /// begins.
    /// @param answer the line for a request's id
    void dropQueued(std::string_view method, const std::function<std::string(std::int64_t)>& answer,
                    std::atomic<bool>& stop);
    void cancelWork();
    void pauseTraining();
    /// Waits for one. Nothing once the input has ended and what came before is answered.
    std::optional<protocol::Envelope> nextRequest();
    void answer(const protocol::Envelope& request, const std::function<Json()>& handling);
    Json handle(const protocol::Envelope& request);
    void closeRun();
    [[nodiscard]] DeviceChoice deviceFor(const protocol::OpenRunParams& params) const;
    Json openRun(const protocol::OpenRunParams& params);
    Session& session();
    std::string statusLine();
    void notify(std::string_view method, const Json& params);

    void groupStarted(const protocol::GroupStarted& message) override;
    void tokens(const protocol::Tokens& message) override;
    void answerEnded(const protocol::AnswerEnded& message) override;
    void answerFinished(const protocol::AnswerFinished& message) override;
    void groupFinished(const protocol::GroupFinished& message) override;
    void trainProgress(const protocol::TrainProgress& message) override;
    void configured(const TrainingConfig& config) override;
    void stepCommitted(const protocol::StepCommitted& message) override;

    DeviceChoice m_device;
    int m_input;
    int m_wakePipe[2] = {-1, -1}; ///< ends the reading thread's poll

    std::mutex
        m_sessionMutex; ///< guards the pointer: stars, verdicts and reviews arrive on the reading thread
    std::unique_ptr<Session> m_session;

    std::mutex m_queueMutex;
    std::condition_variable m_queued;
    std::deque<protocol::Envelope> m_queue;
    bool m_inputEnded = false;
    std::atomic<bool> m_cancel = false;
    std::atomic<bool> m_pause = false;

    std::atomic<int> m_step = 0;
    std::atomic<double> m_tokensPerSecond = 0.0;
    Outbox m_outbox;
    ReviewThread m_reviews; ///< works on m_session: idle before that goes
    std::thread m_reader;
};

} // namespace rw
