#include "core/weights/gguf_config.h"

#include "core/base/error.h"
#include "core/weights/architecture.h"
#include "core/weights/dequantise.h"
#include "core/weights/model_limits.h"
#include "core/weights/rope_scaling.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace rw {

namespace {

/// Files hold floats; this is the double that people mean by one: 1e-5 and not 0.0000099999997.
double shortest(double value)
{
    const auto narrow = static_cast<float>(value);
    if (static_cast<double>(narrow) != value)
        return value;
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), narrow).ptr;
    double result = value;
    std::from_chars(digits.data(), end, result);
    return result;
}

/// Tokens that end an answer wherever a vocabulary has them, as llama.cpp takes it.
constexpr std::array<std::string_view, 6> kEndTokens{"<|im_end|>", "<|endoftext|>",   "<end_of_turn>",
                                                     "<|eot_id|>", "<|end_of_text|>", "</s>"};

class GgufConfigReader
{
public:
    explicit GgufConfigReader(const GgufFile& file)
        : m_file(file)
        , m_metadata(file.metadata())
        , m_architecture(readArchitecture())
        , m_prefix(std::string(m_architecture.ggufName) + ".")
    {
        m_config.architecture = m_architecture.className;
    }

    ModelConfig read()
    {
        readSizes();
        readFamily();
        readTokens();
        checkModelConfig(m_config, m_metadata.what());
        readRopeDivisors();
        return std::move(m_config);
    }

private:
    [[noreturn]] void fail(const std::string& problem) const
    {
        throw Error(m_metadata.what() + ": " + problem + ".", "Fetch or convert the file again.");
    }
    [[noreturn]] void refuse(const std::string& part) const
    {
        throw Error(m_metadata.what() + ": " + part + " is not supported.", "Models without it are.");
    }

    [[nodiscard]] const Architecture& readArchitecture() const
    {
        const std::string* name = m_metadata.text("general.architecture");
        if (name == nullptr)
            fail("it names no architecture (general.architecture)");
        const Architecture* architecture = findGgufArchitecture(*name);
        if (architecture == nullptr)
            throw Error(m_metadata.what() + ": the architecture \"" + name->substr(0, 40) +
                            "\" is not supported.",
                        "Use a file of llama, qwen2, qwen3, gemma3 or gpt2.");
        return *architecture;
    }

    [[nodiscard]] std::string key(std::string_view name) const { return m_prefix + std::string(name); }

    [[nodiscard]] std::optional<int> findSize(std::string_view name, std::int64_t high) const
    {
        const auto value = m_metadata.integerOfLayers(key(name));
        if (value && (*value < 1 || *value > high))
            fail(key(name) + " is " + std::to_string(*value) + "; it runs from 1 to " + std::to_string(high));
        return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    }

    [[nodiscard]] int size(std::string_view name, std::int64_t high) const
    {
        const auto value = findSize(name, high);
        if (!value)
            fail("it has no " + key(name));
        return *value;
    }

    [[nodiscard]] double number(std::string_view name, double fallback) const
    {
        const auto value = m_metadata.number(key(name));
        return value ? shortest(*value) : fallback;
    }

    [[nodiscard]] bool hasTensor(std::string_view name) const { return m_file.find(name) != nullptr; }

    void readSizes()
    {
        if (m_metadata.integer(key("expert_count")).value_or(0) > 0)
            refuse("a mixture of experts");
        m_config.maxPositions = size("context_length", ModelLimits::kPositions);
        m_config.hiddenSize = size("embedding_length", ModelLimits::kWidth);
        m_config.layers = size("block_count", ModelLimits::kLayers);
        m_config.intermediateSize = size("feed_forward_length", ModelLimits::kWidth);
        m_config.heads = size("attention.head_count", ModelLimits::kHeads);
        m_config.kvHeads = findSize("attention.head_count_kv", ModelLimits::kHeads).value_or(m_config.heads);
        m_config.headDim = findSize("attention.key_length", ModelLimits::kHeadDim)
                               .value_or(m_config.hiddenSize / m_config.heads);
        if (const auto length = findSize("attention.value_length", ModelLimits::kHeadDim);
            length && *length != m_config.headDim)
            refuse("an attention.value_length that differs from attention.key_length");
        m_config.vocabSize = readVocabularySize();
        m_config.tieWordEmbeddings = !hasTensor("output.weight");
    }

