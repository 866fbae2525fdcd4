#pragma once

#include "core/policy/device.h"
#include "core/policy/transformer.h"
#include "core/rollout/rollout.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace rw {

/// One prompt to answer `params.samples` times.
struct GenerationRequest
{
    std::uint64_t promptKey = 0;            ///< stableHash of the prompt's text: keys the draws
    std::vector<std::int32_t> promptTokens; ///< chat template included; not empty
    SamplingParams params;
    bool stopsAtStopIds = true; ///< false: every answer runs to the token limit, as measurements need it
};

/// A token that was just drawn.
struct DrawnToken
{
    int request = 0; ///< index of the request
    int answer = 0;  ///< index of the answer in its group
    TokenTrace trace;
    bool finished = false; ///< this was the answer's last token
    FinishReason finish = FinishReason::Stop;
};

/// The tokens of one answer.
struct GeneratedAnswer
{
    std::vector<TokenTrace> tokens;
    FinishReason finish = FinishReason::Cancelled;
};

/// Called once a decode step with the tokens of all unfinished answers.
using StepObserver = std::function<void(std::span<const DrawnToken>)>;

/// Answers several prompts many times in one batch.
///
/// The prompt is prefilled once and its keys and values are shared by its answers; finished answers leave the
/// batch. On the CPU an answer does not depend on which others are in the batch, bit for bit: rows of every
/// matrix product are computed by a kernel whose rows do not depend on the batch (packed_linear.h). Used by
/// one thread at a time.
class Generator
{
public:
    virtual ~Generator() = default;

    /// Takes over the weights of `model` as they are now. Call after every training step and before the first
    /// generate().
    virtual void loadWeights(const Transformer& model) = 0;

    /// @param cancel checked once a decode step; what is written by then is kept and ends as Cancelled.
    /// @return for each request its answers, in order.
    virtual std::vector<std::vector<GeneratedAnswer>> generate(std::span<const GenerationRequest> requests,
                                                               const StepObserver& observer,
                                                               const std::atomic<bool>& cancel) = 0;
};

/// The CPU generator for CPU devices, else one on LibTorch operators.
/// @param precision of the latter; the CPU generator is fp32
std::unique_ptr<Generator> makeGenerator(const ModelConfig& config, c10::Device device,
                                         Precision precision = Precision::Fp32);

} // namespace rw
