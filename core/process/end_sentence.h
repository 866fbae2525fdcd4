#pragma once

#include "core/process/child_process.h"

#include <string>

namespace rw {

/// How a process ended, to stand behind its name, with the last line it complained with: "took more than 64
/// MB of memory and was killed.", "ended with exit code 1: ValueError: no number". `process` must have ended.
std::string endSentence(const ChildProcess& process);

/// "10 s", "0.25 s".
std::string secondsText(std::chrono::milliseconds duration);

} // namespace rw