    [[nodiscard]] int readVocabularySize() const
    {
        const GgufTensor* embedding = m_file.find("token_embd.weight");
        if (embedding == nullptr || embedding->shape.size() != 2)
            fail("it has no matrix token_embd.weight");
        const std::int64_t rows = embedding->shape.front();
        if (rows > ModelLimits::kVocabulary)
            fail("its vocabulary has " + std::to_string(rows) + " tokens; at most " +
                 std::to_string(ModelLimits::kVocabulary) + " are supported");
        const auto* tokens = m_metadata.texts("tokenizer.ggml.tokens");
        if (tokens != nullptr && static_cast<std::int64_t>(tokens->size()) != rows)
            fail("its tokenizer has " + std::to_string(tokens->size()) +
                 " tokens, but token_embd.weight has " + std::to_string(rows) + " rows");
        return static_cast<int>(rows);
    }

    void readFamily()
    {
        switch (m_architecture.family) {
        case ModelFamily::Llama:
        case ModelFamily::Qwen2:
        case ModelFamily::Qwen3:
            return readLlamaLike();
        case ModelFamily::Gemma3:
            return readGemma3();
        case ModelFamily::Gpt2:
            return readGpt2();
        }
    }

    void readLlamaLike()
    {
        m_config.normEps = number("attention.layer_norm_rms_epsilon", 1e-6);
        m_config.queryKeyNorm = m_architecture.family == ModelFamily::Qwen3;
        m_config.queryKeyValueBias =
            m_architecture.family == ModelFamily::Qwen2 || hasTensor("blk.0.attn_q.bias");
        m_config.attentionOutputBias = hasTensor("blk.0.attn_output.bias");
        m_config.feedForwardBias = hasTensor("blk.0.ffn_up.bias");
        readRope(10000.0);
    }

    void readGemma3()
    {
        m_config.normEps = number("attention.layer_norm_rms_epsilon", 1e-6);
        m_config.normOffset = 1.0;
        m_config.queryKeyNorm = m_config.outputNorms = true;
        m_config.activation = Activation::GeluTanh;
        m_config.embeddingScale = std::sqrt(static_cast<double>(m_config.hiddenSize));
        m_config.finalLogitSoftcap = number("final_logit_softcapping", 0.0);
        if (number("attn_logit_softcapping", 0.0) != 0.0)
            refuse("attn_logit_softcapping");
        // llama.cpp knows the model with another scale by its number of layers: the one of 27 billion.
        constexpr int kLayersOf27B = 62;
        if (m_config.layers == kLayersOf27B)
            m_config.attentionScale =
                1.0 / std::sqrt(static_cast<double>(m_config.hiddenSize) / m_config.heads);
        readRope(1'000'000.0);
        m_config.slidingRopeTheta = number("rope.freq_base_swa", 10000.0);
        readSlidingLayers();
    }

    void readSlidingLayers()
    {
        constexpr int kPeriod = 6;
        m_config.slidingWindow = size("attention.sliding_window", ModelLimits::kPositions);
        const std::string name = key("attention.sliding_window_pattern");
        const auto& values = m_metadata.values();
        const auto found = values.find(name);
        if (found != values.end() && std::holds_alternative<GgufArray>(found->second)) {
            const auto& array = std::get<GgufArray>(found->second);
            if (array.elementType != GgufType::Bool ||
                array.count != static_cast<std::size_t>(m_config.layers))
                fail(name + " must hold a bool for every layer");
            for (const char byte : array.numbers)
                m_config.slidingLayers.push_back(byte != 0);
            return;
        }
        const int period =
            findSize("attention.sliding_window_pattern", ModelLimits::kLayers).value_or(kPeriod);
        for (int layer = 0; layer < m_config.layers; ++layer)
            m_config.slidingLayers.push_back((layer + 1) % period != 0);
    }

