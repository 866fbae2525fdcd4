#include "core/weights/decoder_weights.h"
#include "core/weights/model_config.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace rw {
namespace {

using test::errorOf;
using test::TemporaryDirectory;
using testing::AllOf;
using testing::HasSubstr;

/// As published with SmolLM2-135M, in the spelling of transformers 4.
Json smolConfig()
{
    return parseJson(R"({
        "architectures": ["LlamaForCausalLM"], "attention_bias": false, "attention_dropout": 0.0,
        "bos_token_id": 0, "eos_token_id": 0, "hidden_act": "silu", "hidden_size": 576,
        "initializer_range": 0.041666666666666664, "intermediate_size": 1536, "is_llama_config": true,
        "max_position_embeddings": 8192, "model_type": "llama", "num_attention_heads": 9,
        "num_hidden_layers": 30, "num_key_value_heads": 3, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
        "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000, "tie_word_embeddings": true,
        "torch_dtype": "bfloat16", "transformers_version": "4.40.1", "use_cache": true, "vocab_size": 49152})",
                     "config");
}

class ModelConfigFiles : public testing::Test
{
protected:
    ModelConfig read(const Json& config) const
    {
        (void)m_folder.write("config.json", config.dump());
        return readModelConfig(m_folder.path());
    }
    std::string refusal(const std::function<void(Json&)>& change) const
    {
        Json config = smolConfig();
        change(config);
        const std::string message = errorOf([&] { read(config); });
        EXPECT_THAT(message, HasSubstr("config.json"));
        return message;
    }

    TemporaryDirectory m_folder;
};

TEST_F(ModelConfigFiles, ReadsTheOldSpelling)
{
    const ModelConfig config = read(smolConfig());
    EXPECT_EQ(config.architecture, "LlamaForCausalLM");
    EXPECT_EQ(config.hiddenSize, 576);
    EXPECT_EQ(config.intermediateSize, 1536);
    EXPECT_EQ(config.layers, 30);
    EXPECT_EQ(config.heads, 9);
    EXPECT_EQ(config.kvHeads, 3);
    EXPECT_EQ(config.headDim, 64);
    EXPECT_EQ(config.vocabSize, 49152);
    EXPECT_EQ(config.maxPositions, 8192);
    EXPECT_EQ(config.normEps, 1e-5);
    EXPECT_EQ(config.ropeTheta, 100000.0);
    EXPECT_TRUE(config.tieWordEmbeddings);
    EXPECT_EQ(config.stopIds, std::vector<std::int32_t>{0});
    EXPECT_EQ(config.bosId, 0);
    EXPECT_EQ(config.padId, std::nullopt);
    EXPECT_EQ(parameterCount(config), 134'515'008);
}

TEST_F(ModelConfigFiles, ReadsTheNewSpelling)
{
    Json json = smolConfig();
    json.erase("rope_theta");
    json.erase("rope_scaling");
    json.erase("torch_dtype");
    json["dtype"] = "bfloat16";
    json["rope_parameters"] = {{"rope_type", "default"}, {"rope_theta", 100000.0}};
    EXPECT_EQ(read(json), read(smolConfig()));
}

TEST_F(ModelConfigFiles, FallsBackAsTransformersDoes)
{
    Json json = smolConfig();
    for (const char* key : {"num_key_value_heads", "rope_theta", "tie_word_embeddings", "rms_norm_eps"})
        json.erase(key);
    const ModelConfig config = read(json);
    EXPECT_EQ(config.kvHeads, 9);
    EXPECT_EQ(config.ropeTheta, 10000.0);
    EXPECT_FALSE(config.tieWordEmbeddings);
    EXPECT_EQ(config.normEps, 1e-6);
}

TEST_F(ModelConfigFiles, HeadDimMayDifferFromAnEvenShare)
{
    Json json = smolConfig();
    json["head_dim"] = 128;
    EXPECT_EQ(read(json).headDim, 128);
}

TEST_F(ModelConfigFiles, GenerationConfigDecidesWhatStops)
{
    (void)m_folder.write("generation_config.json", R"({"eos_token_id": [2, 5], "pad_token_id": 7})");
    const ModelConfig config = read(smolConfig());
    EXPECT_EQ(config.stopIds, (std::vector<std::int32_t>{2, 5}));
    EXPECT_EQ(config.padId, 7);
    EXPECT_EQ(config.bosId, 0);
}

TEST_F(ModelConfigFiles, ABrokenGenerationConfigIsNamed)
{
    (void)m_folder.write("generation_config.json", R"({"eos_token_id": "two"})");
    EXPECT_THAT(errorOf([&] { read(smolConfig()); }),
                AllOf(HasSubstr("generation_config.json"), HasSubstr("eos_token_id")));
}

