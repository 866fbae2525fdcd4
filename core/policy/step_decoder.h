#pragma once

#include "core/policy/generator.h"

#include <cstdint>
#include <memory>
#include <span>

namespace rw {

/// The last token drawn for an answer that goes on.
struct FedToken
{
    int request = 0;
    int answer = 0;
    std::int32_t token = 0;
};

/// What a device must do for a generator: turn tokens into logits. Used by one thread at a time.
class StepDecoder
{
public:
    virtual ~StepDecoder() = default;

    virtual void loadWeights(const Transformer& model) = 0;

    /// Forgets what it held and reads the prompts of `requests`, each once.
    /// @param logits of the first token of each request's answers, [requests, vocab], in CPU memory
    /// @return false if `cancel` was set meanwhile; then nothing may be fed.
    virtual bool readPrompts(std::span<const GenerationRequest> requests, float* logits,
                             const std::atomic<bool>& cancel) = 0;

    /// Feeds one token to each answer that goes on, in order of request and answer. An answer that is left
    /// out has finished and does not come back.
    /// @param logits of the next tokens, [fed, vocab], in CPU memory
    virtual void step(std::span<const FedToken> fed, float* logits) = 0;
};

/// Draws answers from what `decoder` computes.
std::unique_ptr<Generator> makeBatchGenerator(const ModelConfig& config,
                                              std::unique_ptr<StepDecoder> decoder);

/// Decodes with kernels of our own, row-exact.
std::unique_ptr<StepDecoder> makeCpuDecoder(const ModelConfig& config);

} // namespace rw
