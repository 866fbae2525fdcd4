#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/weights/architecture.h"
#include "core/weights/file_values.h"
#include "core/weights/ggml_type.h"
#include "core/weights/gguf_metadata_bytes.h"
#include "core/weights/model_writer.h"
#include "core/weights/quantise.h"
#include "core/weights/rope_scaling.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::uint32_t kVersion = 3;
constexpr std::uint64_t kAlignment = 32;
constexpr std::size_t kChunkValues = std::size_t{1} << 18U;
constexpr const char* kDivisors = "rope_freqs.weight";

/// `general.file_type`, as llama.cpp numbers it.
std::uint32_t fileType(GgufSavedType type)
{
    switch (type) {
    case GgufSavedType::F32:
        return 0;
    case GgufSavedType::F16:
        return 1;
    case GgufSavedType::Q8_0:
        break;
    }
    return 7;
}

GgmlType typeOf(const FileTensor& tensor, GgufSavedType wanted)
{
    const WeightRole role = tensor.weights.front().role;
    if (tensor.shape.size() < 2 || role == WeightRole::PositionEmbedding || wanted == GgufSavedType::F32)
        return GgmlType::F32;
    const auto rowValues = static_cast<std::size_t>(tensor.shape.back());
    const bool blocks = rowValues % infoOf(GgmlType::Q8_0).blockValues == 0;
    return wanted == GgufSavedType::Q8_0 && blocks ? GgmlType::Q8_0 : GgmlType::F16;
}

std::uint64_t bytesOf(const std::vector<std::int64_t>& shape, GgmlType type)
{
    const GgmlTypeInfo& info = infoOf(type);
    std::uint64_t values = 1;
    for (const std::int64_t size : shape)
        values *= static_cast<std::uint64_t>(size);
    return values / info.blockValues * info.blockBytes;
}

std::uint64_t padded(std::uint64_t size)
{
    return (size + kAlignment - 1) / kAlignment * kAlignment;
}

/// Names, shapes, types and places of the tensors.
class TensorTable
{
public:
    void add(const std::string& name, const std::vector<std::int64_t>& shape, GgmlType type)
    {
        m_bytes.text(name);
        m_bytes.number(static_cast<std::uint32_t>(shape.size()));
        std::for_each(shape.rbegin(), shape.rend(),
                      [&](std::int64_t size) { m_bytes.number(static_cast<std::uint64_t>(size)); });
        m_bytes.number(static_cast<std::uint32_t>(type));
        m_bytes.number(m_offset);
        m_offset += padded(bytesOf(shape, type));
        ++m_count;
    }

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] const std::string& bytes() const { return m_bytes.bytes(); }

private:
    GgufBytesWriter m_bytes;
    std::uint64_t m_offset = 0;
    std::uint64_t m_count = 0;
};

void addShape(GgufMetadataWriter& metadata, const ModelConfig& config)
{
    const Architecture& architecture = architectureOf(config.architecture);
    const std::string prefix = std::string(architecture.ggufName) + ".";
    const auto size = [&](const char* key, int value) {
        metadata.add(prefix + key, static_cast<std::uint32_t>(value));
    };
    size("context_length", config.maxPositions);
    size("embedding_length", config.hiddenSize);
    size("block_count", config.layers);
    size("feed_forward_length", config.intermediateSize);
    size("vocab_size", config.vocabSize);
    size("attention.head_count", config.heads);
    size("attention.head_count_kv", config.kvHeads);
    const auto eps = static_cast<float>(config.normEps);
    if (config.norm == NormKind::Layer)
        metadata.add(prefix + "attention.layer_norm_epsilon", eps);
    else
        metadata.add(prefix + "attention.layer_norm_rms_epsilon", eps);
    if (config.positions != PositionKind::Rotary)
        return;
    size("attention.key_length", config.headDim);
    size("attention.value_length", config.headDim);
    size("rope.dimension_count", config.headDim);
    metadata.add(prefix + "rope.freq_base", static_cast<float>(config.ropeTheta));
    if (config.ropeScaling.kind == RopeScaling::Kind::Linear) {
        metadata.add(prefix + "rope.scaling.type", std::string_view("linear"));
        metadata.add(prefix + "rope.scaling.factor", static_cast<float>(config.ropeScaling.factor));
    }
    if (config.slidingWindow > 0) {
        size("attention.sliding_window", config.slidingWindow);
        metadata.add(prefix + "rope.freq_base_swa", static_cast<float>(config.slidingRopeTheta));
    }
    if (config.finalLogitSoftcap > 0.0)
        metadata.add(prefix + "final_logit_softcapping", static_cast<float>(config.finalLogitSoftcap));
}

/// llama.cpp knows some of Gemma's numbers by heart; a model with others would run wrongly there.
void refuseWhatLlamaCppAssumes(const ModelConfig& config, const std::filesystem::path& file)
{
    constexpr int kPeriod = 6, kLayersOf27B = 62;
    const auto refuse = [&](const std::string& problem) {
        throw Error("Cannot write " + file.string() + ": llama.cpp assumes " + problem + ".",
                    "Export the model as a directory.");
    };
    if (config.slidingWindow == 0)
        return;
    for (int layer = 0; layer < config.layers; ++layer) {
        if (config.isSliding(layer) != ((layer + 1) % kPeriod != 0))
            refuse("that every sixth layer of Gemma 3 sees everything and the others do not");
    }
    const double evenShare = static_cast<double>(config.hiddenSize) / config.heads;
    const double expected = config.layers == kLayersOf27B ? evenShare : config.headDim;
    if (std::abs(config.queryScale() * config.queryScale() * expected - 1.0) > 1e-6)
        refuse("another attention scale for Gemma 3");
}

