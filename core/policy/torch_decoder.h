#pragma once

#include "core/policy/attention.h"
#include "core/policy/decoder.h"
#include "core/policy/device.h"
#include "core/policy/rope.h"
#include "core/policy/step_decoder.h"

#include <vector>

namespace rw {

/// Decodes on LibTorch's operators. Answers stand in a grid of requests by slots, so that each step is a few
/// products over all of them; a finished answer's slot is computed in vain until the grid is made smaller,
/// which happens when half of it has finished.
class TorchDecoder : public StepDecoder
{
public:
    TorchDecoder(const ModelConfig& config, c10::Device device, Precision precision = Precision::Fp32);

    void loadWeights(const Transformer& model) override;
    bool readPrompts(std::span<const GenerationRequest> requests, float* logits,
                     const std::atomic<bool>& cancel) override;
    void step(std::span<const FedToken> fed, float* logits) override;

private:
    /// Keys and values of one layer.
    struct LayerCache
    {
        at::Tensor promptKey;   ///< [requests, kv, prompt, dim], right-padded
        at::Tensor promptValue; ///< likewise
        at::Tensor key;         ///< [requests, kv, slots, tokens, dim]
        at::Tensor value;       ///< likewise
    };
    /// What layers of one kind see of prompts while these are read.
    struct PromptView
    {
        Rotation rotation;
        at::Tensor mask; ///< [prompt, prompt]
    };
    /// What they see in a step.
    struct StepView
    {
        Rotation rotation;
        at::Tensor promptHidden;   ///< score terms that hide padding and what the window has left behind,
                                   ///< [requests, 1, 1, 1, prompt]
        std::int64_t firstOwn = 0; ///< first of the answer's own tokens that is seen
    };
    /// Who stands in a place of the grid.
    struct Place
    {
        int request = -1; ///< -1: nobody
        int answer = -1;
    };

    [[nodiscard]] std::int64_t requests() const { return m_lengths.size(0); }
    [[nodiscard]] at::Tensor onDevice(const std::vector<std::int64_t>& values) const;
    [[nodiscard]] at::Tensor promptAttention(const Projections& rows, LayerCache& cache,
                                             const PromptView& view) const;
    [[nodiscard]] at::Tensor stepAttention(const Projections& rows, LayerCache& cache,
                                           const StepView& view) const;
    [[nodiscard]] StepView stepView(LayerKind kind) const;
    void makeGrid(std::span<const GenerationRequest> requests);
    void shrinkGrid(std::span<const FedToken> fed);
    void writeLogits(const at::Tensor& states, float* logits) const;

    ModelConfig m_config;
    c10::Device m_device;
    at::ScalarType m_type; ///< of projections, keys and values
    std::vector<NamedTensor> m_weights;

    std::vector<LayerCache> m_caches;
    std::vector<Place> m_places; ///< [requests, slots]
    std::int64_t m_slots = 0;
    std::int64_t m_step = 0;        ///< answer tokens fed so far
    std::int64_t m_promptWidth = 0; ///< tokens of the longest prompt
    PerKind<RopeTensors> m_tables;  ///< all positions
    at::Tensor m_lengths;           ///< of prompts, [requests] int64
};

} // namespace rw
