#pragma once

#include "core/training/adamw.h"

#include <filesystem>

namespace rw {

inline constexpr const char* kOptimizerFile = "optimizer.safetensors";
inline constexpr const char* kTrainerStateFile = "trainer_state.json";

/// Writes the optimizer's moments to `directory`/optimizer.safetensors, and the number of steps and updates
/// to trainer_state.json.
/// @throws Error naming the file.
void saveTrainingState(const std::filesystem::path& directory, const AdamW& optimizer, int step);

/// Reads them back into an optimizer over parameters of the same names and shapes.
/// @return the number of steps. @throws Error naming the file and what does not fit; the optimizer is then
/// unchanged.
int loadTrainingState(const std::filesystem::path& directory, AdamW& optimizer);

} // namespace rw
