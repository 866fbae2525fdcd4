#include "core/weights/decoder_weights.h"
#include "core/weights/model_config.h"
#include "core/weights/rope_scaling.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rw {
namespace {

using test::errorOf;
using testing::HasSubstr;

ModelConfig parse(const Json& json)
{
    return parseModelConfig(json, "config.json");
}

std::string refusal(Json json, const char* key, const Json& value)
{
    json[key] = value;
    return errorOf([&] { parse(json); });
}

/// Llama 3.2 1B, as published.
Json llama3()
{
    return parseJson(R"({"architectures": ["LlamaForCausalLM"], "attention_bias": false,
        "bos_token_id": 128000, "eos_token_id": [128001, 128008, 128009], "head_dim": 64, "hidden_act": "silu",
        "hidden_size": 2048, "intermediate_size": 8192, "max_position_embeddings": 131072, "mlp_bias": false,
        "model_type": "llama", "num_attention_heads": 32, "num_hidden_layers": 16, "num_key_value_heads": 8,
        "rms_norm_eps": 1e-05, "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
        "original_max_position_embeddings": 8192, "rope_type": "llama3"}, "rope_theta": 500000.0,
        "tie_word_embeddings": true, "torch_dtype": "bfloat16", "vocab_size": 128256})",
                     "test");
}

/// Qwen2.5 0.5B, as published.
Json qwen2()
{
    return parseJson(
        R"({"architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 151643,
        "eos_token_id": 151645, "hidden_act": "silu", "hidden_size": 896, "intermediate_size": 4864,
        "max_position_embeddings": 32768, "max_window_layers": 21, "model_type": "qwen2",
        "num_attention_heads": 14, "num_hidden_layers": 24, "num_key_value_heads": 2, "rms_norm_eps": 1e-06,
        "rope_theta": 1000000.0, "sliding_window": 32768, "tie_word_embeddings": true,
        "use_sliding_window": false, "vocab_size": 151936})",
        "test");
}

/// Qwen3 0.6B, as published.
Json qwen3()
{
    return parseJson(
        R"({"architectures": ["Qwen3ForCausalLM"], "attention_bias": false, "bos_token_id": 151643,
        "eos_token_id": 151645, "head_dim": 128, "hidden_act": "silu", "hidden_size": 1024,
        "intermediate_size": 3072, "max_position_embeddings": 40960, "model_type": "qwen3",
        "num_attention_heads": 16, "num_hidden_layers": 28, "num_key_value_heads": 8, "rms_norm_eps": 1e-06,
        "rope_scaling": null, "rope_theta": 1000000, "sliding_window": null, "tie_word_embeddings": true,
        "use_sliding_window": false, "vocab_size": 151936})",
        "test");
}

/// Gemma 3 270M, as published.
Json gemma3()
{
    return parseJson(R"({"architectures": ["Gemma3ForCausalLM"], "_sliding_window_pattern": 6,
        "attention_bias": false, "attn_logit_softcapping": null, "bos_token_id": 2, "eos_token_id": 1,
        "final_logit_softcapping": null, "head_dim": 256, "hidden_activation": "gelu_pytorch_tanh",
        "hidden_size": 640, "intermediate_size": 2048, "layer_types": ["sliding_attention",
        "sliding_attention", "sliding_attention", "sliding_attention", "sliding_attention", "full_attention",
        "sliding_attention", "sliding_attention", "sliding_attention", "sliding_attention",
        "sliding_attention", "full_attention", "sliding_attention", "sliding_attention", "sliding_attention",
        "sliding_attention", "sliding_attention", "full_attention"], "max_position_embeddings": 32768,
        "model_type": "gemma3_text", "num_attention_heads": 4, "num_hidden_layers": 18,
        "num_key_value_heads": 1, "pad_token_id": 0, "query_pre_attn_scalar": 256, "rms_norm_eps": 1e-06,
        "rope_local_base_freq": 10000.0, "rope_scaling": null, "rope_theta": 1000000.0, "sliding_window": 512,
        "use_bidirectional_attention": false, "vocab_size": 262144})",
                     "test");
}

/// GPT-2 small, as published.
Json gpt2()
{
    return parseJson(R"({"activation_function": "gelu_new", "architectures": ["GPT2LMHeadModel"],
        "attn_pdrop": 0.1, "bos_token_id": 50256, "embd_pdrop": 0.1, "eos_token_id": 50256,
        "initializer_range": 0.02, "layer_norm_epsilon": 1e-05, "model_type": "gpt2", "n_ctx": 1024,
        "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024, "resid_pdrop": 0.1,
        "vocab_size": 50257})",
                     "test");
}

