#include "core/base/error.h"
#include "core/policy/transformer.h"
#include "tests/core/policy/tiny_models.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace rw {
namespace {

using test::livelyModel;
using test::tinyConfig;

class TransformerFiles : public testing::Test
{
protected:
    TransformerFiles()
        : m_directory(std::filesystem::temp_directory_path() / ("rw-transformer-" + std::to_string(getpid())))
    {
        std::filesystem::create_directories(m_directory);
    }
    ~TransformerFiles() override { std::filesystem::remove_all(m_directory); }

    std::filesystem::path m_directory;
};

TEST_F(TransformerFiles, LoadsWhatWasSaved)
{
    ModelConfig untied = tinyConfig();
    untied.tieWordEmbeddings = false;
    for (const ModelConfig& config : {tinyConfig(), untied}) {
        const Transformer model = livelyModel(config, 3);
        model.save(m_directory);
        const Transformer loaded = Transformer::load(m_directory, c10::kCPU);
        EXPECT_EQ(loaded.config(), config);
        ASSERT_EQ(loaded.parameters().size(), model.parameters().size());
        for (std::size_t i = 0; i < model.parameters().size(); ++i) {
            EXPECT_EQ(loaded.parameters()[i].name, model.parameters()[i].name);
            EXPECT_TRUE(loaded.parameters()[i].tensor.equal(model.parameters()[i].tensor));
            EXPECT_TRUE(loaded.parameters()[i].tensor.requires_grad());
        }
    }
}

TEST_F(TransformerFiles, RefusesADirectoryWithoutAModel)
{
    EXPECT_THROW(Transformer::load(m_directory, c10::kCPU), Error);
}

} // namespace
} // namespace rw
