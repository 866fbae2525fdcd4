#pragma once

#include "core/policy/lora_adapter.h"
#include "core/policy/named_tensor.h"
#include "core/policy/weight_layout.h"
#include "core/weights/model_config.h"
#include "core/weights/model_files.h"

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rw {

/// A batch of groups laid out for training: G answers share one prompt, whose keys and values are computed
/// once.
struct GroupBatch
{
    at::Tensor promptTokens; ///< [groups, prompt] int64, left-padded with 0
    at::Tensor promptMask;   ///< [groups, prompt] bool, true where a token stands
    at::Tensor answerTokens; ///< [groups, answers, tokens] int64, right-padded with 0
    at::Tensor answerMask;   ///< [groups, answers, tokens] bool
};

/// A decoder with grouped-query attention; what differs between architectures is read from its config's
/// fields. Weights are fp32 leaf tensors. Used by one thread at a time. The forward passes record gradients
/// unless the caller holds a NoGradGuard.
class Transformer
{
public:
    /// Fresh weights: normal with std 0.02, residual outputs scaled by 1/sqrt(2 layers), biases 0, norms
    /// such that they scale by 1. Same seed, same weights.
    Transformer(const ModelConfig& config, std::uint64_t seed, c10::Device device);

    /// Reads all weights of an opened model. @throws Error naming the file that cannot be read.
    static Transformer load(const ModelFiles& files, c10::Device device);
    /// Opens and reads a model: a directory, a GGUF file, or the directory of an adapter, whose base is read
    /// from where it says. @throws Error naming what does not fit.
    static Transformer load(const std::filesystem::path& directory, c10::Device device);

    /// Writes `directory`/model.safetensors (fp32) and config.json. An adapter is merged.
    void save(const std::filesystem::path& directory) const;

    [[nodiscard]] const ModelConfig& config() const { return m_config; }
    [[nodiscard]] c10::Device device() const { return m_device; }
    /// In file order, without an adapter's. The tensors share storage with the model.
    [[nodiscard]] std::span<const NamedTensor> parameters() const { return m_parameters; }
    [[nodiscard]] std::int64_t parameterCount() const;
    /// What learns: the adapter's factors where there is one, or else all parameters. An optimizer writes
    /// into them.
    [[nodiscard]] std::span<const NamedTensor> trainable() const
    {
        return m_adapter ? m_adapter->parameters() : parameters();
    }
    /// parameters() as they act, without gradients: with the adapter's product where they have one, in
    /// tensors of their own, or else in the model's storage.
    [[nodiscard]] std::vector<NamedTensor> actingWeights() const;

    /// Freezes the weights and puts an adapter beside them, in place of one that is there.
    void setAdapter(LoraAdapter adapter);
    /// Null where there is none.
    [[nodiscard]] const LoraAdapter* adapter() const { return m_adapter.get(); }
    /// Adds the adapter's products to the weights and forgets it: all weights learn again.
    void mergeAdapter();

    /// The weights without the adapter, in the same storage: what they were before it learnt.
    [[nodiscard]] Transformer base() const;
    /// An independent copy of everything as it is now, without gradients: a frozen reference.
    [[nodiscard]] Transformer clone() const;
    /// Whether it computes the same as `other` because it has the same storage.
    [[nodiscard]] bool sharesWeights(const Transformer& other) const;

    /// Access by meaning. Refers into the model.
    [[nodiscard]] WeightView weights() const { return {m_parameters, m_config, m_adapter.get()}; }

    /// Causal forward of right-padded sequences.
    /// @param tokens [batch, tokens] int64
    /// @return hidden states after the final norm, [batch, tokens, hidden]. Padding sees and is seen by
    /// nothing real.
    [[nodiscard]] at::Tensor hiddenStates(const at::Tensor& tokens) const;

    /// Forward of prompt and answers with the prompt computed once a group.
    /// @return hidden states that predict each answer token, [groups, answers, tokens, hidden]: position t
    /// holds the state
    ///         after the prompt and t answer tokens.
    [[nodiscard]] at::Tensor answerStates(const GroupBatch& batch) const;

    /// @param hidden [..., hidden]  @return logits [..., vocab], fp32
    [[nodiscard]] at::Tensor logits(const at::Tensor& hidden) const;

private:
    Transformer(const ModelConfig& config, c10::Device device);

    [[nodiscard]] at::Tensor acting(std::size_t index, const WeightSpec& weight) const;

    ModelConfig m_config;
    c10::Device m_device;
    std::vector<NamedTensor> m_parameters;
    std::shared_ptr<const LoraAdapter> m_adapter; ///< null: none
};

/// Log-probability of each token given those before it. @param tokens ids  @return tokens.size() - 1 values.
std::vector<float> sequenceLogprobs(const Transformer& model, std::span<const std::int32_t> tokens);

} // namespace rw