TEST(Architectures, Llama3)
{
    const ModelConfig config = parse(llama3());
    EXPECT_EQ(config.ropeScaling.kind, RopeScaling::Kind::Llama3);
    EXPECT_EQ(config.ropeScaling.factor, 32.0);
    EXPECT_EQ(config.ropeScaling.lowFrequencyFactor, 1.0);
    EXPECT_EQ(config.ropeScaling.highFrequencyFactor, 4.0);
    EXPECT_EQ(config.ropeScaling.originalPositions, 8192);
    EXPECT_EQ(config.stopIds, (std::vector<std::int32_t>{128001, 128008, 128009}));
    EXPECT_EQ(config.bosId, 128000);
    EXPECT_FALSE(config.queryKeyValueBias || config.queryKeyNorm || config.outputNorms);
    EXPECT_EQ(parameterCount(config), 1'235'814'400);
}

TEST(Architectures, LlamaWithBiases)
{
    Json json = llama3();
    json["attention_bias"] = json["mlp_bias"] = true;
    const ModelConfig config = parse(json);
    EXPECT_TRUE(config.queryKeyValueBias && config.attentionOutputBias && config.feedForwardBias);
}

TEST(Architectures, LlamaWithLinearScalingInEverySpelling)
{
    Json json = llama3();
    json["rope_scaling"] = {{"type", "linear"}, {"factor", 2.0}};
    const ModelConfig old = parse(json);
    EXPECT_EQ(old.ropeScaling.kind, RopeScaling::Kind::Linear);
    EXPECT_EQ(old.ropeScaling.factor, 2.0);
    json.erase("rope_scaling");
    json.erase("rope_theta");
    json["rope_parameters"] = {{"rope_type", "linear"}, {"factor", 2.0}, {"rope_theta", 500000.0}};
    EXPECT_EQ(parse(json), old);
}

TEST(Architectures, Qwen2)
{
    const ModelConfig config = parse(qwen2());
    EXPECT_TRUE(config.queryKeyValueBias);
    EXPECT_FALSE(config.attentionOutputBias || config.queryKeyNorm || config.feedForwardBias);
    EXPECT_EQ(config.headDim, 64);
    EXPECT_EQ(config.slidingWindow, 0);
    EXPECT_EQ(parameterCount(config), 494'032'768);
}

TEST(Architectures, Qwen3)
{
    const ModelConfig config = parse(qwen3());
    EXPECT_TRUE(config.queryKeyNorm);
    EXPECT_FALSE(config.queryKeyValueBias);
    EXPECT_EQ(config.headDim, 128);
    EXPECT_EQ(parameterCount(config), 596'049'920);
}

TEST(Architectures, Gemma3)
{
    const ModelConfig config = parse(gemma3());
    EXPECT_EQ(config.normOffset, 1.0);
    EXPECT_TRUE(config.queryKeyNorm && config.outputNorms && config.tieWordEmbeddings);
    EXPECT_EQ(config.activation, Activation::GeluTanh);
    EXPECT_EQ(config.embeddingScale, std::sqrt(640.0));
    EXPECT_EQ(config.queryScale(), 1.0 / 16.0);
    EXPECT_EQ(config.ropeTheta, 1e6);
    EXPECT_EQ(config.slidingRopeTheta, 1e4);
    EXPECT_EQ(config.slidingWindow, 512);
    for (int layer = 0; layer < 18; ++layer)
        EXPECT_EQ(config.isSliding(layer), layer % 6 != 5) << layer;
    EXPECT_EQ(config.stopIds, std::vector<std::int32_t>{1});
    EXPECT_EQ(parameterCount(config), 268'098'176);
}

TEST(Architectures, Gemma3InEverySpelling)
{
    Json json = gemma3();
    json.erase("layer_types");
    EXPECT_EQ(parse(json), parse(gemma3())) << "_sliding_window_pattern";
    json.erase("_sliding_window_pattern");
    EXPECT_EQ(parse(json), parse(gemma3())) << "a period of six where none is given";
    json["sliding_window_pattern"] = 3;
    EXPECT_TRUE(parse(json).isSliding(1));
    EXPECT_FALSE(parse(json).isSliding(2));

    json = gemma3();
    for (const char* key : {"rope_theta", "rope_local_base_freq", "rope_scaling"})
        json.erase(key);
    EXPECT_EQ(parse(json), parse(gemma3())) << "the frequencies of its class";
    json["rope_parameters"] = {
        {"full_attention", {{"rope_type", "linear"}, {"factor", 8.0}, {"rope_theta", 2e6}}},
        {"sliding_attention", {{"rope_type", "default"}, {"rope_theta", 2e4}}}};
    ModelConfig nested = parse(json);
    EXPECT_EQ(nested.ropeTheta, 2e6);
    EXPECT_EQ(nested.slidingRopeTheta, 2e4);
    EXPECT_EQ(nested.ropeScaling.kind, RopeScaling::Kind::Linear);
    EXPECT_EQ(nested.ropeScaling.factor, 8.0);

    json.erase("rope_parameters");
    json["rope_theta"] = 2e6;
    json["rope_local_base_freq"] = 2e4;
    json["rope_scaling"] = {{"rope_type", "linear"}, {"factor", 8.0}};
    EXPECT_EQ(parse(json), nested);
}

TEST(Architectures, Gpt2)
{
    const ModelConfig config = parse(gpt2());
    EXPECT_EQ(config.norm, NormKind::Layer);
    EXPECT_EQ(config.positions, PositionKind::Learned);
    EXPECT_EQ(config.activation, Activation::GeluTanh);
    EXPECT_FALSE(config.gatedFeedForward);
    EXPECT_TRUE(config.queryKeyValueBias && config.attentionOutputBias && config.feedForwardBias);
    EXPECT_TRUE(config.tieWordEmbeddings);
    EXPECT_EQ(config.intermediateSize, 3072);
    EXPECT_EQ(config.kvHeads, 12);
    EXPECT_EQ(config.normEps, 1e-5);
    EXPECT_EQ(config.maxPositions, 1024);
    EXPECT_EQ(parameterCount(config), 124'439'808);
}

/// The defaults of the config classes of transformers 5.24.
TEST(Architectures, WhatIsAbsentIsWhatTransformersTakes)
{
    Json json = llama3();
    for (const char* key :
         {"bos_token_id", "eos_token_id", "head_dim", "num_key_value_heads", "max_position_embeddings",
          "rms_norm_eps", "tie_word_embeddings", "rope_theta", "rope_scaling"})
        json.erase(key);
    const ModelConfig llama = parse(json);
    EXPECT_EQ(llama.bosId, 1);
    EXPECT_EQ(llama.stopIds, std::vector<std::int32_t>{2});
    EXPECT_EQ(llama.headDim, 64);
    EXPECT_EQ(llama.kvHeads, 32);
    EXPECT_EQ(llama.maxPositions, 2048);
    EXPECT_EQ(llama.normEps, 1e-6);
    EXPECT_EQ(llama.ropeTheta, 1e4);
    EXPECT_FALSE(llama.tieWordEmbeddings);

    json = qwen3();
    json["num_attention_heads"] = 64;
    for (const char* key : {"head_dim", "num_key_value_heads", "max_position_embeddings", "bos_token_id",
                            "eos_token_id", "tie_word_embeddings"})
        json.erase(key);
    const ModelConfig qwen = parse(json);
    EXPECT_EQ(qwen.headDim, 128);
    EXPECT_EQ(qwen.kvHeads, 32);
    EXPECT_EQ(qwen.maxPositions, 32768);
    EXPECT_EQ(qwen.bosId, std::nullopt);
    EXPECT_TRUE(qwen.stopIds.empty());
    EXPECT_FALSE(qwen.tieWordEmbeddings);
    json["num_key_value_heads"] = nullptr;
    EXPECT_EQ(parse(json).kvHeads, 64) << "null: as many as query heads";

    json = gemma3();
    for (const char* key : {"head_dim", "num_key_value_heads", "max_position_embeddings", "bos_token_id",
                            "eos_token_id", "pad_token_id", "sliding_window", "query_pre_attn_scalar"})
        json.erase(key);
    const ModelConfig gemma = parse(json);
    EXPECT_EQ(gemma.headDim, 256);
    EXPECT_EQ(gemma.kvHeads, 4);
    EXPECT_EQ(gemma.maxPositions, 131072);
    EXPECT_EQ(gemma.slidingWindow, 4096);
    EXPECT_EQ(gemma.bosId, 2);
    EXPECT_EQ(gemma.padId, 0);
    EXPECT_EQ(gemma.stopIds, std::vector<std::int32_t>{1});
}

TEST(Architectures, NullTokensAreNone)
{
    Json json = llama3();
    json["bos_token_id"] = json["eos_token_id"] = nullptr;
    EXPECT_EQ(parse(json).bosId, std::nullopt);
    EXPECT_TRUE(parse(json).stopIds.empty());
}

TEST(Architectures, AnotherAttentionScaleThanThatOfTheHeads)
{
    Json json = gemma3();
    json["query_pre_attn_scalar"] = 168;
    EXPECT_DOUBLE_EQ(parse(json).queryScale(), 1.0 / std::sqrt(168.0));
}

TEST(Architectures, WhatIsNotSupportedIsNamed)
{
    EXPECT_THAT(refusal(qwen2(), "use_sliding_window", true), HasSubstr("use_sliding_window"));
    EXPECT_THAT(refusal(qwen3(), "layer_types", {"full_attention", "sliding_attention"}),
                HasSubstr("sliding_attention"));
    EXPECT_THAT(refusal(gemma3(), "attn_logit_softcapping", 50.0), HasSubstr("attn_logit_softcapping"));
    EXPECT_THAT(refusal(gemma3(), "use_bidirectional_attention", true),
                HasSubstr("use_bidirectional_attention"));
    EXPECT_THAT(refusal(gemma3(), "layer_types", {"full_attention"}), HasSubstr("each of the 18 layers"));
    EXPECT_THAT(refusal(gemma3(), "rope_parameters", {{"rope_theta", 1e6}}), HasSubstr("full_attention"));
    EXPECT_THAT(refusal(gemma3(), "hidden_activation", "gelu"), HasSubstr("\"gelu\""));
    EXPECT_THAT(refusal(gemma3(), "query_pre_attn_scalar", 0), HasSubstr("query_pre_attn_scalar"));
    EXPECT_THAT(refusal(gpt2(), "scale_attn_by_inverse_layer_idx", true),
                HasSubstr("scale_attn_by_inverse_layer_idx"));
    EXPECT_THAT(refusal(gpt2(), "scale_attn_weights", false), HasSubstr("scale_attn_weights"));
    EXPECT_THAT(refusal(gpt2(), "add_cross_attention", true), HasSubstr("add_cross_attention"));
    EXPECT_THAT(refusal(gpt2(), "n_head", 7), HasSubstr("does not divide among 7 heads"));
    EXPECT_THAT(refusal(llama3(), "rope_scaling",
                        {{"rope_type", "llama3"},
                         {"factor", 8.0},
                         {"low_freq_factor", 4.0},
                         {"high_freq_factor", 4.0},
                         {"original_max_position_embeddings", 8192}}),
                HasSubstr("below high_freq_factor"));
    EXPECT_THAT(refusal(llama3(), "rope_scaling", {{"rope_type", "linear"}, {"factor", 0}}),
                HasSubstr("at least 1"));
    for (const char* name : {"Qwen3MoeForCausalLM", "Gemma3ForConditionalGeneration", "Gemma2ForCausalLM",
                             "MixtralForCausalLM", "PhiForCausalLM"})
        EXPECT_THAT(refusal(llama3(), "architectures", {name}), HasSubstr(name));
}

TEST(Architectures, EveryOneWritesWhatItReads)
{
    Json stretched = gemma3();
    stretched["rope_scaling"] = {{"rope_type", "linear"}, {"factor", 8.0}};
    stretched["query_pre_attn_scalar"] = 168;
    stretched["final_logit_softcapping"] = 30.0;
    Json inner = gpt2();
    inner["n_inner"] = 1000;
    Json biased = llama3();
    biased["attention_bias"] = biased["mlp_bias"] = true;
    for (const Json& json : {llama3(), qwen2(), qwen3(), gemma3(), gpt2(), stretched, inner, biased}) {
        const ModelConfig config = parse(json);
        const Json written = toJson(config);
        EXPECT_EQ(parse(written), config) << written.dump(1);
        EXPECT_EQ(written["model_type"], json["model_type"]);
    }
}

TEST(Architectures, TheTypeOfTheWeightsIsWritten)
{
    EXPECT_EQ(toJson(parse(llama3()))["torch_dtype"], "float32");
    EXPECT_EQ(toJson(parse(llama3()), SavedType::Bf16)["torch_dtype"], "bfloat16");
}

/// The divisors that llama.cpp's converter writes for Llama 3.2 1B, at a few places of the three bands.
TEST(RopeScalingFormula, Llama3)
{
    const std::vector<float> divisors = ropeDivisors(parse(llama3()));
    ASSERT_EQ(divisors.size(), 32U);
    EXPECT_EQ(divisors[0], 1.0F);
    EXPECT_EQ(divisors[14], 1.0F);
    EXPECT_GT(divisors[15], 1.0F);
    EXPECT_LT(divisors[15], divisors[16]);
    EXPECT_EQ(divisors[18], 32.0F);
    EXPECT_EQ(divisors[31], 32.0F);
}

TEST(RopeScalingFormula, IsRecognisedByItsDivisors)
{
    const ModelConfig config = parse(llama3());
    ModelConfig plain = config;
    plain.ropeScaling = {};
    std::vector<float> divisors = ropeDivisors(config);
    EXPECT_EQ(scalingOfDivisors(divisors, plain, "m.gguf"), config.ropeScaling);
    EXPECT_EQ(scalingOfDivisors(std::vector<float>(32, 1.0F), plain, "m.gguf"), RopeScaling{});
    divisors[20] = 3.0F;
    EXPECT_THAT(errorOf([&] { (void)scalingOfDivisors(divisors, plain, "m.gguf"); }),
                testing::AllOf(HasSubstr("m.gguf"), HasSubstr("rope_freqs.weight")));
}

} // namespace
} // namespace rw
