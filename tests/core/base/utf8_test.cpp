#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace rw {
namespace {

const std::string kReplacement = "\uFFFD";

TEST(Utf8Stream, HoldsBackAnUnfinishedCodePoint)
{
    Utf8Stream stream;
    EXPECT_EQ(stream.push("a\xF0\x9F"), "a");
    EXPECT_EQ(stream.push("\x98"), "");
    EXPECT_EQ(stream.push("\x80z"), "\U0001F600z");
    EXPECT_EQ(stream.finish(), "");
}

TEST(Utf8Stream, EndsWithOneReplacementForWhatIsMissing)
{
    Utf8Stream stream;
    EXPECT_EQ(stream.push("\xE4\xB8"), "");
    EXPECT_EQ(stream.finish(), kReplacement);
    EXPECT_EQ(stream.finish(), "");
}

TEST(Utf8Stream, ByteByByteEqualsAllAtOnce)
{
    const std::string text = "z\u00FC \u6F22 \U0001F469\u200D\U0001F467 \xFF\xC0\xED\xA0\x80 end\xF0\x90";
    Utf8Stream stream;
    std::string joined;
    for (const char byte : text)
        joined += stream.push(std::string(1, byte));
    joined += stream.finish();
    EXPECT_EQ(joined, validUtf8(text));
    EXPECT_TRUE(isValidUtf8(joined));
}

// Unicode 15, section 3.9, table 3-8 and the text before it: one U+FFFD for each maximal subpart.
TEST(ValidUtf8, ReplacesMaximalSubparts)
{
    EXPECT_EQ(validUtf8("a\xF1\x80\x80\xE1\x80\xC2"
                        "b\x80"
                        "c\x80\xBF"
                        "d"),
              "a" + kReplacement + kReplacement + kReplacement + "b" + kReplacement + "c" + kReplacement +
                  kReplacement + "d");
}

TEST(IsValidUtf8, RefusesWhatTheStandardRefuses)
{
    EXPECT_TRUE(isValidUtf8(""));
    EXPECT_TRUE(isValidUtf8("\xF4\x8F\xBF\xBF")) << "U+10FFFF";
    EXPECT_FALSE(isValidUtf8("\xC0\xAF")) << "overlong slash";
    EXPECT_FALSE(isValidUtf8("\xE0\x80\xAF")) << "overlong, three bytes";
    EXPECT_FALSE(isValidUtf8("\xF0\x80\x80\xAF")) << "overlong, four bytes";
    EXPECT_FALSE(isValidUtf8("\xED\xA0\x80")) << "surrogate";
    EXPECT_FALSE(isValidUtf8("\xF4\x90\x80\x80")) << "above U+10FFFF";
    EXPECT_FALSE(isValidUtf8("\x80")) << "continuation alone";
    EXPECT_FALSE(isValidUtf8("\xE2\x82")) << "cut off";
}

TEST(CodePoints, AreCountedNotBytes)
{
    const std::string text = "a\u00FC\u6F22\U0001F600!";
    EXPECT_EQ(codePointCount(text), 5U);
    EXPECT_EQ(codePointIndex(text, 0), 0U);
    EXPECT_EQ(codePointIndex(text, 3), 2U);
    EXPECT_EQ(codePointIndex(text, text.size()), 5U);
    EXPECT_EQ(codePointIndex(text, 1000), 5U);
}

} // namespace
} // namespace rw
