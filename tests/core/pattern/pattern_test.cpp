#include "core/base/error.h"
#include "core/pattern/pattern.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using testing::HasSubstr;

std::string found(const Pattern& pattern, std::string_view text)
{
    const auto match = pattern.find(text);
    return match ? std::string(text.substr(match->group.begin, match->group.end - match->group.begin))
                 : "nothing";
}

TEST(Pattern, FindsTheGroupThatTookPart)
{
    EXPECT_EQ(found(Pattern("(a+)|(b+)"), "xbbaa"), "bb");
    EXPECT_EQ(found(Pattern("a+"), "xaay"), "aa");
    EXPECT_EQ(found(Pattern("a+"), "x"), "nothing");
    EXPECT_EQ(found(Pattern("\\w+"), "- äöü"), "äöü");
    EXPECT_EQ(Pattern("ab*").findLast("ab a abb")->whole, (ByteRange{5, 8}));
}

TEST(Pattern, IsReadByItsOptions)
{
    EXPECT_EQ(found(Pattern("yes"), "YES"), "nothing");
    EXPECT_EQ(found(Pattern("yes", PatternOptions{.ignoreCase = true}), "YES"), "YES");
    EXPECT_EQ(found(Pattern("^b"), "a\nb"), "nothing");
    EXPECT_EQ(found(Pattern("^b", PatternOptions{.lineEnds = true}), "a\nb"), "b");
    EXPECT_EQ(found(Pattern("a(b)", PatternOptions{.groups = false}), "ab"), "ab");
}

TEST(Pattern, EndsASearchThatTakesTooMuch)
{
    const std::string text = std::string(60, 'a') + "b";
    EXPECT_THAT(test::errorOf([&] { static_cast<void>(Pattern("^(a+)+$").find(text)); }),
                HasSubstr("cannot be matched"));
    EXPECT_EQ(found(Pattern("(a+)+$"), "aaaaaab"), "nothing");
    const Pattern impatient("(a+)+$", PatternOptions{.steps = 10});
    EXPECT_THAT(test::errorOf([&] { static_cast<void>(impatient.find("aaaaaab")); }),
                HasSubstr("fewer nested repetitions"));
}

TEST(Pattern, SaysWhereAnExpressionBreaks)
{
    EXPECT_THAT(test::errorOf([] { Pattern("a(b"); }), HasSubstr("\"a(b\" cannot be read at byte 3"));
    EXPECT_THAT(test::errorOf([] { Pattern("a\\Cb"); }), HasSubstr("cannot be read"));
    EXPECT_THAT(test::errorOf([] { Pattern(std::string(5000, 'a')); }), HasSubstr("longer than 4096"));
}

} // namespace
} // namespace rw
