#include "core/policy/weight_layout.h"

namespace rw {

std::vector<WeightShape> weightLayout(const ModelConfig& config)
{
    const std::int64_t hidden = config.hiddenSize;
    const std::int64_t inner = config.intermediateSize;
    const std::int64_t query = std::int64_t{config.heads} * config.headDim;
    const std::int64_t keyValue = std::int64_t{config.kvHeads} * config.headDim;

    std::vector<WeightShape> layout;
    layout.push_back({"model.embed_tokens.weight", {config.vocabSize, hidden}});
    for (int layer = 0; layer < config.layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        layout.push_back({prefix + "input_layernorm.weight", {hidden}});
        layout.push_back({prefix + "self_attn.q_proj.weight", {query, hidden}});
        layout.push_back({prefix + "self_attn.k_proj.weight", {keyValue, hidden}});
        layout.push_back({prefix + "self_attn.v_proj.weight", {keyValue, hidden}});
        layout.push_back({prefix + "self_attn.o_proj.weight", {hidden, query}, true});
        layout.push_back({prefix + "post_attention_layernorm.weight", {hidden}});
        layout.push_back({prefix + "mlp.gate_proj.weight", {inner, hidden}});
        layout.push_back({prefix + "mlp.up_proj.weight", {inner, hidden}});
        layout.push_back({prefix + "mlp.down_proj.weight", {hidden, inner}, true});
    }
    layout.push_back({"model.norm.weight", {hidden}});
    if (!config.tieWordEmbeddings)
        layout.push_back({"lm_head.weight", {config.vocabSize, hidden}});
    return layout;
}

} // namespace rw