void addIf(GgufMetadataWriter& metadata, const char* key, const std::optional<std::int32_t>& id)
{
    if (id)
        metadata.add(key, static_cast<std::uint32_t>(*id));
}

void addIf(GgufMetadataWriter& metadata, const char* key, const std::optional<bool>& flag)
{
    if (flag)
        metadata.add(key, *flag);
}

void addTokenizer(GgufMetadataWriter& metadata, const GgufVocabulary& vocabulary)
{
    metadata.add("tokenizer.ggml.model", vocabulary.model);
    if (!vocabulary.pre.empty())
        metadata.add("tokenizer.ggml.pre", vocabulary.pre);
    metadata.add("tokenizer.ggml.tokens", std::span<const std::string>(vocabulary.tokens));
    if (!vocabulary.scores.empty())
        metadata.add("tokenizer.ggml.scores", std::span<const float>(vocabulary.scores));
    if (!vocabulary.types.empty()) {
        std::vector<std::int32_t> types;
        for (const GgufVocabulary::TokenType type : vocabulary.types)
            types.push_back(static_cast<std::int32_t>(type));
        metadata.add("tokenizer.ggml.token_type", std::span<const std::int32_t>(types));
    }
    if (!vocabulary.merges.empty())
        metadata.add("tokenizer.ggml.merges", std::span<const std::string>(vocabulary.merges));
    addIf(metadata, "tokenizer.ggml.bos_token_id", vocabulary.bosId);
    addIf(metadata, "tokenizer.ggml.eos_token_id", vocabulary.eosId);
    addIf(metadata, "tokenizer.ggml.eot_token_id", vocabulary.eotId);
    addIf(metadata, "tokenizer.ggml.eom_token_id", vocabulary.eomId);
    addIf(metadata, "tokenizer.ggml.unknown_token_id", vocabulary.unknownId);
    addIf(metadata, "tokenizer.ggml.padding_token_id", vocabulary.padId);
    addIf(metadata, "tokenizer.ggml.add_bos_token", vocabulary.addBos);
    addIf(metadata, "tokenizer.ggml.add_eos_token", vocabulary.addEos);
    addIf(metadata, "tokenizer.ggml.add_space_prefix", vocabulary.addSpacePrefix);
    if (!vocabulary.chatTemplate.empty())
        metadata.add("tokenizer.chat_template", vocabulary.chatTemplate);
}

void writeTensor(const ByteSink& sink, std::span<const float> values, GgmlType type)
{
    std::uint64_t written = 0;
    while (!values.empty()) {
        const auto part = values.first(std::min(values.size(), kChunkValues));
        const std::string bytes = quantise(type, part);
        sink(bytes);
        written += bytes.size();
        values = values.subspan(part.size());
    }
    sink(std::string(static_cast<std::size_t>(padded(written) - written), '\0'));
}

std::string headerBytes(const GgufMetadataWriter& metadata, const TensorTable& table)
{
    GgufBytesWriter header;
    header.raw("GGUF");
    header.number(kVersion);
    header.number(table.count());
    header.number(metadata.count());
    header.raw(metadata.bytes());
    header.raw(table.bytes());
    header.raw(
        std::string(static_cast<std::size_t>(padded(header.bytes().size()) - header.bytes().size()), '\0'));
    return header.bytes();
}

} // namespace

void writeGguf(const std::filesystem::path& file, const ModelConfig& config, const GgufVocabulary& vocabulary,
               const WeightValues& values, GgufSavedType type,
               const std::map<std::string, std::string>& texts)
{
    refuseWhatLlamaCppAssumes(config, file);
    if (vocabulary.tokens.size() != static_cast<std::size_t>(config.vocabSize))
        throw Error("Cannot write " + file.string() + ": the tokenizer has " +
                    std::to_string(vocabulary.tokens.size()) + " tokens and the model " +
                    std::to_string(config.vocabSize) + ".");
    GgufMetadataWriter metadata;
    metadata.add("general.architecture", architectureOf(config.architecture).ggufName);
    metadata.add("general.type", std::string_view("model"));
    for (const auto& [key, text] : texts)
        metadata.add(key, text);
    metadata.add("general.alignment", static_cast<std::uint32_t>(kAlignment));
    metadata.add("general.file_type", fileType(type));
    metadata.add("general.quantization_version", std::uint32_t{2});
    addShape(metadata, config);
    addTokenizer(metadata, vocabulary);

    const std::vector<FileTensor> layout = ggufLayout(config);
    const bool stretched = config.ropeScaling.kind == RopeScaling::Kind::Llama3;
    const std::vector<float> divisors = stretched ? ropeDivisors(config) : std::vector<float>();
    TensorTable table;
    if (stretched)
        table.add(kDivisors, {config.headDim / 2}, GgmlType::F32);
    for (const FileTensor& tensor : layout)
        table.add(tensor.name, tensor.shape, typeOf(tensor, type));

    FileValues fileValues(values);
    writeFileAtomically(file, [&](const ByteSink& sink) {
        sink(headerBytes(metadata, table));
        if (stretched)
            writeTensor(sink, divisors, GgmlType::F32);
        for (const FileTensor& tensor : layout)
            writeTensor(sink, fileValues.of(tensor), typeOf(tensor, type));
    });
}

} // namespace rw
