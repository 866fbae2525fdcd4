#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/weights/model_directory.h"
#include "core/weights/model_files.h"
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

/// A directory with a model of tinyConfig(); its tokenizer is only as deep as the check looks.
class ModelDirectoryFiles : public testing::Test
{
protected:
    ModelDirectoryFiles()
    {
        writeModelConfig(tinyConfig(), m_folder.path());
        writeTensors(decoderWeights(tinyConfig()));
        writeTokenizer(9);
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

    void writeTokenizer(int highestId) const
    {
        const Json json{{"model", {{"vocab", {{"a", 0}, {"b", 1}}}}},
                        {"added_tokens", Json::array({{{"id", highestId}, {"content", "<|end|>"}}})}};
        (void)m_folder.write("tokenizer.json", json.dump());
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
    for (const char* name : {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"}) {
        const std::string content = readFile(m_folder / name, 1U << 20U);
        std::filesystem::remove(m_folder / name);
        EXPECT_THAT(refusal(),
                    AllOf(HasSubstr("it has no " + std::string(name)), HasSubstr(m_folder.path().string())));
        (void)m_folder.write(name, content);
    }
    EXPECT_THAT(errorOf([&] { checkModelDirectory(m_folder / "absent"); }), HasSubstr("no such folder"));
    EXPECT_THAT(errorOf([&] { checkModelDirectory(m_folder / "config.json"); }),
                HasSubstr("not a model directory"));
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
    EXPECT_THAT(refusal(), HasSubstr("q_proj.bias\", for which config.json has no place"));
}

TEST_F(ModelDirectoryFiles, ATokenizerThatIsTooLargeIsRefused)
{
    writeTokenizer(10);
    EXPECT_THAT(refusal(), AllOf(HasSubstr("tokenizer.json"), HasSubstr("id 10"), HasSubstr("holds 10")));
    (void)m_folder.write("tokenizer.json", "{");
    EXPECT_THAT(refusal(), HasSubstr("not valid JSON"));
}

TEST_F(ModelDirectoryFiles, TextFilesAreCopied)
{
    const TemporaryDirectory checkpoint;
    copyTextFiles(m_folder.path(), checkpoint.path());
    EXPECT_EQ(readFile(checkpoint / "chat_template.jinja", 100), "template");
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
