#include "core/text/bpe_trainer.h"
#include "core/text/school_tokens.h"
#include "core/text/tokenizer.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>

namespace rw {
namespace {

using Merges = std::vector<std::pair<std::string, std::string>>;
using testing::HasSubstr;

BpeVocabulary trainedOn(const std::vector<std::string>& texts, int vocabSize, std::int64_t minimumCount = 2)
{
    BpeTrainer trainer({.vocabSize = vocabSize,
                        .specialTokens = {kSchoolTokens.begin(), kSchoolTokens.end()},
                        .minimumCount = minimumCount});
    for (const std::string& text : texts)
        trainer.add(text);
    return trainer.train();
}

TEST(BpeTrainer, MergesTheCommonestPairFirst)
{
    std::vector<std::string> texts;
    texts.insert(texts.end(), 5, "low");
    texts.insert(texts.end(), 2, "lower");
    texts.insert(texts.end(), 6, "newest");
    // By hand: "we" 8 times, before "lo" and "ow" with 7; then "lo" 7; then four pairs with 6, of which e+we
    // is lowest.
    EXPECT_EQ(trainedOn(texts, 260 + 3).merges, (Merges{{"w", "e"}, {"l", "o"}, {"e", "we"}}));
}

TEST(BpeTrainer, BreaksTiesByTheLowerPair)
{
    EXPECT_EQ(trainedOn({"cd", "ab", "cd", "ab"}, 260 + 2).merges, (Merges{{"a", "b"}, {"c", "d"}}));
}

TEST(BpeTrainer, DoesNotDependOnTheOrderOfTexts)
{
    const std::vector<std::string> texts{"the cat sat on the mat", "a rat sat on that hat", "the fat cat",
                                         "that mat"};
    const std::vector<std::string> reversed(texts.rbegin(), texts.rend());
    EXPECT_EQ(trainedOn(texts, 290).toTokenizerJson(), trainedOn(reversed, 290).toTokenizerJson());
}

TEST(BpeTrainer, NeverMergesADigit)
{
    std::vector<std::string> texts(50, "12 + 12 = 24, x12 1212 $13;13 1a1a1a");
    const BpeVocabulary vocabulary = trainedOn(texts, 400, 1);
    for (const auto& [left, right] : vocabulary.merges) {
        for (const char c : left + right)
            EXPECT_FALSE(std::isdigit(static_cast<unsigned char>(c))) << left << "+" << right;
    }
    const Tokenizer tokenizer = Tokenizer::parse(vocabulary.toTokenizerJson(), "trained");
    EXPECT_EQ(tokenizer.encode("1212").size(), 4U);
}

TEST(BpeTrainer, StopsWherePairsBecomeRare)
{
    EXPECT_EQ(trainedOn({"abc abc"}, 400).merges.size(), 2U); // "abc" once, " abc" once: ab, then abc
    EXPECT_EQ(trainedOn({"abc abc"}, 400, 1).merges.size(), 3U);
    EXPECT_TRUE(trainedOn({}, 400).merges.empty());
}

TEST(BpeTrainer, CountsATokenOnceThatTwoPairsSpell)
{
    // "ab" is commonest, then "bc" inside "xbc"; "a"+"bc" and "ab"+"c" both give "abc".
    BpeTrainer trainer({.vocabSize = 600, .specialTokens = {}, .minimumCount = 1});
    for (int i = 0; i < 20; ++i)
        trainer.add("abc abd xbc abcd bcd dabc");
    const BpeVocabulary vocabulary = trainer.train();
    const Tokenizer tokenizer = Tokenizer::parse(vocabulary.toTokenizerJson(), "trained");
    EXPECT_EQ(tokenizer.vocabSize(), vocabulary.size());
    EXPECT_EQ(tokenizer.decode(tokenizer.encode("abc abd xbc")), "abc abd xbc");
}

TEST(BpeTrainer, LaysOutIdsAsPromised)
{
    const BpeVocabulary vocabulary = trainedOn({"the the the"}, 262);
    const Tokenizer tokenizer = Tokenizer::parse(vocabulary.toTokenizerJson(), "trained");
    EXPECT_EQ(vocabulary.size(), 262);
    EXPECT_EQ(tokenizer.vocabSize(), 262);
    EXPECT_EQ(tokenizer.idOf("<|pad|>"), kPadId);
    EXPECT_EQ(tokenizer.idOf("<|user|>"), kUserId);
    EXPECT_EQ(tokenizer.idOf("<|assistant|>"), kAssistantId);
    EXPECT_EQ(tokenizer.idOf("<|end|>"), kEndId);
    EXPECT_EQ(tokenizer.tokenBytes(4 + 'x'), "x");
    EXPECT_EQ(tokenizer.tokenBytes(260), vocabulary.merges[0].first + vocabulary.merges[0].second);
}

TEST(BpeTrainer, WritesAFileThatLoads)
{
    const test::TemporaryDirectory folder;
    const BpeVocabulary vocabulary =
        trainedOn({"ein \u00DCber\u00FCber\u00FCber", "\u6F22\u5B57\u6F22\u5B57"}, 280, 1);
    vocabulary.writeTokenizer(folder / "tokenizer.json");
    const Tokenizer tokenizer = Tokenizer::load(folder / "tokenizer.json");
    EXPECT_EQ(tokenizer.decode(tokenizer.encode("\u6F22\u5B57 \u00FCber")), "\u6F22\u5B57 \u00FCber");
    EXPECT_LT(tokenizer.encode("\u6F22\u5B57").size(), 6U);
}

TEST(BpeTrainer, RefusesWhatCannotWork)
{
    const auto refusal = [](BpeTrainerOptions options) {
        return test::errorOf([&] { const BpeTrainer trainer(std::move(options)); });
    };
    EXPECT_THAT(refusal({.vocabSize = 256, .specialTokens = {"<|a|>"}}), HasSubstr("257 or more"));
    EXPECT_THAT(refusal({.vocabSize = 300, .specialTokens = {"<|a|>", "<|a|>"}}), HasSubstr("twice"));
    EXPECT_THAT(refusal({.vocabSize = 300, .specialTokens = {"word"}}), HasSubstr("could also be a word"));
    EXPECT_THAT(refusal({.vocabSize = 300, .specialTokens = {""}}), HasSubstr("special token"));
}

} // namespace
} // namespace rw
