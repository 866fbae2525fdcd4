#include "core/text/tokenizer.h"
#include "core/text/tokenizer_export.h"
#include "core/weights/gguf_vocabulary.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace rw {
namespace {

using Ids = std::vector<std::int32_t>;
using TokenType = GgufVocabulary::TokenType;
using testing::ElementsAre;
using testing::HasSubstr;

/// "<unk>" 0, "<s>" 1, "</s>" 2, the bytes from 3 on, then pieces of "▁ab" and "▁abc".
GgufVocabulary smallSentencePiece()
{
    GgufVocabulary vocabulary;
    vocabulary.model = "llama";
    const auto add = [&](const std::string& token, float score, TokenType type) {
        vocabulary.tokens.push_back(token);
        vocabulary.scores.push_back(score);
        vocabulary.types.push_back(type);
    };
    add("<unk>", 0, TokenType::Unknown);
    add("<s>", 0, TokenType::Control);
    add("</s>", 0, TokenType::Control);
    for (int byte = 0; byte < 256; ++byte) {
        constexpr std::string_view kDigits = "0123456789ABCDEF";
        const auto high = static_cast<std::size_t>(byte / 16);
        const auto low = static_cast<std::size_t>(byte % 16);
        add(std::string("<0x") + kDigits[high] + kDigits[low] + ">", 0, TokenType::Byte);
    }
    for (const char* token :
         {"ab", "\u2581a", "bc", "\u2581ab", "abc", "\u2581", "a", "b", "c", "<", "s", ">", "<s"})
        add(token, static_cast<float>(258 - static_cast<int>(vocabulary.tokens.size())), TokenType::Normal);
    add("\n\n", 0, TokenType::UserDefined);
    vocabulary.bosId = 1;
    vocabulary.eosId = 2;
    vocabulary.unknownId = 0;
    return vocabulary;
}
constexpr std::int32_t kFirstPiece = 259;

Tokenizer opened(const GgufVocabulary& vocabulary)
{
    return Tokenizer::fromGguf(vocabulary, "model.gguf");
}

std::string refusal(const GgufVocabulary& vocabulary)
{
    return test::errorOf([&] { opened(vocabulary); });
}

GgufVocabulary smallByteLevel(const char* pre)
{
    GgufVocabulary vocabulary;
    vocabulary.model = "gpt2";
    vocabulary.pre = pre;
    for (int c = 0x21; c < 0x144; ++c) {
        const bool isByte = c <= 0x7E || (c >= 0xA1 && c != 0xAD);
        if (!isByte)
            continue;
        std::string text;
        if (c < 0x80)
            text = std::string(1, static_cast<char>(c));
        else
            text = {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
        vocabulary.tokens.push_back(text);
    }
    for (const char* token : {"12", "123", "\u0120a", "\u0120ab", "<|im_end|>", "<think>"})
        vocabulary.tokens.emplace_back(token);
    vocabulary.types.assign(vocabulary.tokens.size(), TokenType::Normal);
    vocabulary.types[vocabulary.tokens.size() - 2] = TokenType::Control;
    vocabulary.types[vocabulary.tokens.size() - 1] = TokenType::UserDefined;
    vocabulary.merges = {"1 2", "12 3", "\u0120 a", "\u0120a b"};
    return vocabulary;
}

TEST(GgufTokenizer, MergesTheHighestScoreFirst)
{
    const Tokenizer tokenizer = opened(smallSentencePiece());
    // "ab" before "▁a", and then neither "▁ab" nor "abc" can be left out: the higher score again.
    EXPECT_EQ(tokenizer.encode("ab"), (Ids{kFirstPiece + 3}));
    EXPECT_EQ(tokenizer.encode("abc"), (Ids{kFirstPiece + 3, kFirstPiece + 8}));
    EXPECT_EQ(tokenizer.encode("aab"), (Ids{kFirstPiece + 1, kFirstPiece}));
    EXPECT_EQ(tokenizer.decode(tokenizer.encode("ab abc")), "ab abc");
}

TEST(GgufTokenizer, WritesUnknownCharactersAsBytes)
{
    const Tokenizer tokenizer = opened(smallSentencePiece());
    EXPECT_EQ(tokenizer.encode("\u00E4"), (Ids{kFirstPiece + 5, 3 + 0xC3, 3 + 0xA4}));
    EXPECT_EQ(tokenizer.decode(Ids{3 + 0xC3, 3 + 0xA4}), "\u00E4");
    EXPECT_EQ(tokenizer.decode(Ids{3 + 0xC3, 3 + 0xA4, 3 + 0xA4}), "\uFFFD\uFFFD\uFFFD");
}

TEST(GgufTokenizer, PutsASpaceInFrontOnlyIfTheFileDoes)
{
    GgufVocabulary vocabulary = smallSentencePiece();
    vocabulary.addSpacePrefix = false;
    const Tokenizer tokenizer = opened(vocabulary);
    EXPECT_EQ(tokenizer.encode("ab"), (Ids{kFirstPiece}));
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(" ab")), " ab");
}

