#pragma once

#include "core/engine/commands/commands.h"
#include "core/training/school.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace rw {

/// What `pretrain` and `sft` share.
struct SchoolOptions
{
    std::string out; ///< the model directory that is made
    std::uint64_t seed = 1;
    int iterations = 0;  ///< 0: as the recipe says
    bool resume = false; ///< go on with what was interrupted in `out`
};

void addSchoolOptions(CLI::App& command, SchoolOptions& options, Invocation& invocation);

/// Whether `out` holds an interrupted stage. @throws UsageError where --resume does not fit what is there.
bool isInterrupted(const SchoolOptions& options);

/// Goes through the stage with a progress bar, saving the model and the optimizer's state now and then, so
/// that SIGINT, SIGTERM or a crash loses little. What remains at the end is a plain model directory.
void runSchoolStage(Transformer& model, const Tokenizer& tokenizer, SchoolStage stage,
                    const SchoolOptions& options, const Invocation& invocation);

} // namespace rw
