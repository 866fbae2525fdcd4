#include "core/weights/decoder_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw {
namespace {

ModelConfig smallConfig()
{
    ModelConfig config;
    config.hiddenSize = 12;
    config.intermediateSize = 20;
    config.layers = 2;
    config.heads = 4;
    config.kvHeads = 2;
    config.headDim = 6;
    config.vocabSize = 37;
    config.maxPositions = 64;
    return config;
}

std::vector<std::string> namesOf(const ModelConfig& config)
{
    std::vector<std::string> names;
    for (const WeightSpec& weight : decoderWeights(config))
        names.push_back(weight.name);
    return names;
}

TEST(DecoderWeights, ALlamaHasNineWeightsALayer)
{
    const std::vector<WeightSpec> weights = decoderWeights(smallConfig());
    ASSERT_EQ(weights.size(), 1U + 2 * 9 + 1 + 1);
    const auto expect = [&](std::size_t index, WeightRole role, int layer, const char* name,
                            std::vector<std::int64_t> shape) {
        EXPECT_EQ(weights[index], (WeightSpec{role, layer, name, std::move(shape)}));
    };
    expect(0, WeightRole::TokenEmbedding, -1, "model.embed_tokens.weight", {37, 12});
    expect(2, WeightRole::Query, 0, "model.layers.0.self_attn.q_proj.weight", {24, 12});
    expect(3, WeightRole::Key, 0, "model.layers.0.self_attn.k_proj.weight", {12, 12});
    expect(5, WeightRole::AttentionOutput, 0, "model.layers.0.self_attn.o_proj.weight", {12, 24});
    expect(6, WeightRole::FeedForwardNorm, 0, "model.layers.0.post_attention_layernorm.weight", {12});
    expect(18, WeightRole::Down, 1, "model.layers.1.mlp.down_proj.weight", {12, 20});
    expect(20, WeightRole::Head, -1, "lm_head.weight", {37, 12});
    // 2 * 37 * 12 + 12 + 2 * (2 * 12 + 24*12 + 2 * 12*12 + 12*24 + 3 * 20*12)
    EXPECT_EQ(parameterCount(smallConfig()), 888 + 12 + 2 * (24 + 288 + 288 + 288 + 720));
}

TEST(DecoderWeights, ATiedHeadIsNoWeightOfItsOwn)
{
    ModelConfig config = smallConfig();
    config.tieWordEmbeddings = true;
    EXPECT_EQ(decoderWeights(config).back().name, "model.norm.weight");
}

TEST(DecoderWeights, NormsOfOutputsTakeTheNameOfTheNormBefore)
{
    ModelConfig config = smallConfig();
    config.outputNorms = true;
    config.queryKeyNorm = true;
    const std::vector<WeightSpec> weights = decoderWeights(config);
    const auto has = [&](WeightRole role, const std::string& name) {
        return testing::Contains(testing::AllOf(testing::Field(&WeightSpec::role, role),
                                                testing::Field(&WeightSpec::name, "model.layers.1." + name)));
    };
    EXPECT_THAT(weights, has(WeightRole::AttentionOutputNorm, "post_attention_layernorm.weight"));
    EXPECT_THAT(weights, has(WeightRole::FeedForwardNorm, "pre_feedforward_layernorm.weight"));
    EXPECT_THAT(weights, has(WeightRole::FeedForwardOutputNorm, "post_feedforward_layernorm.weight"));
    EXPECT_THAT(weights, has(WeightRole::QueryNorm, "self_attn.q_norm.weight"));
}

TEST(DecoderWeights, BiasesAndLearnedPositionsAreThereWhereTheConfigSaysSo)
{
    ModelConfig config = smallConfig();
    config.norm = NormKind::Layer;
    config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = true;
    config.gatedFeedForward = false;
    config.positions = PositionKind::Learned;
    const std::vector<std::string> names = namesOf(config);
    EXPECT_EQ(names[1], "model.embed_positions.weight");
    for (const char* name :
         {"input_layernorm.bias", "self_attn.q_proj.bias", "self_attn.k_proj.bias", "self_attn.v_proj.bias",
          "self_attn.o_proj.bias", "post_attention_layernorm.bias", "mlp.up_proj.bias", "mlp.down_proj.bias"})
        EXPECT_THAT(names, testing::Contains("model.layers.1." + std::string(name)));
    EXPECT_THAT(names, testing::Contains("model.norm.bias"));
    EXPECT_THAT(names, testing::Not(testing::Contains(testing::HasSubstr("gate_proj"))));
}

} // namespace
} // namespace rw
