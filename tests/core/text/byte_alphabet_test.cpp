#include "core/text/byte_alphabet.h"

#include <gtest/gtest.h>

#include <string>

namespace rw {
namespace {

TEST(ByteAlphabet, WritesTheKnownCharacters)
{
    EXPECT_EQ(alphabetText(" the\n"), "\u0120the\u010A");
    EXPECT_EQ(alphabetText(std::string_view("\0", 1)), "\u0100");
    EXPECT_EQ(alphabetText("\x7F"), "\u0121");
    EXPECT_EQ(alphabetText("\xAD"), "\u0143");
    EXPECT_EQ(alphabetText("\xFF"), "\u00FF");
}

TEST(ByteAlphabet, ReadsAllBytesBack)
{
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    EXPECT_EQ(alphabetBytes(alphabetText(all)), all);
}

TEST(ByteAlphabet, RefusesOtherCharacters)
{
    EXPECT_EQ(alphabetBytes("a b"), std::nullopt) << "a space is written as another character";
    EXPECT_EQ(alphabetBytes("\u0144"), std::nullopt) << "one past the last";
    EXPECT_EQ(alphabetBytes("\u6F22"), std::nullopt);
    EXPECT_EQ(alphabetBytes(""), "");
}

} // namespace
} // namespace rw
