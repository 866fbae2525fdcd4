#include "core/base/error.h"
#include "core/checking/program_reply.h"
#include "core/verify/verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rw {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string complaint(std::string_view reply)
{
    try {
        static_cast<void>(parseProgramReply(reply, "It is 42."));
    } catch (const Error& problem) {
        return problem.what();
    }
    return "none";
}

TEST(ProgramReply, TakesAVerdictWithItsEvidence)
{
    const Verdict verdict = parseProgramReply(
        R"({"verdict": "wrong", "extracted": "42", "span": [6, 8], "rule": "my rule", "normalised": "42.0",
            "normalised_expected": "43.0", "message": "Close."})",
        "It is 42.");
    EXPECT_EQ(verdict.outcome, Outcome::Wrong);
    EXPECT_EQ(verdict.extracted, "42");
    EXPECT_EQ(verdict.span, (Span{6, 8}));
    EXPECT_EQ(verdict.rule, "my rule");
    EXPECT_EQ(verdict.normalised, "42.0");
    EXPECT_EQ(verdict.normalisedExpected, "43.0");
    EXPECT_EQ(verdict.message, "Close.");
    EXPECT_TRUE(verdict.parts.empty());
}

TEST(ProgramReply, TakesAScoreAlone)
{
    EXPECT_EQ(parseProgramReply(R"({"score": 1})", "").outcome, Outcome::Correct);
    const Verdict half = parseProgramReply(R"({"score": 0.5})", "");
    EXPECT_EQ(half.outcome, Outcome::Wrong);
    EXPECT_EQ(scoreOf(half), 0.5);
    const Verdict both = parseProgramReply(R"({"score": -1, "verdict": "undecided"})", "");
    EXPECT_EQ(both.outcome, Outcome::Undecided);
    EXPECT_EQ(scoreOf(both), -1.0);
}

TEST(ProgramReply, FindsWhereWhatItReadStands)
{
    const auto spanOf = [](std::string_view extracted, std::string_view completion) {
        return parseProgramReply(R"({"score": 1, "extracted": ")" + std::string(extracted) + "\"}",
                                 completion)
            .span;
    };
    EXPECT_EQ(spanOf("42", "42 or rather 42."), (Span{13, 15})) << "the last";
    EXPECT_EQ(spanOf("42", "Zw\u00f6lf: 42"), (Span{7, 9})) << "in code points";
    EXPECT_EQ(spanOf("43", "It is 42."), std::nullopt);
    EXPECT_EQ(spanOf("", "It is 42."), std::nullopt);
}

TEST(ProgramReply, SaysWhatIsWrongWithIt)
{
    EXPECT_THAT(complaint("yes"), HasSubstr("not valid JSON"));
    EXPECT_THAT(complaint("[1]"), HasSubstr("one JSON object"));
    EXPECT_THAT(complaint("{}"), HasSubstr("neither a \"verdict\" nor a \"score\""));
    EXPECT_THAT(complaint(R"({"verdict": "great"})"), HasSubstr("great"));
    EXPECT_THAT(complaint(R"({"verdict": 1})"), HasSubstr("verdict"));
    EXPECT_THAT(complaint(R"({"score": 2})"), HasSubstr("between -1 and 1"));
    EXPECT_THAT(complaint(R"({"score": "1"})"), HasSubstr("score"));
    EXPECT_THAT(complaint(R"({"score": 1e999})"), HasSubstr("JSON"));
    EXPECT_THAT(complaint(R"({"score": 1, "span": [8, 6]})"), HasSubstr("does not lie in the answer"));
    EXPECT_THAT(complaint(R"({"score": 1, "span": [0, 10]})"), HasSubstr("has 9 characters"));
    EXPECT_THAT(complaint(R"({"score": 1, "span": [-1, 2]})"), HasSubstr("two whole numbers"));
    EXPECT_THAT(complaint(R"({"score": 1, "span": [0.5, 2]})"), HasSubstr("two whole numbers"));
    EXPECT_THAT(complaint(R"({"score": 1, "span": "all"})"), HasSubstr("two whole numbers"));
    EXPECT_THAT(complaint(R"({"score": 1, "extracted": 42})"), HasSubstr("extracted"));
    EXPECT_THAT(complaint(R"({"score": 1, "score": 0})"), HasSubstr("score"));
    EXPECT_THAT(complaint(R"({"score": 1} {"score": 0})"), HasSubstr("not valid JSON"));
    EXPECT_THAT(complaint(std::string(200, '[')), HasSubstr("what the program wrote"));
}

} // namespace

} // namespace rw
