// Models in GGUF files: what their metadata and tensors mean, and what is refused.

#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/counting_tensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw {
namespace {

using test::CountingTensors;
using test::errorOf;
using test::GgufBytes;
using test::kLlamaConfig;
using test::read;
using test::TemporaryDirectory;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

GgufBytes llamaMetadata()
{
    return GgufBytes()
        .value("general.architecture", "llama")
        .value("llama.context_length", 16U)
        .value("llama.embedding_length", 8U)
        .value("llama.block_count", 1U)
        .value("llama.feed_forward_length", 12U)
        .value("llama.attention.head_count", 2U)
        .value("llama.attention.head_count_kv", 1U)
        .value("llama.attention.layer_norm_rms_epsilon", 1e-5F)
        .value("llama.rope.freq_base", 10000.0F)
        .value("tokenizer.ggml.model", "gpt2")
        .value("tokenizer.ggml.tokens", std::vector<std::string>{"a", "b", "c", "<|im_end|>", "e", "f"})
        .value("tokenizer.ggml.bos_token_id", 0U)
        .value("tokenizer.ggml.eos_token_id", 1U)
        .value("tokenizer.ggml.eot_token_id", 2U);
}

CountingTensors llamaGgufTensors()
{
    CountingTensors tensors;
    tensors.add("token_embd.weight", {6, 8}).add("output_norm.weight", {8});
    for (const char* norm : {"attn_norm", "ffn_norm"})
        tensors.add(std::string("blk.0.") + norm + ".weight", {8});
    tensors.add("blk.0.attn_q.weight", {8, 8}).add("blk.0.attn_k.weight", {4, 8});
    tensors.add("blk.0.attn_v.weight", {4, 8}).add("blk.0.attn_output.weight", {8, 8});
    tensors.add("blk.0.ffn_gate.weight", {12, 8}).add("blk.0.ffn_up.weight", {12, 8});
    tensors.add("blk.0.ffn_down.weight", {8, 12});
    return tensors;
}

class GgufModels : public testing::Test
{
protected:
    ModelFiles open(GgufBytes metadata, const CountingTensors& tensors) const
    {
        tensors.addTo(metadata);
        return ModelFiles::open(m_folder.write("model.gguf", metadata.bytes()));
    }
    std::string refusal(const GgufBytes& metadata, const CountingTensors& tensors) const
    {
        const std::string message = errorOf([&] { open(metadata, tensors); });
        EXPECT_THAT(message, HasSubstr("model.gguf"));
        return message;
    }

