#pragma once

#include "core/checking/sandbox.h"
#include "core/verify/verifier_tools.h"

#include <optional>
#include <string>

namespace rw {

/// Makes verifiers that run as processes, on the programs that it was told of. The sandbox is tried with the
/// first program that needs it.
class ProcessVerifierTools final : public VerifierTools
{
public:
    struct Programs
    {
        std::string worker = "rollout-verifier"; ///< serves the verifier that its argument names
        std::string bubblewrap = "bwrap";
    };

    explicit ProcessVerifierTools(Programs programs);

    [[nodiscard]] std::unique_ptr<Verifier> inOwnProcess(const VerifierSpec& spec) const override;
    [[nodiscard]] std::unique_ptr<Verifier> program(const VerifierSpec& spec) const override;

private:
    Programs m_programs;
};

/// Beside this program, as they are built and installed.
ProcessVerifierTools::Programs installedPrograms();

} // namespace rw
