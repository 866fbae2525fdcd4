#include "core/base/atomic_file.h"
#include "core/base/rng.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer.h"
#include "tests/core/text/small_tokenizer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace rw {
namespace {

using Ids = std::vector<std::int32_t>;
using test::idOfByte;
using test::smallTokenizer;

const std::filesystem::path kData = std::filesystem::path(RW_SOURCE_DIR) / "tests/core/text/data";

/// Any valid UTF-8, with letters, spaces and digits often enough to merge.
std::string randomText(Rng& rng)
{
    std::string text;
    const int length = rng.between(0, 60);
    for (int i = 0; i < length; ++i) {
        static const std::string kCommon = "the in th  \n0123456789'st$<|end|>";
        if (rng.between(0, 1) == 0) {
            text += rng.choose(kCommon);
            continue;
        }
        char32_t c = static_cast<char32_t>(rng.between(0, rng.between(0, 1) == 0 ? 0x3FF : 0x10FFFF));
        if (c >= 0xD800 && c <= 0xDFFF)
            c = 0xFFFD;
        if (c < 0x80) {
            text += static_cast<char>(c);
        } else if (c < 0x800) {
            text += {static_cast<char>(0xC0U | (c >> 6U)), static_cast<char>(0x80U | (c & 0x3FU))};
        } else if (c < 0x10000) {
            text += {static_cast<char>(0xE0U | (c >> 12U)), static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)),
                     static_cast<char>(0x80U | (c & 0x3FU))};
        } else {
            text += {static_cast<char>(0xF0U | (c >> 18U)), static_cast<char>(0x80U | ((c >> 12U) & 0x3FU)),
                     static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)), static_cast<char>(0x80U | (c & 0x3FU))};
        }
    }
    return text;
}

TEST(Tokenizer, StretchesAreOneText)
{
    const Tokenizer tokenizer = smallTokenizer();
    using enum SpecialTokens;
    const auto encode = [&](std::vector<TextStretch> stretches) { return tokenizer.encode(stretches); };
    EXPECT_EQ(encode({{"t", Ignore}, {"h", Recognise}, {"e", Ignore}}), (Ids{261})) << "merges cross borders";
    EXPECT_EQ(encode({{"<|e", Recognise}, {"nd|>", Recognise}}), (Ids{kEndId}));
    EXPECT_EQ(encode({{"<|end|>", Recognise}, {"<|end|>", Ignore}, {"<|end|>", Recognise}}).size(), 9U);
    EXPECT_EQ(encode({{"<|e", Recognise}, {"nd|>", Ignore}}), tokenizer.encode("<|end|>"));
    EXPECT_EQ(encode({{"<|e", Ignore}, {"nd|>", Recognise}}), tokenizer.encode("<|end|>"));
    EXPECT_EQ(encode({{"\xE2", Ignore}, {"\x82\xAC", Ignore}}), tokenizer.encode("\uFFFD\uFFFD\uFFFD"))
        << "a code point cannot be put together from stretches";
    EXPECT_TRUE(encode({}).empty());
}

TEST(Tokenizer, MergesByRank)
{
    const Tokenizer tokenizer = smallTokenizer();
    EXPECT_EQ(tokenizer.vocabSize(), 265);
    EXPECT_EQ(tokenizer.encode("the"), (Ids{261}));
    EXPECT_EQ(tokenizer.encode(" the"), (Ids{262}));
    EXPECT_EQ(tokenizer.encode("thing"), (Ids{260, 264}));
    EXPECT_EQ(tokenizer.encode("theth"), (Ids{261, 260}));
    EXPECT_EQ(tokenizer.encode("Th"), (Ids{idOfByte('T'), idOfByte('h')}));
    EXPECT_EQ(tokenizer.encode(""), Ids{});
}

TEST(Tokenizer, NeverMergesAcrossPieces)
{
    // "t" and "h" would merge, but a digit, a quote or a newline stands between or a new word begins.
    const Tokenizer tokenizer = smallTokenizer();
    EXPECT_EQ(tokenizer.encode("t1h"), (Ids{idOfByte('t'), idOfByte('1'), idOfByte('h')}));
    EXPECT_EQ(tokenizer.encode("  the"), (Ids{idOfByte(' '), 262}));
}

TEST(Tokenizer, KeepsDigitsSingle)
{
    const Tokenizer tokenizer = smallTokenizer();
    EXPECT_EQ(tokenizer.encode("a 12"), (Ids{idOfByte('a'), idOfByte(' '), idOfByte('1'), idOfByte('2')}));
}

TEST(Tokenizer, WritesOtherScriptsByteByByte)
{
    const Tokenizer tokenizer = smallTokenizer();
    EXPECT_EQ(tokenizer.encode("\u00FC"), (Ids{idOfByte('\xC3'), idOfByte('\xBC')}));
    EXPECT_EQ(tokenizer.encode("\U0001F600").size(), 4U);
}

