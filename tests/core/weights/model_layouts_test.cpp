// Models in Hugging Face directories: how their files lay out the weights, and what is refused.

#include "core/base/atomic_file.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/counting_tensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw {
namespace {

using test::CountingTensors;
using test::errorOf;
using test::kLlamaConfig;
using test::read;
using test::TemporaryDirectory;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kGpt2Config = R"({"architectures": ["GPT2LMHeadModel"], "n_embd": 4, "n_layer": 1,
    "n_head": 2, "n_positions": 8, "vocab_size": 6, "bos_token_id": 0, "eos_token_id": 0})";

CountingTensors gpt2Tensors(const std::string& prefix)
{
    CountingTensors tensors;
    tensors.add(prefix + "wte.weight", {6, 4}).add(prefix + "wpe.weight", {8, 4});
    for (const char* norm : {"h.0.ln_1", "h.0.ln_2", "ln_f"})
        tensors.add(prefix + norm + ".weight", {4}).add(prefix + norm + ".bias", {4});
    const std::string layer = prefix + "h.0.";
    tensors.add(layer + "attn.c_attn.weight", {4, 12}).add(layer + "attn.c_attn.bias", {12});
    tensors.add(layer + "attn.c_proj.weight", {4, 4}).add(layer + "attn.c_proj.bias", {4});
    tensors.add(layer + "mlp.c_fc.weight", {4, 16}).add(layer + "mlp.c_fc.bias", {16});
    tensors.add(layer + "mlp.c_proj.weight", {16, 4}).add(layer + "mlp.c_proj.bias", {4});
    return tensors;
}

class Gpt2Directory : public testing::TestWithParam<std::string>
{
};

/// Files have x W + b with W as [in, out], and queries, keys and values side by side.
TEST_P(Gpt2Directory, IsSplitAndTransposed)
{
    const TemporaryDirectory folder;
    (void)folder.write("config.json", kGpt2Config);
    CountingTensors tensors = gpt2Tensors(GetParam());
    tensors.add(GetParam() + "h.0.attn.bias", {1, 1, 8, 8}); // the causal mask of older versions
    tensors.add(GetParam() + "h.0.attn.masked_bias", {});
    tensors.write(folder / "model.safetensors");
    const ModelFiles files = ModelFiles::open(folder.path());
    EXPECT_EQ(files.format(), ModelFormat::Safetensors);

    const std::string layer = GetParam() + "h.0.";
    const std::vector<float>& fused = tensors.of(layer + "attn.c_attn.weight");
    const std::vector<float>& fusedBias = tensors.of(layer + "attn.c_attn.bias");
    const char* names[]{"q_proj", "k_proj", "v_proj"};
    for (std::size_t part = 0; part < 3; ++part) {
        const std::string name = std::string("model.layers.0.self_attn.") + names[part];
        const std::vector<float> values = read(files, name + ".weight");
        for (std::size_t out = 0; out < 4; ++out) {
            for (std::size_t in = 0; in < 4; ++in)
                EXPECT_EQ(values[out * 4 + in], fused[in * 12 + part * 4 + out]);
        }
        const std::vector<float> bias = read(files, name + ".bias");
        EXPECT_TRUE(std::equal(bias.begin(), bias.end(), fusedBias.begin() + static_cast<long>(part) * 4));
    }
    const std::vector<float> down = read(files, "model.layers.0.mlp.down_proj.weight");
    const std::vector<float>& stored = tensors.of(layer + "mlp.c_proj.weight");
    for (std::size_t out = 0; out < 4; ++out) {
        for (std::size_t in = 0; in < 16; ++in)
            EXPECT_EQ(down[out * 16 + in], stored[in * 4 + out]);
    }
    EXPECT_EQ(read(files, "model.embed_tokens.weight"), tensors.of(GetParam() + "wte.weight"));
    EXPECT_EQ(read(files, "model.embed_positions.weight"), tensors.of(GetParam() + "wpe.weight"));
    EXPECT_EQ(read(files, "model.norm.bias"), tensors.of(GetParam() + "ln_f.bias"));
    EXPECT_EQ(read(files, "model.layers.0.post_attention_layernorm.weight"),
              tensors.of(layer + "ln_2.weight"));
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutItsPrefix, Gpt2Directory, testing::Values("transformer.", ""),
                         [](const auto& prefix) { return prefix.param.empty() ? "bare" : "prefixed"; });