    void readGpt2()
    {
        m_config.norm = NormKind::Layer;
        m_config.normEps = number("attention.layer_norm_epsilon", 1e-5);
        m_config.queryKeyValueBias = m_config.attentionOutputBias = m_config.feedForwardBias = true;
        m_config.gatedFeedForward = false;
        m_config.activation = Activation::GeluTanh;
        m_config.positions = PositionKind::Learned;
    }

    void readRope(double usualTheta)
    {
        m_config.ropeTheta = number("rope.freq_base", usualTheta);
        if (const auto turned = findSize("rope.dimension_count", ModelLimits::kHeadDim);
            turned && *turned != m_config.headDim)
            refuse("rotary positions of a part of each head (rope.dimension_count)");
        const std::string* type = m_metadata.text(key("rope.scaling.type"));
        const double factor = number("rope.scaling.factor", number("rope.scale_linear", 1.0));
        if (type != nullptr && *type != "none" && *type != "linear")
            refuse("the RoPE scaling \"" + type->substr(0, 40) + "\"");
        if (factor != 1.0 && factor != 0.0 && !(type != nullptr && *type == "none")) {
            m_config.ropeScaling.kind = RopeScaling::Kind::Linear;
            m_config.ropeScaling.factor = factor;
        }
    }

    /// Llama 3.1 and later: the divisors of the frequencies are a tensor.
    void readRopeDivisors()
    {
        const GgufTensor* tensor = m_file.find("rope_freqs.weight");
        if (tensor == nullptr)
            return;
        if (tensor->type != GgmlType::F32 ||
            tensor->shape != std::vector<std::int64_t>{m_config.headDim / 2} ||
            m_config.ropeScaling.kind != RopeScaling::Kind::None)
            refuse("a rope_freqs.weight that is not one float for each frequency, or beside another scaling");
        std::vector<char> bytes(static_cast<std::size_t>(tensor->bytes));
        m_file.readBytes(*tensor, 0, bytes);
        std::vector<float> divisors(static_cast<std::size_t>(m_config.headDim / 2));
        dequantise(tensor->type, bytes, divisors);
        m_config.ropeScaling = scalingOfDivisors(divisors, m_config, m_metadata.what());
        checkModelConfig(m_config, m_metadata.what());
    }

    [[nodiscard]] std::optional<std::int32_t> id(std::string_view name) const
    {
        const auto value = m_metadata.integer("tokenizer.ggml." + std::string(name) + "_token_id");
        if (value && (*value < 0 || *value >= m_config.vocabSize))
            fail("tokenizer.ggml." + std::string(name) + "_token_id is " + std::to_string(*value) +
                 ", which is no token of the vocabulary");
        return value ? std::optional(static_cast<std::int32_t>(*value)) : std::nullopt;
    }

    void addStop(std::int32_t id)
    {
        std::vector<std::int32_t>& ids = m_config.stopIds;
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    }

    void readTokens()
    {
        m_config.bosId = id("bos");
        m_config.padId = id("padding");
        for (const char* name : {"eos", "eot", "eom"}) {
            if (const auto stop = id(name))
                addStop(*stop);
        }
        const auto* tokens = m_metadata.texts("tokenizer.ggml.tokens");
        if (tokens == nullptr)
            return;
        for (std::size_t i = 0; i < tokens->size(); ++i) {
            if (std::find(kEndTokens.begin(), kEndTokens.end(), (*tokens)[i]) != kEndTokens.end())
                addStop(static_cast<std::int32_t>(i));
        }
    }

    const GgufFile& m_file;
    const GgufMetadata& m_metadata;
    const Architecture& m_architecture;
    std::string m_prefix;
    ModelConfig m_config;
};

} // namespace

ModelConfig readGgufConfig(const GgufFile& file)
{
    return GgufConfigReader(file).read();
}

} // namespace rw
