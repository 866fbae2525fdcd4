#pragma once

#include "core/process/process_command.h"
#include "core/verify/verifier.h"

#include <chrono>
#include <memory>

namespace rw {

/// Runs a verifier in processes of its own, see serveVerdicts(). One that takes longer than `time` for a
/// verdict is killed; the next verdict starts another. As many run as threads ask at a time, and they stay
/// for the next answer.
/// @param name    of the verifier that `command` serves
/// @param command the program, for example {"rollout-verifier", "math"}
std::unique_ptr<Verifier> makeWorkerVerifier(std::string name, ProcessCommand command,
                                             std::chrono::milliseconds time);

} // namespace rw