/// A Llama with two query heads of 4 and one key head.
CountingTensors llamaTensors()
{
    CountingTensors tensors;
    const std::string layer = "model.layers.0.";
    tensors.add("model.embed_tokens.weight", {6, 8}).add("model.norm.weight", {8});
    tensors.add(layer + "input_layernorm.weight", {8}).add(layer + "post_attention_layernorm.weight", {8});
    tensors.add(layer + "self_attn.q_proj.weight", {8, 8}).add(layer + "self_attn.k_proj.weight", {4, 8});
    tensors.add(layer + "self_attn.v_proj.weight", {4, 8}).add(layer + "self_attn.o_proj.weight", {8, 8});
    tensors.add(layer + "mlp.gate_proj.weight", {12, 8}).add(layer + "mlp.up_proj.weight", {12, 8});
    tensors.add(layer + "mlp.down_proj.weight", {8, 12});
    return tensors;
}

class ShardedModel : public testing::Test
{
protected:
    ShardedModel()
    {
        (void)m_folder.write("config.json", kLlamaConfig);
        m_tensors.write(m_folder / kShards[0], [](const std::string& name) { return !isMlp(name); });
        m_tensors.write(m_folder / kShards[1], isMlp);
    }

    static bool isMlp(const std::string& name) { return name.find(".mlp.") != std::string::npos; }

    Json index() const
    {
        Json map = Json::object();
        for (const WeightSpec& weight : decoderWeights(readModelConfig(m_folder.path())))
            map[weight.name] = kShards[isMlp(weight.name) ? 1 : 0];
        return {{"metadata", {{"total_size", 1}}}, {"weight_map", map}};
    }
    std::string refusal(const Json& index) const
    {
        (void)m_folder.write("model.safetensors.index.json", index.dump());
        return errorOf([&] { ModelFiles::open(m_folder.path()); });
    }
    std::string refusalOfShard(const std::string& shard) const
    {
        Json json = index();
        json["weight_map"]["model.norm.weight"] = shard;
        return refusal(json);
    }

    static constexpr const char* kShards[]{"model-00001-of-00002.safetensors",
                                           "model-00002-of-00002.safetensors"};
    TemporaryDirectory m_folder;
    CountingTensors m_tensors = llamaTensors();
};

TEST_F(ShardedModel, OpensAsOne)
{
    EXPECT_EQ(refusal(index()), "");
    const ModelFiles files = ModelFiles::open(m_folder.path());
    EXPECT_EQ(files.weights().tensors().size(), 11U);
    EXPECT_EQ(read(files, "model.norm.weight"), m_tensors.of("model.norm.weight"));
    EXPECT_EQ(read(files, "model.layers.0.mlp.up_proj.weight"),
              m_tensors.of("model.layers.0.mlp.up_proj.weight"));
}

TEST_F(ShardedModel, NamesThatLeadOutOfTheFolderAreRefused)
{
    for (const char* name : {"../model-00001-of-00002.safetensors", "/etc/passwd", "a/b.safetensors", "..",
                             "a\\b.safetensors", "", ".hidden.safetensors", "weights.bin"})
        EXPECT_THAT(refusalOfShard(name), HasSubstr("no plain name")) << name;
    Json json = index();
    json["weight_map"]["model.norm.weight"] = 7;
    EXPECT_THAT(refusal(json), HasSubstr("no plain name"));
}

TEST_F(ShardedModel, NamesThatDifferInCaseAloneAreRefused)
{
    EXPECT_THAT(refusalOfShard("MODEL-00001-of-00002.safetensors"), HasSubstr("differ in case alone"));
}

TEST_F(ShardedModel, AShardThatIsMissingIsNamed)
{
    EXPECT_THAT(refusalOfShard("model-00003-of-00003.safetensors"),
                HasSubstr("model-00003-of-00003.safetensors"));
}

TEST_F(ShardedModel, ATensorThatIsInAnotherShardIsNamed)
{
    EXPECT_THAT(refusalOfShard(kShards[1]),
                AllOf(HasSubstr("\"model.norm.weight\" into " + std::string(kShards[1])),
                      HasSubstr("does not hold it")));
}

TEST_F(ShardedModel, ATensorThatIsInTwoShardsIsNamed)
{
    m_tensors.write(m_folder / kShards[1],
                    [](const std::string& name) { return isMlp(name) || name == "model.norm.weight"; });
    EXPECT_THAT(refusal(index()), HasSubstr("which another file of the model has too"));
}

TEST_F(ShardedModel, AnIndexThatIsNoneIsRefused)
{
    for (const Json& json :
         {Json::array(), Json::object(), Json{{"weight_map", 1}}, Json{{"weight_map", Json::object()}}})
        EXPECT_THAT(refusal(json), HasSubstr("index.json"));
}

TEST(ModelDirectory, ATiedHeadMayBeStoredAllTheSame)
{
    const TemporaryDirectory folder;
    (void)folder.write("config.json", kLlamaConfig);
    llamaTensors().add("lm_head.weight", {6, 8}).write(folder / "model.safetensors");
    EXPECT_EQ(errorOf([&] { ModelFiles::open(folder.path()); }), "");
}

} // namespace
} // namespace rw