TEST(GgufTokenizer, TextNeverBecomesControlOrByteTokens)
{
    // "<s" and ">" are pieces whose join is a control token's text.
    const Tokenizer tokenizer = opened(smallSentencePiece());
    for (const std::int32_t id : tokenizer.encode("<s></s><unk>"))
        EXPECT_FALSE(tokenizer.isSpecial(id));
    EXPECT_EQ(tokenizer.encode("<s>", SpecialTokens::Recognise), (Ids{1}));
    EXPECT_EQ(tokenizer.encode("a\n\nb").at(1), kFirstPiece + 13)
        << "user-defined ones are found in any text";
    EXPECT_EQ(tokenizer.decode(tokenizer.encode("<0x0A>")), "<0x0A>");
}

TEST(GgufTokenizer, SaysWhatBelongsInFront)
{
    GgufVocabulary vocabulary = smallSentencePiece();
    EXPECT_THAT(opened(vocabulary).idsInFront(), ElementsAre(1));
    EXPECT_THAT(opened(vocabulary).idsBehind(), ElementsAre());
    vocabulary.addBos = false;
    vocabulary.addEos = true;
    EXPECT_THAT(opened(vocabulary).idsInFront(), ElementsAre());
    EXPECT_THAT(opened(vocabulary).idsBehind(), ElementsAre(2));
}

TEST(GgufTokenizer, CutsWordsAsThePreTokenizerSays)
{
    EXPECT_EQ(opened(smallByteLevel("gpt-2")).encode("123").size(), 1U);
    EXPECT_EQ(opened(smallByteLevel("llama-bpe")).encode("123").size(), 1U);
    EXPECT_EQ(opened(smallByteLevel("llama-bpe")).encode("1231").size(), 2U);
    EXPECT_EQ(opened(smallByteLevel("smollm")).encode("123").size(), 3U);
    EXPECT_EQ(opened(smallByteLevel("qwen2")).encode("123").size(), 3U);
    const Tokenizer composing = opened(smallByteLevel("qwen2"));
    EXPECT_EQ(composing.encode("e\u0301"), composing.encode("\u00E9")) << "NFC, which the file leaves unsaid";
}

TEST(GgufTokenizer, WarnsWhereTheFileNamesNoPreTokenizer)
{
    EXPECT_EQ(opened(smallByteLevel("smollm")).warning(), "");
    EXPECT_THAT(opened(smallByteLevel("")).warning(), HasSubstr("model.gguf"));
    EXPECT_THAT(opened(smallByteLevel("default")).warning(), HasSubstr("GPT-2"));
    EXPECT_EQ(opened(smallByteLevel("default")).encode("123").size(), 1U);
    EXPECT_EQ(opened(smallSentencePiece()).warning(), "");
}

TEST(GgufTokenizer, RefusesByName)
{
    EXPECT_THAT(refusal(smallByteLevel("kimi-k2")), HasSubstr("kimi-k2"));
    GgufVocabulary vocabulary = smallSentencePiece();
    vocabulary.model = "t5";
    EXPECT_THAT(refusal(vocabulary), HasSubstr("\"t5\""));
    vocabulary = smallSentencePiece();
    vocabulary.scores.clear();
    EXPECT_THAT(refusal(vocabulary), HasSubstr("no scores"));
    vocabulary = smallSentencePiece();
    vocabulary.scores[5] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THAT(refusal(vocabulary), HasSubstr("no number"));
    vocabulary = smallSentencePiece();
    vocabulary.types.pop_back();
    EXPECT_THAT(refusal(vocabulary), HasSubstr("another number of tokens"));
    vocabulary = smallSentencePiece();
    vocabulary.tokens[260] = vocabulary.tokens[259];
    EXPECT_THAT(refusal(vocabulary), HasSubstr("two ids"));
    vocabulary = smallSentencePiece();
    vocabulary.tokens[260] = "";
    EXPECT_THAT(refusal(vocabulary), HasSubstr("empty token"));
    vocabulary = smallSentencePiece();
    vocabulary.tokens[260] = "\xFF";
    EXPECT_THAT(refusal(vocabulary), HasSubstr("not UTF-8"));
    vocabulary = smallByteLevel("gpt-2");
    vocabulary.merges.emplace_back("1 q9");
    EXPECT_THAT(refusal(vocabulary), HasSubstr("no token \"q9\""));
    vocabulary = smallByteLevel("gpt-2");
    vocabulary.merges.emplace_back(" 12");
    EXPECT_THAT(refusal(vocabulary), HasSubstr("a merge is"));
}

TEST(GgufTokenizer, RefusesToExportWhatTheFormatCannotSay)
{
    const Tokenizer odd =
        Tokenizer::load(std::string(RW_SOURCE_DIR) + "/tests/core/text/data/families/prefixed.json");
    EXPECT_THAT(test::errorOf([&] { ggufVocabulary(odd); }), HasSubstr("GGUF file cannot say"));
}

} // namespace
} // namespace rw
