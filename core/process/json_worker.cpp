#include "core/process/json_worker.h"

#include "core/base/error.h"
#include "core/process/end_sentence.h"

namespace rw {

JsonWorker::JsonWorker(const ProcessCommand& command)
    : m_process(command)
{
}

Json JsonWorker::ask(const Json& question, ChildProcess::Clock::time_point deadline)
{
    m_process.send(jsonLine(question) + "\n");
    const auto line = m_process.readLine(deadline);
    if (!line)
        throw Error("It " + endSentence(m_process));
    try {
        return parseJson(*line, "its answer", {.bytes = m_process.limits().outputBytes});
    } catch (const Error&) {
        m_process.stop(); // what it says next could be half an answer
        throw;
    }
}

} // namespace rw
