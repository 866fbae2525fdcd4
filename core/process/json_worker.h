#pragma once

#include "core/base/strict_json.h"
#include "core/process/child_process.h"

#include <string>

namespace rw {

/// A program that answers a line of JSON on stdin with a line of JSON on stdout, again and again. Used by one
/// thread at a time.
class JsonWorker
{
public:
    /// @throws Error where it cannot be started.
    explicit JsonWorker(const ProcessCommand& command);

    /// @throws Error that says why there is no answer: the worker is killed then, and cannot be asked again.
    Json ask(const Json& question, ChildProcess::Clock::time_point deadline);

    [[nodiscard]] const ChildProcess& process() const { return m_process; }

private:
    ChildProcess m_process;
};

} // namespace rw
