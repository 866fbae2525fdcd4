#include "core/text/piece_scanner.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rw {
namespace {

using Pieces = std::vector<std::string>;

Pieces pieces(std::string_view text, WordPattern pattern = WordPattern::Gpt2)
{
    PieceScanner scanner(text, pattern);
    Pieces result;
    for (std::string_view piece = scanner.next(); !piece.empty(); piece = scanner.next())
        result.emplace_back(piece);
    return result;
}

TEST(PieceScanner, KeepsASpaceWithTheWordBehindIt)
{
    EXPECT_EQ(pieces("the total is"), (Pieces{"the", " total", " is"}));
    EXPECT_EQ(pieces("cost $x!"), (Pieces{"cost", " $", "x", "!"}));
}

TEST(PieceScanner, TakesNumbersAsThePatternSays)
{
    EXPECT_EQ(pieces("a 12x"), (Pieces{"a", " 12", "x"}));
    EXPECT_EQ(pieces("a 12345", WordPattern::Llama3), (Pieces{"a", " ", "123", "45"}));
    EXPECT_EQ(pieces("a 123", WordPattern::Qwen2), (Pieces{"a", " ", "1", "2", "3"}));
    EXPECT_EQ(pieces("\u00BD\u2167\u0663", WordPattern::Qwen2), (Pieces{"\u00BD", "\u2167", "\u0663"}))
        << "other numeric characters too";
}

TEST(PieceScanner, LlamaTakesAnyOneCharacterWithAWord)
{
    EXPECT_EQ(pieces("(word\tnext\u3000x", WordPattern::Llama3), (Pieces{"(word", "\tnext", "\u3000x"}));
    EXPECT_EQ(pieces("((word\nnext", WordPattern::Llama3), (Pieces{"((", "word", "\n", "next"}));
    EXPECT_EQ(pieces("IT'S I'\u017F", WordPattern::Llama3), (Pieces{"IT", "'S", " I", "'\u017F"}))
        << "whatever the case; a long s is an s";
}

TEST(PieceScanner, LlamaKeepsLineBreaksTogether)
{
    EXPECT_EQ(pieces("a;\n\nb", WordPattern::Llama3), (Pieces{"a", ";\n\n", "b"}));
    EXPECT_EQ(pieces("a \n  \n  b", WordPattern::Llama3), (Pieces{"a", " \n  \n", " ", " b"}));
    EXPECT_EQ(pieces("a   ", WordPattern::Llama3), (Pieces{"a", "   "}));
    EXPECT_EQ(pieces("a   1", WordPattern::Llama3), (Pieces{"a", "  ", " ", "1"}));
}

TEST(PieceScanner, SplitsContractions)
{
    EXPECT_EQ(pieces("it's we'll they've I'd"),
              (Pieces{"it", "'s", " we", "'ll", " they", "'ve", " I", "'d"}));
    EXPECT_EQ(pieces("IT'S"), (Pieces{"IT", "'", "S"})) << "lower case only";
    EXPECT_EQ(pieces(" 's"), (Pieces{" '", "s"}));
}

TEST(PieceScanner, LeavesTheLastSpaceOfARun)
{
    EXPECT_EQ(pieces("a   b"), (Pieces{"a", "  ", " b"}));
    EXPECT_EQ(pieces("a   "), (Pieces{"a", "   "}));
    EXPECT_EQ(pieces("a\n\nb"), (Pieces{"a", "\n", "\n", "b"}));
    EXPECT_EQ(pieces("\t\u2003x"), (Pieces{"\t", "\u2003", "x"}));
    EXPECT_EQ(pieces("a  1"), (Pieces{"a", " ", " 1"}));
}

TEST(PieceScanner, KnowsUnicodeClasses)
{
    EXPECT_EQ(pieces("caf\u00E9 \u6F22\u5B57"), (Pieces{"caf\u00E9", " \u6F22\u5B57"}));
    EXPECT_EQ(pieces("e\u0301"), (Pieces{"e", "\u0301"})) << "a combining mark is no letter";
    EXPECT_EQ(pieces("a\u180Eb"), (Pieces{"a", "\u180E", "b"})) << "U+180E is no space";
    EXPECT_EQ(pieces("a \U0001F600!"), (Pieces{"a", " \U0001F600!"}));
}

TEST(PieceScanner, EndsAtOnceWithoutText)
{
    EXPECT_EQ(pieces(""), Pieces{});
}

} // namespace
} // namespace rw
