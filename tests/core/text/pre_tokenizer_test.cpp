#include "core/base/error.h"
#include "core/text/pre_tokenizer.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rw {
namespace {

using Pieces = std::vector<std::string>;
using testing::HasSubstr;

Pieces pieces(std::vector<PreTokenizerStep> steps, std::string_view text, bool isFirst = true)
{
    Pieces result;
    PreTokenizer(std::move(steps)).split(text, isFirst, [&](std::string_view piece) {
        result.emplace_back(piece);
    });
    return result;
}

SplitStep literal(SplitBehavior behavior, bool invert = false)
{
    return {TextPattern::literal("-"), behavior, invert};
}

SplitStep expression(const char* text, SplitBehavior behavior = SplitBehavior::Isolated, bool invert = false)
{
    return {TextPattern::expression(text, "tokenizer.json"), behavior, invert};
}

TEST(PreTokenizer, SetsDigitsApart)
{
    const std::vector<PreTokenizerStep> school{DigitsStep{true}, WordsStep{WordPattern::Gpt2}};
    EXPECT_EQ(pieces(school, "a 12"), (Pieces{"a", " ", "1", "2"}));
    EXPECT_EQ(pieces(school, "$13;"), (Pieces{"$", "1", "3", ";"}));
    EXPECT_EQ(pieces(school, "a  1"), (Pieces{"a", "  ", "1"})) << "the run ends where the digit begins";
    EXPECT_EQ(pieces({DigitsStep{false}}, "a 12\u00BDb3"), (Pieces{"a ", "12\u00BD", "b", "3"}));
}

TEST(PreTokenizer, SplitsAsEachBehaviourSays)
{
    // What `tokenizers` documents for SplitDelimiterBehavior.
    const char* text = "the-final--countdown";
    EXPECT_EQ(pieces({literal(SplitBehavior::Removed)}, text), (Pieces{"the", "final", "countdown"}));
    EXPECT_EQ(pieces({literal(SplitBehavior::Isolated)}, text),
              (Pieces{"the", "-", "final", "-", "-", "countdown"}));
    EXPECT_EQ(pieces({literal(SplitBehavior::MergedWithPrevious)}, text),
              (Pieces{"the-", "final-", "-", "countdown"}));
    EXPECT_EQ(pieces({literal(SplitBehavior::MergedWithNext)}, text),
              (Pieces{"the", "-final", "-", "-countdown"}));
    EXPECT_EQ(pieces({literal(SplitBehavior::Removed, true)}, text), (Pieces{"-", "-", "-"}));
}

TEST(PreTokenizer, MetaspacePutsAMarkerInFrontOfWords)
{
    using Prepend = MetaspaceStep::Prepend;
    EXPECT_EQ(pieces({MetaspaceStep{Prepend::Always, true}}, "a  b"),
              (Pieces{"\u2581a", "\u2581", "\u2581b"}));
    EXPECT_EQ(pieces({MetaspaceStep{Prepend::First, false}}, "a b"), (Pieces{"\u2581a\u2581b"}));
    EXPECT_EQ(pieces({MetaspaceStep{Prepend::First, false}}, "a b", false), (Pieces{"a\u2581b"}));
    EXPECT_EQ(pieces({MetaspaceStep{Prepend::Never, false}}, "a b"), (Pieces{"a\u2581b"}));
    EXPECT_EQ(pieces({MetaspaceStep{Prepend::Always, false}}, " a"), (Pieces{"\u2581a"}));
}

TEST(PreTokenizer, PutsASpaceInFront)
{
    const std::vector<PreTokenizerStep> steps{PrefixSpaceStep{}, WordsStep{WordPattern::Gpt2}};
    EXPECT_EQ(pieces(steps, "a b"), (Pieces{" a", " b"}));
    EXPECT_EQ(pieces(steps, " a"), (Pieces{" a"}));
}

TEST(PreTokenizer, RunsUnknownExpressions)
{
    EXPECT_EQ(pieces({expression("\\s+|\\p{Lu}+")}, "ab CD  e"), (Pieces{"ab", " ", "CD", "  ", "e"}));
    EXPECT_EQ(pieces({expression("x*")}, "axxb"), (Pieces{"a", "xx", "b"})) << "empty matches cut";
    EXPECT_EQ(pieces({expression("\\p{L}+", SplitBehavior::Removed, true)}, "ab, c"), (Pieces{"ab", "c"}));
}

TEST(PreTokenizer, WhiteSpaceIsWhatOnigurumaTakesForIt)
{
    EXPECT_EQ(pieces({expression("\\s")}, "a\u180Eb"), (Pieces{"a\u180Eb"}));
    EXPECT_EQ(pieces({expression("\\S+")}, "a\u180Eb c"), (Pieces{"a\u180Eb", " ", "c"}));
    EXPECT_EQ(pieces({expression("[^\\s]+")}, "a\u180Eb c"), (Pieces{"a\u180Eb", " ", "c"}));
    EXPECT_EQ(pieces({expression("[\\S]+")}, "a\u180Eb c"), (Pieces{"a\u180Eb", " ", "c"}));
    EXPECT_EQ(pieces({expression("\\s")}, "a\u0085b\u3000c"), (Pieces{"a", "\u0085", "b", "\u3000", "c"}));
}

TEST(PreTokenizer, EndsACatastrophicExpression)
{
    const std::string text(40, 'a');
    const std::string message = test::errorOf([&] { pieces({expression("(\\p{L}+)+\\d")}, text); });
    EXPECT_THAT(message, HasSubstr("(\\p{L}+)+\\d"));
    EXPECT_THAT(message, HasSubstr("too many steps"));
}

TEST(PreTokenizer, RefusesExpressionsByName)
{
    EXPECT_THAT(test::errorOf([] { expression("(?<=a)b"); }), HasSubstr("looks behind"));
    EXPECT_THAT(test::errorOf([] { expression("(?<!a)b"); }), HasSubstr("looks behind"));
    EXPECT_THAT(test::errorOf([] { expression("(a"); }), HasSubstr("(a"));
    EXPECT_THAT(test::errorOf([] { expression("(*LIMIT_MATCH=4000000000)a"); }), HasSubstr("options"));
    EXPECT_THAT(test::errorOf([] { expression("a\\Cb"); }), HasSubstr("cannot be read"));
    EXPECT_THAT(test::errorOf([] { expression("\\h+"); }), HasSubstr("\\h"));
    EXPECT_THAT(test::errorOf([] { expression(""); }), HasSubstr("empty"));
    EXPECT_THAT(test::errorOf([] { expression(std::string(5000, 'a').c_str()); }), HasSubstr("longer"));
}

} // namespace
} // namespace rw
