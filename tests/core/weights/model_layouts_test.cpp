#include "core/base/atomic_file.h"
#include "core/weights/model_files.h"
#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/gguf_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace rw {
namespace {

using test::errorOf;
using test::GgufBytes;
using test::TemporaryDirectory;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using Shape = std::vector<std::int64_t>;

std::vector<float> read(const ModelFiles& files, std::string_view name)
{
    for (const WeightSpec& weight : decoderWeights(files.config())) {
        if (weight.name == name) {
            std::vector<float> values(static_cast<std::size_t>(weight.elements()));
            files.weights().read(weight, values);
            return values;
        }
    }
    ADD_FAILURE() << "no weight " << name;
    return {};
}

/// Tensors whose values count up from a start of their own.
class CountingTensors
{
public:
    CountingTensors& add(const std::string& name, const Shape& shape)
    {
        std::vector<float> values(static_cast<std::size_t>(
            std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
        std::iota(values.begin(), values.end(), 1000.0F * static_cast<float>(m_values.size()));
        m_values[name] = {shape, std::move(values)};
        return *this;
    }
    CountingTensors& drop(const std::string& name)
    {
        m_values.erase(name);
        return *this;
    }

    [[nodiscard]] const std::vector<float>& of(const std::string& name) const
    {
        return m_values.at(name).second;
    }

    /// Those whose names `belongs` picks.
    void write(
        const std::filesystem::path& file, const std::function<bool(const std::string&)>& belongs =
                                               [](const std::string&) { return true; }) const
    {
        std::vector<TensorToWrite> tensors;
        for (const auto& [name, tensor] : m_values) {
            if (belongs(name))
                tensors.push_back({name, tensor.first, tensor.second});
        }
        writeSafetensors(file, tensors);
    }

    /// The tensors of a GGUF file, F32.
    void addTo(GgufBytes& file) const
    {
        std::uint64_t offset = 0;
        for (const auto& [name, tensor] : m_values) {
            const std::vector<std::uint64_t> sizes(tensor.first.rbegin(), tensor.first.rend());
            file.tensor(name, sizes, static_cast<std::uint32_t>(GgmlType::F32), offset);
            std::string bytes(reinterpret_cast<const char*>(tensor.second.data()),
                              tensor.second.size() * sizeof(float));
            bytes.resize((bytes.size() + 31) / 32 * 32, '\0');
            file.data(bytes);
            offset += bytes.size();
        }
    }

private:
    std::map<std::string, std::pair<Shape, std::vector<float>>> m_values;
};

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
constexpr const char* kLlamaConfig = R"({"architectures": ["LlamaForCausalLM"], "hidden_size": 8,
    "intermediate_size": 12, "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
    "vocab_size": 6, "max_position_embeddings": 16, "tie_word_embeddings": true, "bos_token_id": 0,
    "eos_token_id": 1, "rms_norm_eps": 1e-05})";

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

// ---- GGUF

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
