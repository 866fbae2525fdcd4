#include "core/protocol/line_buffer.h"
#include "tests/core/base/temporary_directory.h"

#include <gtest/gtest.h>

namespace rw::protocol {
namespace {

TEST(LineBuffer, GivesNothingBeforeTheNewline)
{
    LineBuffer lines;
    EXPECT_FALSE(lines.next());
    lines.append("half");
    EXPECT_FALSE(lines.next());
    lines.append(" a line\n");
    EXPECT_EQ(lines.next(), "half a line");
    EXPECT_FALSE(lines.next());
}

TEST(LineBuffer, TakesSeveralLinesFromOnePieceAndKeepsTheRest)
{
    LineBuffer lines;
    lines.append("one\n\ntwo\nthr");
    EXPECT_EQ(lines.next(), "one");
    EXPECT_EQ(lines.next(), "");
    EXPECT_EQ(lines.next(), "two");
    EXPECT_FALSE(lines.next());
    lines.append("ee\n");
    EXPECT_EQ(lines.next(), "three");
}

TEST(LineBuffer, JoinsBytesThatArriveOneByOne)
{
    LineBuffer lines;
    std::vector<std::string> got;
    for (const char byte : std::string("a\nbc\n\xE2\x82\xAC\n")) {
        lines.append({&byte, 1});
        while (const auto line = lines.next())
            got.push_back(*line);
    }
    EXPECT_EQ(got, (std::vector<std::string>{"a", "bc", "\xE2\x82\xAC"}));
}

TEST(LineBuffer, AcceptsALineOfExactlyTheLimit)
{
    LineBuffer lines(4);
    lines.append("1234\n12");
    lines.append("34\n");
    EXPECT_EQ(lines.next(), "1234");
    EXPECT_EQ(lines.next(), "1234");
}

TEST(LineBuffer, RefusesALongerLineInOnePieceAndInSeveral)
{
    EXPECT_THROW(LineBuffer(4).append("12345\n"), Error);
    LineBuffer lines(4);
    lines.append("ok\n123");
    EXPECT_NE(test::errorOf([&] { lines.append("45"); }).find("longer than 4 bytes"), std::string::npos);
    EXPECT_EQ(lines.next(), "ok");
}

TEST(LineBuffer, StaysQuickWithManyLinesAndLongOnes)
{
    LineBuffer lines;
    const std::string piece(65536, 'x');
    for (int i = 0; i < 256; ++i)
        lines.append(piece);
    lines.append("\n");
    EXPECT_EQ(lines.next()->size(), piece.size() * 256);
    std::string many;
    for (int i = 0; i < 100000; ++i)
        many += "line\n";
    lines.append(many);
    int count = 0;
    while (lines.next())
        ++count;
    EXPECT_EQ(count, 100000);
}

} // namespace
} // namespace rw::protocol
