#include "core/base/atomic_file.h"
#include "core/weights/float_formats.h"
#include "core/weights/gguf_file.h"
#include "core/weights/model_files.h"
#include "core/weights/model_writer.h"
#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/tiny_architectures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw {
namespace {

using test::errorOf;
using test::TemporaryDirectory;
using test::tinyArchitectures;
using testing::HasSubstr;

/// The largest difference between the weights of two models of one config, and its place.
struct Difference
{
    float largest = 0.0F;
    std::string weight;
};

Difference difference(const ModelFiles& files, const std::map<std::string, std::vector<float>>& expected)
{
    Difference result;
    const WeightValues values = valuesOf(files.weights());
    for (const WeightSpec& weight : decoderWeights(files.config())) {
        const std::span<const float> read = values(weight);
        for (std::size_t i = 0; i < read.size(); ++i) {
            const float d = std::abs(read[i] - expected.at(weight.name)[i]);
            if (d > result.largest)
                result = {d, weight.name};
        }
    }
    return result;
}

class EveryArchitecture : public testing::TestWithParam<std::size_t>
{
protected:
    void writeFile(GgufSavedType type) const
    {
        writeGguf(m_file, m_config, test::tinyVocabulary(), test::valuesOf(m_weights), type,
                  {{"general.name", "Tiny"}});
    }

