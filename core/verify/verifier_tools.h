#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_spec.h"

#include <memory>

namespace rw {

/// Makes the verifiers that need another process. The factory is given one, so that nothing in this folder
/// knows of processes; core/checking has it. What is made may be used from several threads at once.
class VerifierTools
{
public:
    virtual ~VerifierTools() = default;

    /// The verifier that the factory makes from `spec` without tools, run in a process of its own, which is
    /// killed and begun anew where a verdict takes too long: for what is not safe with threads or cannot be
    /// interrupted. The verdict is the same, but for Outcome::Error when it took too long or the process
    /// ended.
    /// @throws Error where the program for it is not there.
    [[nodiscard]] virtual std::unique_ptr<Verifier> inOwnProcess(const VerifierSpec& spec) const = 0;

    /// The verifier "program": a program of the user's, in a sandbox.
    /// @throws UsageError for options that make no sense; Error with the reason where there is no sandbox.
    [[nodiscard]] virtual std::unique_ptr<Verifier> program(const VerifierSpec& spec) const = 0;
};

} // namespace rw
