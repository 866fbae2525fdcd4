#pragma once

#include "core/policy/transformer.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>

namespace rw {

/// Folder of a run's checkpoints, and the link in it to the newest.
inline constexpr const char* kCheckpointsFolder = "checkpoints";
inline constexpr const char* kLatestLink = "latest";

/// Writes `run`/checkpoints/step-000012: a model directory in Hugging Face layout, or the model's adapter in
/// peft's, plus the optimizer's state.
/// Everything is written into a hidden folder beside it, synced, and renamed into place: there is a whole
/// checkpoint of that name or none.
/// @param textFiles model directory that tokenizer and chat template are copied from
/// @param base where the base of the model's adapter was read from; read where it has one
/// @return the folder's name. @throws Error naming what could not be written; nothing half-written stays.
std::string writeCheckpoint(const std::filesystem::path& run, const Transformer& model,
                            const Trainer& trainer, const std::filesystem::path& textFiles,
                            const std::filesystem::path& base);

/// The step of a checkpoint, by its folder's name; 0 for other models.
int checkpointStep(const std::filesystem::path& model);

/// Points `run`/checkpoints/latest at a checkpoint, by rename.
void swapLatest(const std::filesystem::path& run, const std::string& folder);

/// Removes all but the newest `keep` of the known checkpoints. @return those removed.
std::set<std::string> pruneCheckpoints(const std::filesystem::path& run, const std::set<std::string>& known,
                                       std::size_t keep);

/// Removes checkpoint folders that the log does not know, also half-written ones.
void removeUnknownCheckpoints(const std::filesystem::path& run, const std::set<std::string>& known);

} // namespace rw
