#pragma once

#include "core/rollout/training_config.h"
#include "core/weights/model_config.h"

#include <cstdint>

namespace rw {

/// What a model is opened for.
struct MemoryScenario
{
    bool training = true;   ///< false: answers alone
    int promptTokens = 128; ///< of the longest prompt
    int weightBytes = 4;    ///< of a weight of the model that is held: 4 for fp32, 2 for bf16
};

/// Bytes that the engine takes on the CPU, in parts that people know. What is not needed is 0.
struct MemoryEstimate
{
    std::int64_t runtime = 0;       ///< program and libraries
    std::int64_t weights = 0;       ///< of the model and its adapter
    std::int64_t decodeWeights = 0; ///< the copy that is packed for sampling
    std::int64_t sampling = 0;      ///< keys and values of all answers in flight, their logits
    std::int64_t reference = 0;     ///< the run's starting weights
    std::int64_t optimizer = 0;     ///< gradients and both moments of what learns
    std::int64_t activations = 0;   ///< what one micro-batch keeps for its backward pass

    [[nodiscard]] std::int64_t total() const;
};

/// Arithmetic alone: no weight is read and nothing is allocated.
MemoryEstimate estimateMemory(const ModelConfig& model, const TrainingConfig& config,
                              const MemoryScenario& scenario = {});

/// What the backward pass of one row, a token of a prompt or an answer, reads again: bytes over all layers.
/// @param context tokens of its prompt and answer
std::int64_t activationBytesPerRow(const ModelConfig& model, std::int64_t context);

/// The activations of a micro-batch may take so much; a single answer may take more.
inline constexpr std::int64_t kMicroBatchBytes = std::int64_t{2} << 30U;

/// Where all rows together have no more logits than these, 256 MB, training keeps them for its backward pass;
/// else it holds so many rows of them at once.
inline constexpr std::int64_t kLogitsKept = std::int64_t{1} << 26U;
inline constexpr std::int64_t kLogitRowsAtOnce = 256;

/// Number of weights that learn: all of the model's, or those of the adapter.
std::int64_t trainableParameters(const ModelConfig& model, const LoraConfig& lora);

} // namespace rw