    TemporaryDirectory m_folder;
    std::filesystem::path m_file = m_folder / "model.gguf";
    ModelConfig m_config = tinyArchitectures()[GetParam()];
    std::map<std::string, std::vector<float>> m_weights = test::randomWeights(m_config);
};

TEST_P(EveryArchitecture, ReadsTheDirectoryThatItWrites)
{
    writeModelDirectory(m_folder.path(), m_config, test::valuesOf(m_weights));
    const ModelFiles files = ModelFiles::open(m_folder.path());
    EXPECT_EQ(files.config(), m_config);
    EXPECT_EQ(difference(files, m_weights).largest, 0.0F);
}

TEST_P(EveryArchitecture, RoundsToBrainFloats)
{
    writeModelDirectory(m_folder.path(), m_config, test::valuesOf(m_weights), SavedType::Bf16);
    const ModelFiles files = ModelFiles::open(m_folder.path());
    for (auto& [name, values] : m_weights) {
        for (float& value : values)
            value = fromBfloat16(toBfloat16(value));
    }
    EXPECT_EQ(difference(files, m_weights).largest, 0.0F);
    EXPECT_EQ(files.weights().tensors().front().type, "BF16");
    EXPECT_EQ(readJsonFile(m_folder / "config.json")["torch_dtype"], "bfloat16");
}

/// Gemma's norms are stored with 1 added, which costs them a bit or two.
TEST_P(EveryArchitecture, ReadsTheGgufFileThatItWrites)
{
    writeFile(GgufSavedType::F32);
    const ModelFiles files = ModelFiles::open(m_file);
    EXPECT_EQ(files.config(), m_config);
    const float tolerance = m_config.normOffset == 0.0 ? 0.0F : 0x1p-23F;
    const Difference found = difference(files, m_weights);
    EXPECT_LE(found.largest, tolerance) << found.weight;
    EXPECT_EQ(readGgufVocabulary(GgufFile::open(m_file)), test::tinyVocabulary());
}

TEST_P(EveryArchitecture, HalvesAndEightBitsAreNear)
{
    writeFile(GgufSavedType::F16);
    EXPECT_LE(difference(ModelFiles::open(m_file), m_weights).largest, 0x1p-12F);
    writeFile(GgufSavedType::Q8_0);
    const ModelFiles files = ModelFiles::open(m_file);
    const Difference found = difference(files, m_weights);
    EXPECT_LE(found.largest, 0.5F / 127.0F / 2.0F + 1e-3F) << found.weight;
    EXPECT_GT(found.largest, 0x1p-12F) << "it was quantised";
}

TEST_P(EveryArchitecture, TheLastTensorIsPadded)
{
    writeFile(GgufSavedType::F16);
    EXPECT_EQ(std::filesystem::file_size(m_file) % 32, 0U);
    const GgufFile file = GgufFile::open(m_file);
    EXPECT_EQ(file.version(), 3U);
    EXPECT_EQ(file.metadata().integer("general.alignment"), 32);
    EXPECT_EQ(*file.metadata().text("general.name"), "Tiny");
    for (const GgufTensor& tensor : file.tensors()) {
        const bool isMatrix = tensor.shape.size() == 2 && tensor.name != "position_embd.weight";
        EXPECT_EQ(tensor.type, isMatrix ? GgmlType::F16 : GgmlType::F32) << tensor.name;
    }
}

std::string nameOfTiny(const testing::TestParamInfo<std::size_t>& index)
{
    constexpr const char* kNames[]{"Llama", "Llama3", "Qwen2", "Qwen3", "Gemma3", "Gpt2"};
    return kNames[index.param];
}

INSTANTIATE_TEST_SUITE_P(Writer, EveryArchitecture, testing::Range<std::size_t>(0, 6), nameOfTiny);

TEST(ModelWriter, Gpt2HasItsOwnNamesAndLayout)
{
    const TemporaryDirectory folder;
    const ModelConfig config = test::tinyGpt2();
    const auto weights = test::randomWeights(config);
    writeModelDirectory(folder.path(), config, test::valuesOf(weights));
    const SafetensorsFile file = SafetensorsFile::open(folder / "model.safetensors");
    const TensorInfo* fused = file.find("transformer.h.1.attn.c_attn.weight");
    ASSERT_NE(fused, nullptr);
    EXPECT_EQ(fused->shape, (std::vector<std::int64_t>{32, 96}));
    EXPECT_EQ(file.find("lm_head.weight"), nullptr) << "tied";
    std::vector<float> values(32 * 96);
    file.readFloats(fused->name, values);
    const std::vector<float>& key = weights.at("model.layers.1.self_attn.k_proj.weight");
    EXPECT_EQ(values[5 * 96 + 32 + 7], key[7 * 32 + 5]) << "input 5, output 7 of the keys";
}

TEST(ModelWriter, RowsThatEightBitsCannotHoldAreHalves)
{
    const TemporaryDirectory folder;
    ModelConfig config = test::tinyLlama();
    config.intermediateSize = 40;
    const auto weights = test::randomWeights(config);
    writeGguf(folder / "m.gguf", config, test::tinyVocabulary(), test::valuesOf(weights), GgufSavedType::Q8_0,
              {});
    const GgufFile file = GgufFile::open(folder / "m.gguf");
    EXPECT_EQ(file.find("blk.0.ffn_down.weight")->type, GgmlType::F16);
    EXPECT_EQ(file.find("blk.0.ffn_up.weight")->type, GgmlType::Q8_0);
    EXPECT_EQ(file.find("token_embd.weight")->type, GgmlType::Q8_0);
}

TEST(ModelWriter, WhatFilesCannotHoldIsRefused)
{
    const TemporaryDirectory folder;
    ModelConfig config = test::tinyLlama();
    config.queryKeyNorm = true; // no Llama has that
    const auto weights = test::randomWeights(config);
    EXPECT_THAT(errorOf([&] { writeModelDirectory(folder.path(), config, test::valuesOf(weights)); }),
                HasSubstr("no keys"));

    ModelConfig gemma = test::tinyGemma3();
    gemma.slidingLayers[1] = false;
    const auto gemmaWeights = test::randomWeights(gemma);
    const auto refusal = [&](const GgufVocabulary& vocabulary) {
        return errorOf([&] {
            writeGguf(folder / "m.gguf", gemma, vocabulary, test::valuesOf(gemmaWeights), GgufSavedType::F16,
                      {});
        });
    };
    EXPECT_THAT(refusal(test::tinyVocabulary()), HasSubstr("every sixth layer"));
    gemma = test::tinyGemma3();
    GgufVocabulary small = test::tinyVocabulary();
    small.tokens.pop_back();
    EXPECT_THAT(refusal(small), HasSubstr("19 tokens and the model 20"));
    EXPECT_FALSE(std::filesystem::exists(folder / "m.gguf"));
}

} // namespace
} // namespace rw
