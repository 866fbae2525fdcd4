#include "core/runlog/trace_blob.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

TEST(TraceBlob, RoundTripsTraces)
{
    const auto traces = test::sampleTokens(5);
    EXPECT_EQ(unpackTraces(packTraces(traces), "answer"), traces);
    EXPECT_TRUE(unpackTraces(packTraces({}), "answer").empty());
}

TEST(TraceBlob, IsLittleEndianOnEveryMachine)
{
    const std::vector<std::int32_t> values{1, -2};
    EXPECT_EQ(packIntegers(values), std::string("\x01\0\0\0\xFE\xFF\xFF\xFF", 8));
    EXPECT_EQ(unpackIntegers(packIntegers(values), "prompt"), values);
}

TEST(TraceBlob, RefusesBlobsThatDoNotFitTogether)
{
    const TraceBlobs whole = packTraces(test::sampleTokens(3));
    const auto complaint = [&](std::string TraceBlobs::*member, std::size_t bytes) {
        TraceBlobs cut = whole;
        (cut.*member).resize(bytes);
        return test::errorOf([&] { unpackTraces(cut, "Answer 5"); });
    };
    using testing::AllOf;
    using testing::HasSubstr;
    EXPECT_THAT(complaint(&TraceBlobs::tokens, 11),
                AllOf(HasSubstr("Answer 5 is damaged"), HasSubstr("token ids")));
    EXPECT_THAT(complaint(&TraceBlobs::tokens, 8), HasSubstr("log-probabilities"));
    EXPECT_THAT(complaint(&TraceBlobs::logprobs, 0), HasSubstr("log-probabilities"));
    EXPECT_THAT(complaint(&TraceBlobs::ranks, 13), HasSubstr("ranks"));
    EXPECT_THAT(complaint(&TraceBlobs::entropies, 8), HasSubstr("entropies"));
    EXPECT_THAT(complaint(&TraceBlobs::likeliest, 119), HasSubstr("likeliest"));
    EXPECT_THROW(unpackIntegers("abc", "prompt"), Error);
}

} // namespace
} // namespace rw
