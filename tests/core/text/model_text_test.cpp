#include "core/base/atomic_file.h"
#include "core/text/chat_template.h"
#include "core/text/model_text.h"
#include "core/text/tokenizer.h"
#include "core/weights/gguf_file.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/tiny_architectures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw {
namespace {

using test::errorOf;
using test::TemporaryDirectory;
using testing::HasSubstr;
using TokenType = GgufVocabulary::TokenType;

const std::filesystem::path kBuiltIn = RW_SOURCE_DIR "/resources/models/imitation";

/// The built-in model's tokenizer with rows to spare.
ModelConfig builtInConfig(int spare = 0)
{
    ModelConfig config = readModelConfig(kBuiltIn);
    config.vocabSize = Tokenizer::load(kBuiltIn).vocabSize() + spare;
    return config;
}

void writeTinyGguf(const std::filesystem::path& file, const ModelConfig& config,
                   const GgufVocabulary& vocabulary)
{
    ModelConfig tiny = test::tinyLlama();
    tiny.vocabSize = config.vocabSize;
    const auto weights = test::randomWeights(tiny);
    writeGguf(file, tiny, vocabulary, test::valuesOf(weights), GgufSavedType::F16, {});
}

TEST(ModelText, OfADirectoryIsCopied)
{
    const TemporaryDirectory folder;
    writeModelText(kBuiltIn, folder.path());
    EXPECT_EQ(readFile(folder / "tokenizer.json", 1U << 24U),
              readFile(kBuiltIn / "tokenizer.json", 1U << 24U));
    EXPECT_EQ(ChatTemplate::load(folder.path()).source(), ChatTemplate::load(kBuiltIn).source());
}

TEST(ModelText, GoesThroughAGgufFileAndBack)
{
    const TemporaryDirectory folder;
    const ModelConfig config = builtInConfig();
    writeTinyGguf(folder / "m.gguf", config, modelVocabulary(kBuiltIn, config));
    makeDirectories(folder / "out");
    writeModelText(folder / "m.gguf", folder / "out");

    const Tokenizer before = Tokenizer::load(kBuiltIn), after = Tokenizer::load(folder / "out");
    const std::string_view text = "Emily bought 3 apples; what's left?\n  x = 13 - 4";
    EXPECT_EQ(after.encode(text), before.encode(text));
    EXPECT_EQ(after.decode(after.encode(text)), before.decode(before.encode(text)));
    EXPECT_EQ(ChatTemplate::load(folder / "out").source(), ChatTemplate::load(kBuiltIn).source());
    EXPECT_EQ(modelVocabulary(folder / "m.gguf", config), modelVocabulary(kBuiltIn, config));
}

TEST(ModelText, RowsWithoutATokenGetOneThatIsUnused)
{
    const ModelConfig config = builtInConfig(3);
    const GgufVocabulary vocabulary = modelVocabulary(kBuiltIn, config);
    ASSERT_EQ(vocabulary.tokens.size(), static_cast<std::size_t>(config.vocabSize));
    ASSERT_EQ(vocabulary.types.size(), vocabulary.tokens.size());
    EXPECT_EQ(vocabulary.tokens.back(), "[PAD" + std::to_string(config.vocabSize - 1) + "]");
    EXPECT_EQ(vocabulary.types.back(), TokenType::Unused);
    EXPECT_NE(vocabulary.types[vocabulary.types.size() - 4], TokenType::Unused);
    EXPECT_EQ(vocabulary.eosId, config.stopIds.front());
}

TEST(ModelText, ATokenWithoutARowIsRefused)
{
    EXPECT_THAT(errorOf([] { (void)modelVocabulary(kBuiltIn, builtInConfig(-1)); }),
                HasSubstr("the model's vocabulary holds"));
}

} // namespace
} // namespace rw
