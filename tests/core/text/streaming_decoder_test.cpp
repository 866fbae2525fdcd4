#include "core/text/school_tokens.h"
#include "core/text/streaming_decoder.h"
#include "tests/core/text/small_tokenizer.h"

#include <gtest/gtest.h>

#include <vector>

namespace rw {
namespace {

using test::idOfByte;

TEST(StreamingDecoder, HoldsBackUnfinishedCharacters)
{
    StreamingDecoder decoder(test::smallTokenizer());
    EXPECT_EQ(decoder.push(262), " the");
    EXPECT_EQ(decoder.push(idOfByte('\xF0')), "");
    EXPECT_EQ(decoder.push(idOfByte('\x9F')), "");
    EXPECT_EQ(decoder.push(idOfByte('\x98')), "");
    EXPECT_EQ(decoder.push(idOfByte('\x80')), "\U0001F600");
    EXPECT_EQ(decoder.finish(), "");
}

TEST(StreamingDecoder, SpecialTokensGiveNoText)
{
    StreamingDecoder decoder(test::smallTokenizer());
    EXPECT_EQ(decoder.push(kUserId), "");
    EXPECT_EQ(decoder.push(261), "the");
    EXPECT_EQ(decoder.push(kEndId), "");
    EXPECT_EQ(decoder.push(99'999), "");
    EXPECT_EQ(decoder.finish(), "");
}

TEST(StreamingDecoder, JoinsToWhatDecodeGives)
{
    const Tokenizer tokenizer = test::smallTokenizer();
    std::vector<std::int32_t> ids;
    for (std::int32_t id = 0; id < tokenizer.vocabSize(); ++id) // every byte, in an order that is no UTF-8
        ids.push_back(id);
    ids.push_back(idOfByte('\xE4'));
    StreamingDecoder decoder(tokenizer);
    std::string joined;
    for (const std::int32_t id : ids)
        joined += decoder.push(id);
    joined += decoder.finish();
    EXPECT_EQ(joined, tokenizer.decode(ids));
}

} // namespace
} // namespace rw
