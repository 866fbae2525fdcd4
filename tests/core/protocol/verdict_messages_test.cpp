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

} // namespace
} // namespace rw::protocol
