#include "core/weights/file_layout.h"

#include "core/weights/architecture.h"

#include <algorithm>

namespace rw {

namespace {

bool isOneOfQueryKeyValue(WeightRole role)
{
    return role == WeightRole::Query || role == WeightRole::Key || role == WeightRole::Value;
}

bool isBiasOfQueryKeyValue(WeightRole role)
{
    return role == WeightRole::QueryBias || role == WeightRole::KeyBias || role == WeightRole::ValueBias;
}

/// Adds a weight to the tensor of that name, which may be one of the last and hold others already.
FileTensor& stack(std::vector<FileTensor>& tensors, const std::string& name, const WeightSpec& weight)
{
    constexpr std::size_t kNearby = 2; // a layer's fused matrix and its bias
    for (std::size_t back = 1; back <= std::min(kNearby, tensors.size()); ++back) {
        FileTensor& tensor = tensors[tensors.size() - back];
        if (tensor.name == name) {
            tensor.shape.front() += weight.shape.front();
            tensor.weights.push_back(weight);
            return tensor;
        }
    }
    return tensors.emplace_back(FileTensor{.name = name, .shape = weight.shape, .weights = {weight}});
}

std::string layerPrefix(std::string_view before, int layer)
{
    return layer < 0 ? std::string() : std::string(before) + std::to_string(layer) + ".";
}

/// GPT-2's name of a weight, without "transformer." and the layer.
std::string_view gpt2Name(WeightRole role)
{
    if (isOneOfQueryKeyValue(role))
        return "attn.c_attn.weight";
    if (isBiasOfQueryKeyValue(role))
        return "attn.c_attn.bias";
    switch (role) {
    case WeightRole::TokenEmbedding:
        return "wte.weight";
    case WeightRole::PositionEmbedding:
        return "wpe.weight";
    case WeightRole::InputNorm:
        return "ln_1.weight";
    case WeightRole::InputNormBias:
        return "ln_1.bias";
    case WeightRole::AttentionOutput:
        return "attn.c_proj.weight";
    case WeightRole::AttentionOutputBias:
        return "attn.c_proj.bias";
    case WeightRole::FeedForwardNorm:
        return "ln_2.weight";
    case WeightRole::FeedForwardNormBias:
        return "ln_2.bias";
    case WeightRole::Up:
        return "mlp.c_fc.weight";
    case WeightRole::UpBias:
        return "mlp.c_fc.bias";
    case WeightRole::Down:
        return "mlp.c_proj.weight";
    case WeightRole::DownBias:
        return "mlp.c_proj.bias";
    case WeightRole::FinalNorm:
        return "ln_f.weight";
    case WeightRole::FinalNormBias:
        return "ln_f.bias";
    default:
        return {}; // GPT-2 has no other
    }
}

bool isConv1D(WeightRole role)
{
    return isOneOfQueryKeyValue(role) || role == WeightRole::AttentionOutput || role == WeightRole::Up ||
           role == WeightRole::Down;
}

std::vector<FileTensor> gpt2Layout(const ModelConfig& config)
{
    std::vector<FileTensor> tensors;
    for (const WeightSpec& weight : decoderWeights(config)) {
        if (weight.role == WeightRole::Head) {
            stack(tensors, weight.name, weight);
            continue;
        }
        const std::string name = std::string(huggingFacePrefix(config)) + layerPrefix("h.", weight.layer) +
                                 std::string(gpt2Name(weight.role));
        stack(tensors, name, weight).transposed = isConv1D(weight.role);
    }
    for (FileTensor& tensor : tensors) {
        if (tensor.transposed)
            std::reverse(tensor.shape.begin(), tensor.shape.end());
    }
    return tensors;
}

/// Without "blk.N.".
std::string_view ggufName(WeightRole role)
{
    switch (role) {
    case WeightRole::TokenEmbedding:
        return "token_embd.weight";
    case WeightRole::PositionEmbedding:
        return "position_embd.weight";
    case WeightRole::InputNorm:
        return "attn_norm.weight";
    case WeightRole::InputNormBias:
        return "attn_norm.bias";
    case WeightRole::Query:
        return "attn_q.weight";
    case WeightRole::QueryBias:
        return "attn_q.bias";
    case WeightRole::Key:
        return "attn_k.weight";
    case WeightRole::KeyBias:
        return "attn_k.bias";
    case WeightRole::Value:
        return "attn_v.weight";
    case WeightRole::ValueBias:
        return "attn_v.bias";
    case WeightRole::QueryNorm:
        return "attn_q_norm.weight";
    case WeightRole::KeyNorm:
        return "attn_k_norm.weight";
    case WeightRole::AttentionOutput:
        return "attn_output.weight";
    case WeightRole::AttentionOutputBias:
        return "attn_output.bias";
    case WeightRole::AttentionOutputNorm:
        return "post_attention_norm.weight";
    case WeightRole::FeedForwardNorm:
        return "ffn_norm.weight";
    case WeightRole::FeedForwardNormBias:
        return "ffn_norm.bias";
    case WeightRole::Gate:
        return "ffn_gate.weight";
    case WeightRole::GateBias:
        return "ffn_gate.bias";
    case WeightRole::Up:
        return "ffn_up.weight";
    case WeightRole::UpBias:
        return "ffn_up.bias";
    case WeightRole::Down:
        return "ffn_down.weight";
    case WeightRole::DownBias:
        return "ffn_down.bias";
    case WeightRole::FeedForwardOutputNorm:
        return "post_ffw_norm.weight";
    case WeightRole::FinalNorm:
        return "output_norm.weight";
    case WeightRole::FinalNormBias:
        return "output_norm.bias";
    case WeightRole::Head:
        break;
    }
    return "output.weight";
}

std::string_view ggufNameIn(ModelFamily family, WeightRole role)
{
    if (family == ModelFamily::Gpt2 && isOneOfQueryKeyValue(role))
        return "attn_qkv.weight";
    if (family == ModelFamily::Gpt2 && isBiasOfQueryKeyValue(role))
        return "attn_qkv.bias";
    return ggufName(role);
}

int interleavedHeads(ModelFamily family, const ModelConfig& config, WeightRole role)
{
    if (family != ModelFamily::Llama)
        return 0;
    if (role == WeightRole::Query || role == WeightRole::QueryBias)
        return config.heads;
    return role == WeightRole::Key || role == WeightRole::KeyBias ? config.kvHeads : 0;
}

} // namespace

std::string_view huggingFacePrefix(const ModelConfig& config)
{
    return architectureOf(config.architecture).family == ModelFamily::Gpt2 ? "transformer." : "model.";
}

std::vector<FileTensor> huggingFaceLayout(const ModelConfig& config)
{
    if (architectureOf(config.architecture).family == ModelFamily::Gpt2)
        return gpt2Layout(config);
    std::vector<FileTensor> tensors;
    for (const WeightSpec& weight : decoderWeights(config))
        tensors.push_back({.name = weight.name, .shape = weight.shape, .weights = {weight}});
    return tensors;
}

bool isIgnoredByHuggingFace(const ModelConfig& config, std::string_view name)
{
    if (name == "lm_head.weight")
        return config.tieWordEmbeddings;
    if (architectureOf(config.architecture).family == ModelFamily::Gpt2)
        return name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias");
    return name.ends_with(".rotary_emb.inv_freq");
}

std::vector<FileTensor> ggufLayout(const ModelConfig& config)
{
    const ModelFamily family = architectureOf(config.architecture).family;
    std::vector<FileTensor> tensors;
    for (const WeightSpec& weight : decoderWeights(config)) {
        FileTensor& tensor =
            stack(tensors, layerPrefix("blk.", weight.layer) + std::string(ggufNameIn(family, weight.role)),
                  weight);
        tensor.interleavedHeads = interleavedHeads(family, config, weight.role);
        tensor.offset = isNormScale(weight.role) ? static_cast<float>(config.normOffset) : 0.0F;
    }
    return tensors;
}

} // namespace rw