TEST_F(ModelConfigFiles, WritesWhatItReads)
{
    ModelConfig config = read(smolConfig());
    config.stopIds = {3, 4};
    config.padId = 0;
    config.headDim = 32;
    writeModelConfig(config, m_folder.path());
    EXPECT_EQ(readModelConfig(m_folder.path()), config);
    config.stopIds = {3};
    config.bosId = std::nullopt;
    writeModelConfig(config, m_folder.path());
    EXPECT_EQ(readModelConfig(m_folder.path()), config);
    EXPECT_EQ(toJson(config)["eos_token_id"], 3);
}

TEST_F(ModelConfigFiles, RefusesOtherModelsByName)
{
    EXPECT_THAT(refusal([](Json& j) { j["architectures"] = {"MambaForCausalLM"}; }),
                HasSubstr("MambaForCausalLM"));
    EXPECT_THAT(refusal([](Json& j) { j.erase("architectures"); }), HasSubstr("names no architecture"));
    EXPECT_THAT(refusal([](Json& j) { j["hidden_act"] = "gelu"; }), HasSubstr("\"gelu\""));
    EXPECT_THAT(refusal([](Json& j) { j["sliding_window"] = 4096; }), HasSubstr("sliding_window"));
    EXPECT_THAT(refusal([](Json& j) {
                    j["quantization_config"] = {{"bits", 4}};
                }),
                HasSubstr("quantization_config"));
    EXPECT_THAT(refusal([](Json& j) {
                    j["rope_scaling"] = {{"rope_type", "yarn"}, {"factor", 4.0}};
                }),
                HasSubstr("\"yarn\""));
    EXPECT_THAT(refusal([](Json& j) {
                    j["rope_parameters"] = {{"rope_type", "dynamic"}, {"factor", 2.0}};
                }),
                HasSubstr("\"dynamic\""));
    EXPECT_THAT(refusal([](Json& j) {
                    j["rope_scaling"] = {{"type", "linear"}};
                }),
                HasSubstr("no \"factor\""));
    EXPECT_THAT(refusal([](Json& j) { j["partial_rotary_factor"] = 0.5; }),
                HasSubstr("partial_rotary_factor"));
}

TEST_F(ModelConfigFiles, RefusesValuesOutOfRange)
{
    const auto with = [&](const char* key, const Json& value) {
        return refusal([&](Json& j) { j[key] = value; });
    };
    for (const char* key : {"hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
                            "num_key_value_heads", "vocab_size", "max_position_embeddings"}) {
        EXPECT_THAT(with(key, 0), HasSubstr(key));
        EXPECT_THAT(with(key, -1), HasSubstr(key));
        EXPECT_THAT(with(key, 4.5), HasSubstr(key));
        EXPECT_THAT(with(key, "8"), HasSubstr(key));
        EXPECT_THAT(with(key, std::uint64_t{1} << 40U), HasSubstr(key));
    }
    EXPECT_THAT(with("num_hidden_layers", 513), HasSubstr("1 to 512"));
    EXPECT_THAT(with("num_key_value_heads", 2), HasSubstr("do not divide"));
    EXPECT_THAT(with("head_dim", 63), HasSubstr("must be even"));
    EXPECT_THAT(with("head_dim", 1024), HasSubstr("head_dim"));
    EXPECT_THAT(with("rms_norm_eps", 0), HasSubstr("rms_norm_eps"));
    EXPECT_THAT(with("rms_norm_eps", -1e-5), HasSubstr("rms_norm_eps"));
    EXPECT_THAT(with("rope_theta", 0), HasSubstr("rope_theta"));
    EXPECT_THAT(with("eos_token_id", 49152), HasSubstr("stop token 49152"));
    EXPECT_THAT(with("pad_token_id", 50000), HasSubstr("padding token"));
    EXPECT_THAT(with("tie_word_embeddings", "yes"), HasSubstr("tie_word_embeddings"));
    EXPECT_THAT(refusal([](Json& j) { j.erase("hidden_size"); }), HasSubstr("no \"hidden_size\""));
}

TEST_F(ModelConfigFiles, RefusesFilesThatAreNone)
{
    EXPECT_THAT(errorOf([&] { readModelConfig(m_folder.path()); }), HasSubstr("config.json"));
    (void)m_folder.write("config.json", "[1, 2]");
    EXPECT_THAT(errorOf([&] { readModelConfig(m_folder.path()); }), HasSubstr("not a JSON object"));
    (void)m_folder.write("config.json", std::string((1U << 20U) + 1, ' '));
    EXPECT_THAT(errorOf([&] { readModelConfig(m_folder.path()); }), HasSubstr("at most 1048576"));
}

} // namespace
} // namespace rw
