#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/weights/model_directory.h"
#include "core/weights/model_files.h"
#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>

namespace rw {
namespace {

using test::errorOf;
using test::TemporaryDirectory;
using testing::AllOf;
using testing::HasSubstr;

ModelConfig tinyConfig()
{
    ModelConfig config;
    config.hiddenSize = 8;
    config.intermediateSize = 12;
    config.layers = 1;
    config.heads = 2;
    config.kvHeads = 1;
    config.headDim = 4;
    config.vocabSize = 10;
    config.maxPositions = 16;
    config.tieWordEmbeddings = true;
    config.stopIds = {3};
    return config;
}

/// A directory with a model of tinyConfig().
class ModelDirectoryFiles : public testing::Test
{
protected:
    ModelDirectoryFiles()
    {
        writeModelConfig(tinyConfig(), m_folder.path());
        writeTensors(decoderWeights(tinyConfig()));
        (void)m_folder.write("tokenizer.json", "{}");
        (void)m_folder.write("chat_template.jinja", "template");
    }

    void writeTensors(const std::vector<WeightSpec>& specs) const
    {
        const std::vector<float> zeros(1000, 0.0F);
        std::vector<TensorToWrite> tensors;
        for (const WeightSpec& spec : specs) {
            const auto elements = static_cast<std::size_t>(spec.elements());
            tensors.push_back({spec.name, spec.shape, std::span(zeros).first(elements)});
        }
        writeSafetensors(m_folder / "model.safetensors", tensors);
    }

    std::string refusal() const
    {
        return errorOf([&] { checkModelDirectory(m_folder.path()); });
    }

    TemporaryDirectory m_folder;
};

TEST_F(ModelDirectoryFiles, ReadingIsWatchedAndCanBeEnded)
{
    ModelFiles files = ModelFiles::open(m_folder.path());
    std::vector<std::string> seen;
    files.watchReading([&](const WeightSpec& weight) {
        if (seen.size() == 2)
            throw Error("enough");
        seen.push_back(weight.name);
    });
    const std::vector<WeightSpec> weights = decoderWeights(files.config());
    const auto read = [&](std::size_t index) {
        std::vector<float> values(static_cast<std::size_t>(weights[index].elements()));
        files.weights().read(weights[index], values);
    };
    read(0);
    read(1);
    EXPECT_EQ(seen, (std::vector{weights[0].name, weights[1].name}));
    EXPECT_EQ(errorOf([&] { read(2); }), "enough");
    EXPECT_EQ(files.weights().tensors().size(), weights.size());
}

TEST_F(ModelDirectoryFiles, AgreeingFilesPass)
{
    EXPECT_EQ(checkModelDirectory(m_folder.path()), tinyConfig());
}

TEST_F(ModelDirectoryFiles, EachMissingFileIsNamed)
{
    for (const char* name : {"config.json", "model.safetensors"}) {
        const std::string content = readFile(m_folder / name, 1U << 20U);
        std::filesystem::remove(m_folder / name);
        EXPECT_THAT(refusal(),
                    AllOf(HasSubstr("it has no " + std::string(name)), HasSubstr(m_folder.path().string())));
        (void)m_folder.write(name, content);
    }
    EXPECT_THAT(errorOf([&] { checkModelDirectory(m_folder / "absent"); }), HasSubstr("no such folder"));
    EXPECT_THAT(errorOf([&] { checkModelDirectory(m_folder / "config.json"); }),
                HasSubstr("the folder around it"));
}

TEST_F(ModelDirectoryFiles, AShapeThatDoesNotFitTheConfigIsNamed)
{
    auto specs = decoderWeights(tinyConfig());
    specs[2].shape = {4, 16}; // q_proj: as many values in another shape
    writeTensors(specs);
    EXPECT_THAT(refusal(),
                AllOf(HasSubstr("q_proj.weight\" has the shape [4, 16]"), HasSubstr("implies [8, 8]")));
}

TEST_F(ModelDirectoryFiles, MissingAndForeignTensorsAreNamed)
{
    auto specs = decoderWeights(tinyConfig());
    specs.pop_back();
    writeTensors(specs);
    EXPECT_THAT(refusal(), HasSubstr("no tensor \"model.norm.weight\""));
    specs = decoderWeights(tinyConfig());
    specs.push_back({WeightRole::QueryBias, 0, "model.layers.0.self_attn.q_proj.bias", {8}});
    writeTensors(specs);
    EXPECT_THAT(refusal(), HasSubstr("q_proj.bias\" has no place"));
}

TEST_F(ModelDirectoryFiles, WeightsThatRunProgramsAreRefused)
{
    std::filesystem::rename(m_folder / "model.safetensors", m_folder / "pytorch_model.bin");
    EXPECT_THAT(refusal(), HasSubstr("pytorch_model.bin"));
}

TEST_F(ModelDirectoryFiles, WeightsThatAreNoNumbersAreRefusedWhenTheyAreRead)
{
    auto specs = decoderWeights(tinyConfig());
    std::vector<float> values(1000, 0.0F);
    values[7] = std::numeric_limits<float>::quiet_NaN();
    std::vector<TensorToWrite> tensors;
    for (const WeightSpec& spec : specs)
        tensors.push_back(
            {spec.name, spec.shape, std::span(values).first(static_cast<std::size_t>(spec.elements()))});
    writeSafetensors(m_folder / "model.safetensors", tensors);
    const ModelFiles files = ModelFiles::open(m_folder.path());
    std::vector<float> read(80);
    EXPECT_THAT(errorOf([&] { files.weights().read(specs[0], read); }),
                AllOf(HasSubstr("embed_tokens.weight"), HasSubstr("not finite")));
}

TEST_F(ModelDirectoryFiles, TextFilesAreCopied)
{
    const TemporaryDirectory checkpoint;
    copyTextFiles(m_folder.path(), checkpoint.path());
    EXPECT_EQ(readFile(checkpoint / "chat_template.jinja", 100), "template");
    EXPECT_EQ(readFile(checkpoint / "tokenizer.json", 100), "{}");
    EXPECT_FALSE(std::filesystem::exists(checkpoint / "tokenizer_config.json"));
    EXPECT_FALSE(std::filesystem::exists(checkpoint / "config.json"));

    (void)m_folder.write("tokenizer_config.json", "{}");
    copyTextFiles(m_folder.path(), checkpoint.path());
    EXPECT_EQ(readFile(checkpoint / "tokenizer_config.json", 100), "{}");
    EXPECT_THAT(errorOf([&] { copyTextFiles(checkpoint / "absent", checkpoint.path()); }),
                HasSubstr("tokenizer.json"));
}

} // namespace
} // namespace rw
