#include "core/checking/worker_verifier.h"

#include "core/base/error.h"
#include "core/checking/verdict_service.h"
#include "core/process/end_sentence.h"
#include "core/process/json_worker.h"

#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rw {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kToStartAndToEnd(3000); ///< beside the time of a verdict

class WorkerVerifier final : public Verifier
{
public:
    WorkerVerifier(std::string name, ProcessCommand command, milliseconds time)
        : m_name(std::move(name))
        , m_command(std::move(command))
        , m_time(time)
    {
    }

    [[nodiscard]] std::string_view name() const override { return m_name; }
    [[nodiscard]] milliseconds deadline() const override { return m_time + kToStartAndToEnd; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        const Json question = verdictQuestion(prompt, answer);
        if (Worker idle = takeIdle()) {
            if (const auto reply = ask(idle, question))
                return keep(std::move(idle), *reply);
            // It died while it was idle, or with the thread that started it, which the pool has replaced.
        }
        auto worker = std::make_unique<JsonWorker>(m_command);
        const auto reply = ask(worker, question);
        if (!reply)
            throw failure(*worker);
        return keep(std::move(worker), *reply);
    }

private:
    using Worker = std::unique_ptr<JsonWorker>;

    /// Nothing where the process was ended, but not for what it did.
    [[nodiscard]] std::optional<Json> ask(const Worker& worker, const Json& question) const
    {
        using enum ProcessEnd::Cause;
        try {
            return worker->ask(question, ChildProcess::Clock::now() + m_time);
        } catch (const Error& problem) {
            const ProcessEnd::Cause cause = worker->process().end().value().cause;
            if (cause == Stopped)
                throw Error("The process that judges by " + m_name + " is out of step. " + problem.what());
            if (cause != Exited && cause != Signalled)
                throw failure(*worker);
            return std::nullopt;
        }
    }

    [[nodiscard]] Error failure(const JsonWorker& worker) const
    {
        return Error("The process that judges by " + m_name + " " + endSentence(worker.process()));
    }

    [[nodiscard]] Verdict keep(Worker worker, const Json& reply) const
    {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(worker));
        return verdictFromReply(reply);
    }

    [[nodiscard]] Worker takeIdle() const
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.empty())
            return nullptr;
        Worker worker = std::move(m_idle.back());
        m_idle.pop_back();
        return worker;
    }

    std::string m_name;
    ProcessCommand m_command;
    milliseconds m_time;
    mutable std::mutex m_mutex;
    mutable std::vector<Worker> m_idle;
};

} // namespace

std::unique_ptr<Verifier> makeWorkerVerifier(std::string name, ProcessCommand command, milliseconds time)
{
    return std::make_unique<WorkerVerifier>(std::move(name), std::move(command), time);
}

} // namespace rw