    TemporaryDirectory m_folder;
};

TEST_F(GgufModels, LlamaHasTheConfigOfItsDirectory)
{
    (void)m_folder.write("config.json", kLlamaConfig);
    ModelConfig expected = readModelConfig(m_folder.path());
    expected.stopIds = {1, 2, 3}; // eos, eot, and what is known to end an answer
    const ModelFiles files = open(llamaMetadata(), llamaGgufTensors());
    EXPECT_EQ(files.config(), expected);
    EXPECT_EQ(files.format(), ModelFormat::Gguf);
}

/// Row 2i + j of a head in the file is row 2j + i here, for heads of four rows.
TEST_F(GgufModels, LlamaRowsOfQueriesAndKeysAreReordered)
{
    const CountingTensors tensors = llamaGgufTensors();
    const ModelFiles files = open(llamaMetadata(), tensors);
    const auto firstOfRows = [](const std::vector<float>& values) {
        std::vector<int> rows;
        for (std::size_t i = 0; i < values.size(); i += 8)
            rows.push_back(static_cast<int>(values[i] - values[0]) / 8);
        return rows;
    };
    EXPECT_THAT(firstOfRows(read(files, "model.layers.0.self_attn.q_proj.weight")),
                ElementsAre(0, 2, 1, 3, 4, 6, 5, 7));
    EXPECT_THAT(firstOfRows(read(files, "model.layers.0.self_attn.k_proj.weight")), ElementsAre(0, 2, 1, 3));
    EXPECT_THAT(firstOfRows(read(files, "model.layers.0.self_attn.v_proj.weight")), ElementsAre(0, 1, 2, 3));
    EXPECT_EQ(read(files, "model.layers.0.mlp.down_proj.weight"), tensors.of("blk.0.ffn_down.weight"));
    EXPECT_EQ(read(files, "model.layers.0.post_attention_layernorm.weight"),
              tensors.of("blk.0.ffn_norm.weight"));
}

TEST_F(GgufModels, Llama3ScalingIsReadFromItsTensor)
{
    GgufBytes metadata = llamaMetadata();
    CountingTensors tensors = llamaGgufTensors();
    tensors.add("rope_freqs.weight", {2}); // counts: not the formula
    EXPECT_THAT(refusal(metadata, tensors), HasSubstr("rope_freqs.weight"));
    EXPECT_THAT(refusal(metadata, tensors.add("rope_freqs.weight", {3})), HasSubstr("rope_freqs.weight"));
}

TEST_F(GgufModels, LinearScalingIsRead)
{
    const auto files = open(
        llamaMetadata().value("llama.rope.scaling.type", "linear").value("llama.rope.scaling.factor", 4.0F),
        llamaGgufTensors());
    EXPECT_EQ(files.config().ropeScaling.kind, RopeScaling::Kind::Linear);
    EXPECT_EQ(files.config().ropeScaling.factor, 4.0);
    EXPECT_THAT(refusal(llamaMetadata().value("llama.rope.scaling.type", "yarn"), llamaGgufTensors()),
                HasSubstr("\"yarn\""));
}

TEST_F(GgufModels, AHeadOfItsOwnIsNotTied)
{
    const auto files = open(llamaMetadata(), llamaGgufTensors().add("output.weight", {6, 8}));
    EXPECT_FALSE(files.config().tieWordEmbeddings);
    EXPECT_EQ(read(files, "lm_head.weight").size(), 48U);
}

GgufBytes metadataOf(const std::string& architecture)
{
    const std::string prefix = architecture + ".";
    return GgufBytes()
        .value("general.architecture", architecture)
        .value(prefix + "context_length", 16U)
        .value(prefix + "embedding_length", 8U)
        .value(prefix + "block_count", 1U)
        .value(prefix + "feed_forward_length", 12U)
        .value(prefix + "attention.head_count", 2U)
        .value(prefix + "attention.head_count_kv", 1U);
}

/// Norms in the file have 1 added already; rows of queries are in our order.
TEST_F(GgufModels, Gemma3)
{
    CountingTensors tensors = llamaGgufTensors();
    for (const char* norm : {"post_attention_norm", "post_ffw_norm"})
        tensors.add(std::string("blk.0.") + norm + ".weight", {8});
    for (const char* norm : {"attn_q_norm", "attn_k_norm"})
        tensors.add(std::string("blk.0.") + norm + ".weight", {4});
    const auto files = open(metadataOf("gemma3").value("gemma3.attention.sliding_window", 4U), tensors);
    const ModelConfig& config = files.config();
    EXPECT_EQ(config.architecture, "Gemma3ForCausalLM");
    EXPECT_EQ(config.normOffset, 1.0);
    EXPECT_EQ(config.slidingWindow, 4);
    EXPECT_TRUE(config.isSliding(0));
    EXPECT_EQ(config.ropeTheta, 1e6);
    EXPECT_EQ(config.slidingRopeTheta, 1e4);

    const std::map<std::string, std::string> norms{
        {"model.norm", "output_norm"},
        {"model.layers.0.input_layernorm", "blk.0.attn_norm"},
        {"model.layers.0.self_attn.q_norm", "blk.0.attn_q_norm"},
        {"model.layers.0.self_attn.k_norm", "blk.0.attn_k_norm"},
        {"model.layers.0.post_attention_layernorm", "blk.0.post_attention_norm"},
        {"model.layers.0.pre_feedforward_layernorm", "blk.0.ffn_norm"},
        {"model.layers.0.post_feedforward_layernorm", "blk.0.post_ffw_norm"}};
    for (const auto& [ours, theirs] : norms) {
        std::vector<float> expected = tensors.of(theirs + ".weight");
        for (float& value : expected)
            value -= 1.0F;
        EXPECT_EQ(read(files, ours + ".weight"), expected) << ours;
    }
    EXPECT_EQ(read(files, "model.layers.0.self_attn.q_proj.weight"), tensors.of("blk.0.attn_q.weight"));
}

TEST_F(GgufModels, Qwen2AndQwen3)
{
    CountingTensors biased = llamaGgufTensors();
    biased.add("blk.0.attn_q.bias", {8}).add("blk.0.attn_k.bias", {4}).add("blk.0.attn_v.bias", {4});
    const auto qwen2 = open(metadataOf("qwen2"), biased);
    EXPECT_TRUE(qwen2.config().queryKeyValueBias);
    EXPECT_EQ(read(qwen2, "model.layers.0.self_attn.q_proj.bias"), biased.of("blk.0.attn_q.bias"));
    EXPECT_EQ(read(qwen2, "model.layers.0.self_attn.q_proj.weight"), biased.of("blk.0.attn_q.weight"));

    CountingTensors normed = llamaGgufTensors();
    normed.add("blk.0.attn_q_norm.weight", {4}).add("blk.0.attn_k_norm.weight", {4});
    const auto qwen3 = open(metadataOf("qwen3"), normed);
    EXPECT_TRUE(qwen3.config().queryKeyNorm);
    EXPECT_EQ(read(qwen3, "model.layers.0.self_attn.k_norm.weight"), normed.of("blk.0.attn_k_norm.weight"));
}

/// Matrices are [out, in] here, queries, keys and values still one.
TEST_F(GgufModels, Gpt2)
{
    CountingTensors tensors;
    tensors.add("token_embd.weight", {6, 8}).add("position_embd.weight", {16, 8});
    for (const char* name : {"output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"})
        tensors.add(std::string(name) + ".weight", {8}).add(std::string(name) + ".bias", {8});
    tensors.add("blk.0.attn_qkv.weight", {24, 8}).add("blk.0.attn_qkv.bias", {24});
    tensors.add("blk.0.attn_output.weight", {8, 8}).add("blk.0.attn_output.bias", {8});
    tensors.add("blk.0.ffn_up.weight", {12, 8}).add("blk.0.ffn_up.bias", {12});
    tensors.add("blk.0.ffn_down.weight", {8, 12}).add("blk.0.ffn_down.bias", {8});
    GgufBytes metadata = GgufBytes()
                             .value("general.architecture", "gpt2")
                             .value("gpt2.context_length", 16U)
                             .value("gpt2.embedding_length", 8U)
                             .value("gpt2.block_count", 1U)
                             .value("gpt2.feed_forward_length", 12U)
                             .value("gpt2.attention.head_count", 2U)
                             .value("gpt2.attention.layer_norm_epsilon", 1e-5F);
    const auto files = open(metadata, tensors);
    const std::vector<float>& fused = tensors.of("blk.0.attn_qkv.weight");
    const std::vector<float>& bias = tensors.of("blk.0.attn_qkv.bias");
    EXPECT_EQ(read(files, "model.layers.0.self_attn.k_proj.weight"),
              std::vector<float>(fused.begin() + 64, fused.begin() + 128));
    EXPECT_EQ(read(files, "model.layers.0.self_attn.v_proj.bias"),
              std::vector<float>(bias.begin() + 16, bias.end()));
    EXPECT_EQ(files.config().positions, PositionKind::Learned);
    EXPECT_EQ(files.config().normEps, 1e-5);
}

TEST_F(GgufModels, OtherArchitecturesAndPartsAreNamed)
{
    EXPECT_THAT(refusal(metadataOf("mamba"), llamaGgufTensors()), HasSubstr("\"mamba\""));
    EXPECT_THAT(refusal(GgufBytes(), llamaGgufTensors()), HasSubstr("general.architecture"));
    EXPECT_THAT(refusal(llamaMetadata().value("llama.expert_count", 8U), llamaGgufTensors()),
                HasSubstr("experts"));
    EXPECT_THAT(refusal(llamaMetadata().value("llama.rope.dimension_count", 2U), llamaGgufTensors()),
                HasSubstr("rope.dimension_count"));
    EXPECT_THAT(refusal(llamaMetadata().value("llama.attention.value_length", 8U), llamaGgufTensors()),
                HasSubstr("value_length"));
    EXPECT_THAT(refusal(metadataOf("gemma3")
                            .value("gemma3.attention.sliding_window", 4U)
                            .value("gemma3.attn_logit_softcapping", 50.0F),
                        llamaGgufTensors()),
                HasSubstr("attn_logit_softcapping"));
}

TEST_F(GgufModels, SizesOutOfRangeAreNamed)
{
    const auto with = [&](const char* key, std::uint32_t value) {
        GgufBytes metadata = GgufBytes().value("general.architecture", "llama");
        const std::map<std::string, std::uint32_t> sizes{
            {"context_length", 16},      {"embedding_length", 8},     {"block_count", 1},
            {"feed_forward_length", 12}, {"attention.head_count", 2}, {"attention.head_count_kv", 1}};
        for (const auto& [name, usual] : sizes)
            metadata.value("llama." + name, name == key ? value : usual);
        return refusal(metadata, llamaGgufTensors());
    };
    EXPECT_THAT(with("block_count", 0), HasSubstr("1 to 512"));
    EXPECT_THAT(with("block_count", 513), HasSubstr("1 to 512"));
    EXPECT_THAT(with("context_length", (1U << 24U) + 1), HasSubstr("context_length"));
    EXPECT_THAT(with("attention.head_count", 0), HasSubstr("head_count"));
    EXPECT_THAT(with("attention.head_count_kv", 0), HasSubstr("head_count_kv"));
    EXPECT_THAT(with("attention.head_count_kv", 3), HasSubstr("do not divide"));
    EXPECT_THAT(with("embedding_length", 0), HasSubstr("embedding_length"));
    EXPECT_THAT(with("block_count", 2), HasSubstr("no tensor \"blk.1.attn_norm.weight\""));
    EXPECT_THAT(with("feed_forward_length", 13), HasSubstr("implies"));
    GgufBytes none = GgufBytes().value("general.architecture", "llama");
    EXPECT_THAT(refusal(none, llamaGgufTensors()), HasSubstr("has no llama.context_length"));
}

TEST_F(GgufModels, OddHeadsAndBadNumbersAreNamed)
{
    const auto with = [&](const char* key, auto value) {
        return refusal(metadataOf("llama").value(key, value), llamaGgufTensors());
    };
    EXPECT_THAT(with("llama.attention.key_length", 3U), HasSubstr("must be even"));
    EXPECT_THAT(with("llama.attention.key_length", 1024U), HasSubstr("1 to 512"));
    EXPECT_THAT(with("llama.attention.layer_norm_rms_epsilon", 0.0F), HasSubstr("epsilon"));
    EXPECT_THAT(with("llama.rope.freq_base", 0.0F), HasSubstr("rope_theta"));
    EXPECT_THAT(with("llama.rope.freq_base", std::numeric_limits<float>::quiet_NaN()), HasSubstr("finite"));
    EXPECT_THAT(with("tokenizer.ggml.eos_token_id", 6U), HasSubstr("no token of the vocabulary"));
    EXPECT_THAT(with("tokenizer.ggml.bos_token_id", 99U), HasSubstr("no token of the vocabulary"));
}

TEST_F(GgufModels, TensorsThatDoNotFitAreNamed)
{
    EXPECT_THAT(refusal(llamaMetadata(), llamaGgufTensors().drop("blk.0.ffn_up.weight")),
                HasSubstr("no tensor \"blk.0.ffn_up.weight\""));
    EXPECT_THAT(refusal(llamaMetadata(), llamaGgufTensors().add("blk.0.ffn_up.weight", {8, 12})),
                HasSubstr("has the shape [8, 12]"));
    EXPECT_THAT(refusal(llamaMetadata(), llamaGgufTensors().add("blk.0.extra.weight", {8})),
                HasSubstr("\"blk.0.extra.weight\" has no place"));
    EXPECT_THAT(refusal(llamaMetadata(), llamaGgufTensors().drop("token_embd.weight")),
                HasSubstr("token_embd.weight"));
    EXPECT_THAT(refusal(llamaMetadata(), llamaGgufTensors().add("token_embd.weight", {7, 8})),
                HasSubstr("6 tokens, but token_embd.weight has 7 rows"));
}

TEST_F(GgufModels, WeightsThatAreNoNumbersAreRefusedWhenTheyAreRead)
{
    GgufBytes metadata = llamaMetadata();
    CountingTensors tensors = llamaGgufTensors();
    tensors.addTo(metadata);
    std::string bytes = metadata.bytes();
    const std::string infinity = GgufBytes::number(std::numeric_limits<float>::infinity());
    bytes.replace(bytes.size() - infinity.size(), infinity.size(), infinity); // the last of token_embd
    const ModelFiles files = ModelFiles::open(m_folder.write("model.gguf", bytes));
    EXPECT_THAT(errorOf([&] { read(files, "model.embed_tokens.weight"); }),
                AllOf(HasSubstr("token_embd.weight"), HasSubstr("not finite")));
}

} // namespace
} // namespace rw
