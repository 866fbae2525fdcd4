#include "core/protocol/json_rpc.h"
#include "core/protocol/messages.h"
#include "core/protocol/verdict_messages.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

namespace rw::protocol {
namespace {

using testing::HasSubstr;

template <class Message>
Message throughPipe(const Message& message)
{
    const Message got = parse<Message>(parseLine(notificationLine("test", toJson(message))).params);
    EXPECT_EQ(toJson(got), toJson(message));
    return got;
}

TEST(VerdictMessages, Judge)
{
    const JudgeParams got = throughPipe(JudgeParams{"4c5e", {77}, Outcome::Undecided});
    EXPECT_EQ(got.uuid, "4c5e");
    EXPECT_EQ(got.rollout.value, 77);
    EXPECT_EQ(got.outcome, Outcome::Undecided);
    EXPECT_FALSE(throughPipe(JudgeParams{"4c5e", {77}, {}}).outcome);

    JudgeAcknowledged message{"4c5e", {77}, 3, {}};
    message.verdict.outcome = Outcome::Wrong;
    message.verdict.verifier = kByHand;
    const JudgeAcknowledged result = throughPipe(message);
    EXPECT_EQ(result.uuid, "4c5e");
    EXPECT_EQ(result.rollout.value, 77);
    EXPECT_EQ(result.version, 3);
    EXPECT_EQ(result.verdict, message.verdict);
}

TEST(VerdictMessages, JudgeRefusesWhatNoPersonSays)
{
    const auto complaint = [](const char* text) {
        return test::errorOf([&] { static_cast<void>(parse<JudgeParams>(parseJson(text, "test"))); });
    };
    EXPECT_THAT(complaint(R"({"uuid":"a","rollout":1})"), HasSubstr("outcome"));
    EXPECT_THAT(complaint(R"({"uuid":"a","rollout":1,"outcome":"error"})"), HasSubstr("undecided"));
    EXPECT_THAT(complaint(R"({"uuid":"a","rollout":1,"outcome":"maybe"})"), HasSubstr("maybe"));
    EXPECT_THAT(complaint(R"({"uuid":"","rollout":1,"outcome":"wrong"})"), HasSubstr("uuid"));
    EXPECT_THAT(complaint(R"({"uuid":"a","outcome":"wrong"})"), HasSubstr("rollout"));
}

TEST(VerdictMessages, VerifyAgain)
{
    const VerifyAgainParams got = throughPipe(VerifyAgainParams{{7}, {70}, true});
    EXPECT_EQ(got.group.value, 7);
    EXPECT_EQ(got.rollout.value, 70);
    EXPECT_TRUE(got.overByHand);
    EXPECT_FALSE(throughPipe(VerifyAgainParams{}).group.isValid());
    EXPECT_FALSE(throughPipe(VerifyAgainParams{}).rollout.isValid());
    const VerifyAgainResult result = throughPipe(VerifyAgainResult{100, 12, 7, 3, 1});
    EXPECT_EQ(result.answers, 100);
    EXPECT_EQ(result.stored, 12);
    EXPECT_EQ(result.changed, 7);
    EXPECT_EQ(result.byHand, 3);
    EXPECT_EQ(result.errors, 1);
}

std::vector<VerifierSpec> twoVerifiers()
{
    return {verifierSpecFromString("final-number"),
            verifierSpecFromString("exact-text:weight=0.5,part=same")};
}

TEST(VerdictMessages, PreviewVerifiers)
{
    const PreviewVerifiersParams got = throughPipe(PreviewVerifiersParams{twoVerifiers(), {7}, {70}, 30});
    EXPECT_EQ(got.verifiers, twoVerifiers());
    EXPECT_EQ(got.group.value, 7);
    EXPECT_EQ(got.rollout.value, 70);
    EXPECT_EQ(got.answers, 30);

    PreviewVerifiersResult message{{{{7}, {77}, 2, {}, {}}, {{7}, {78}, 3, Verdict{}, {}}}};
    message.answers[1].after.outcome = Outcome::Correct;
    const PreviewVerifiersResult result = throughPipe(message);
    ASSERT_EQ(result.answers.size(), 2U);
    EXPECT_EQ(result.answers[0].rollout.value, 77);
    EXPECT_EQ(result.answers[0].index, 2);
    EXPECT_FALSE(result.answers[0].before);
    EXPECT_EQ(result.answers[1].before, Verdict{});
    EXPECT_EQ(result.answers[1].after.outcome, Outcome::Correct);
}

TEST(VerdictMessages, BenchVerifiers)
{
    const BenchVerifiersParams got = throughPipe(BenchVerifiersParams{twoVerifiers(), 1000});
    EXPECT_EQ(got.verifiers, twoVerifiers());
    EXPECT_EQ(got.answers, 1000);

    VerifierBench bench;
    bench.answers = {{{1}, {10}, Outcome::Correct}, {{1}, {11}, {}}, {{2}, {12}, Outcome::Wrong}};
    bench.verifiers = {{twoVerifiers()[0], {Outcome::Correct, Outcome::Undecided, Outcome::Error}, 0.25, 1.5},
                       {twoVerifiers()[1], {Outcome::Wrong, Outcome::Wrong, Outcome::Correct}, 0.0, 0.0}};
    EXPECT_EQ(throughPipe(bench), bench);
    EXPECT_EQ(throughPipe(VerifierBench{}), VerifierBench{});
}

TEST(VerdictMessages, ReviewProgress)
{
    const ReviewProgress got = throughPipe(ReviewProgress{"bench_verifiers", 3, 10});
    EXPECT_EQ(got.method, "bench_verifiers");
    EXPECT_EQ(got.done, 3);
    EXPECT_EQ(got.total, 10);
}

TEST(VerdictMessages, NameTheMemberThatIsWrong)
{
    const auto complaint = [](auto message, const char* text) {
        return test::errorOf([&] { fromJson(parseJson(text, "test"), message); });
    };
    EXPECT_THAT(complaint(PreviewVerifiersParams{}, R"({"verifiers":["nonsense"]})"), HasSubstr("nonsense"));
    EXPECT_THAT(complaint(PreviewVerifiersParams{}, R"({"answers":0})"), HasSubstr("answers"));
    EXPECT_THAT(complaint(PreviewVerifiersParams{}, R"({"answers":501})"), HasSubstr("500"));
    EXPECT_THAT(complaint(BenchVerifiersParams{}, R"({"answers":200001})"), HasSubstr("200000"));
    EXPECT_THAT(complaint(BenchVerifiersParams{}, R"({"verifiers":"exact"})"), HasSubstr("verifiers"));
    EXPECT_THAT(complaint(VerifyAgainParams{}, R"({"group":-1})"), HasSubstr("group"));
    EXPECT_THAT(complaint(VerifyAgainParams{}, R"({"rollout":"first"})"), HasSubstr("rollout"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({})"), HasSubstr("groups"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({"groups":[1],"rollouts":[1,2]})"), HasSubstr("id for each"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({"groups":[1,2],"rollouts":[1]})"), HasSubstr("id for each"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({"groups":[1],"rollouts":[18446744073709551615]})"),
                HasSubstr("rollouts"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({"groups":[-1],"rollouts":[1]})"), HasSubstr("groups"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({"groups":[1],"rollouts":[1],"by_hand":"e"})"),
                HasSubstr("by_hand"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({"groups":[1],"rollouts":[1],"by_hand":"-","verifiers":
        [{"verifier":"exact-text","outcomes":"cw"}]})"),
                HasSubstr("outcomes"));
    EXPECT_THAT(complaint(VerifierBench{}, R"({"groups":[1],"rollouts":[1],"by_hand":"-","verifiers":
        [{"verifier":"exact-text","outcomes":"x"}]})"),
                HasSubstr("outcomes"));
}

} // namespace
} // namespace rw::protocol
