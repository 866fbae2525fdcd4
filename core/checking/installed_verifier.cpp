#include "core/checking/installed_verifier.h"

#include "core/checking/process_verifier_tools.h"
#include "core/verify/make_verifier.h"

namespace rw {

std::shared_ptr<const Verifier> makeInstalledVerifier(std::span<const VerifierSpec> specs)
{
    const ProcessVerifierTools tools(installedPrograms());
    return makeVerifier(specs, &tools);
}

} // namespace rw