TEST(Tokenizer, TextNeverBecomesASpecialTokenUnlessTrusted)
{
    const Tokenizer tokenizer = smallTokenizer();
    const Ids untrusted = tokenizer.encode("the<|end|>");
    EXPECT_EQ(untrusted.size(), 8U); // "the" and seven bytes
    for (const std::int32_t id : untrusted)
        EXPECT_FALSE(tokenizer.isSpecial(id));
    EXPECT_EQ(tokenizer.decode(untrusted), "the<|end|>");
    EXPECT_EQ(tokenizer.encode("the<|end|>", SpecialTokens::Recognise), (Ids{261, kEndId}));
    EXPECT_EQ(tokenizer.encode("<|user|><|user", SpecialTokens::Recognise).front(), kUserId);
}

TEST(Tokenizer, DecodesWithAndWithoutSpecialTokens)
{
    const Tokenizer tokenizer = smallTokenizer();
    const Ids ids{kUserId, 261, idOfByte('!'), kEndId};
    EXPECT_EQ(tokenizer.decode(ids), "the!");
    EXPECT_EQ(tokenizer.decode(ids, false), "<|user|>the!<|end|>");
}

TEST(Tokenizer, DecodesWhatIsNoTextWithoutFailing)
{
    const Tokenizer tokenizer = smallTokenizer();
    EXPECT_EQ(tokenizer.decode(Ids{idOfByte('a'), idOfByte('\xE4'), idOfByte('b')}), "a\uFFFDb");
    EXPECT_EQ(tokenizer.decode(Ids{-1, 265, 1'000'000, idOfByte('x')}), "x");
    EXPECT_EQ(tokenizer.tokenBytes(idOfByte('\xE4')), "\xE4");
    EXPECT_EQ(tokenizer.tokenBytes(265), "");
    EXPECT_FALSE(tokenizer.isSpecial(-1));
}

TEST(Tokenizer, FindsIdsByText)
{
    const Tokenizer tokenizer = smallTokenizer();
    EXPECT_EQ(tokenizer.idOf("<|end|>"), kEndId);
    EXPECT_EQ(tokenizer.idOf(" the"), 262);
    EXPECT_EQ(tokenizer.idOf("\xE4"), idOfByte('\xE4'));
    EXPECT_EQ(tokenizer.idOf("cat"), std::nullopt);
}

TEST(Tokenizer, AgreesWithHuggingFace)
{
    const Tokenizer tokenizer = Tokenizer::load(kData / "tokenizer.json");
    std::istringstream lines(readFile(kData / "golden.jsonl", 1U << 20U));
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line); ++rows) {
        const Json row = parseJson(line, "golden.jsonl");
        const auto text = row["text"].get<std::string>();
        EXPECT_EQ(tokenizer.encode(text), row["plain"].get<Ids>()) << line;
        EXPECT_EQ(tokenizer.encode(text, SpecialTokens::Recognise), row["special"].get<Ids>()) << line;
    }
    EXPECT_GT(rows, 200U);
}

TEST(Tokenizer, DecodingGivesTheTextBack)
{
    const Tokenizer trained = Tokenizer::load(kData / "tokenizer.json");
    const Tokenizer small = smallTokenizer();
    Rng rng(11);
    for (int i = 0; i < 2000; ++i) {
        const std::string text = randomText(rng);
        ASSERT_TRUE(isValidUtf8(text));
        EXPECT_EQ(trained.decode(trained.encode(text)), text);
        EXPECT_EQ(small.decode(small.encode(text)), text);
        EXPECT_EQ(trained.decode(trained.encode(text, SpecialTokens::Recognise), false), text);
    }
}

TEST(Tokenizer, ReadsBrokenBytesAsReplacementCharacters)
{
    const Tokenizer tokenizer = smallTokenizer();
    EXPECT_EQ(tokenizer.encode("a\xFFz"), tokenizer.encode("a\uFFFDz"));
}

TEST(Tokenizer, EncodesALongWordInReasonableTime)
{
    // A quadratic merge would take hours for this one piece.
    const Tokenizer tokenizer = smallTokenizer();
    std::string word;
    for (int i = 0; i < 300'000; ++i)
        word += "the";
    EXPECT_EQ(tokenizer.encode(word), Ids(300'000, 261));
}

TEST(Tokenizer, IsUsableFromSeveralThreads)
{
    const Tokenizer tokenizer = smallTokenizer();
    const Ids expected = tokenizer.encode("the thing in the ring");
    std::vector<std::thread> threads;
    std::vector<int> equal(4, 0);
    for (int& count : equal) {
        threads.emplace_back([&tokenizer, &expected, &count] {
            for (int i = 0; i < 200; ++i)
                count += tokenizer.encode("the thing in the ring") == expected ? 1 : 0;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(equal, std::vector<int>(4, 200));
}

} // namespace
} // namespace rw
