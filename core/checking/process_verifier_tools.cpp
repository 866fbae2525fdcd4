#include "core/checking/process_verifier_tools.h"

#include "core/base/error.h"
#include "core/checking/program_verifier.h"
#include "core/checking/worker_verifier.h"
#include "core/process/sibling_program.h"

#include <chrono>
#include <system_error>
#include <utility>

namespace rw {

namespace {

constexpr std::chrono::seconds kTime(5); ///< of a verdict in a process of its own
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kWorkerMemory = 0; ///< a sanitizer reserves terabytes
#else
constexpr std::uint64_t kWorkerMemory = std::uint64_t{1} << 30U;
#endif

} // namespace

ProcessVerifierTools::ProcessVerifierTools(Programs programs)
    : m_programs(std::move(programs))
{
}

std::unique_ptr<Verifier> ProcessVerifierTools::inOwnProcess(const VerifierSpec& spec) const
{
    if (!findProgram(m_programs.worker))
        throw Error("The verifier " + spec.name + " needs the program " + m_programs.worker +
                        ", which is not there.",
                    "Install it beside rollout-engine.");
    VerifierSpec alone = spec; // weight and part are the set's business
    alone.weight = 1.0;
    alone.part.clear();
    return makeWorkerVerifier(spec.name,
                              {.arguments = {m_programs.worker, toString(alone)},
                               .environment = {"LC_ALL=C.UTF-8"},
                               .directory = "/",
                               .limits = {.memoryBytes = kWorkerMemory}},
                              kTime);
}

std::unique_ptr<Verifier> ProcessVerifierTools::program(const VerifierSpec& spec) const
{
    return makeProgramVerifier(spec, Sandbox(m_programs.bubblewrap));
}

ProcessVerifierTools::Programs installedPrograms()
{
    ProcessVerifierTools::Programs programs;
    programs.worker = siblingProgram(programs.worker);
    return programs;
}

} // namespace rw
