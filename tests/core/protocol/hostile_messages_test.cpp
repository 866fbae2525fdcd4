#include "core/protocol/messages.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

namespace rw::protocol {
namespace {

using testing::AllOf;
using testing::HasSubstr;

template <class Message>
std::string complaint(const char* text)
{
    return test::errorOf([&] { parse<Message>(parseJson(text, "test")); });
}

TEST(HostileMessages, AreRefusedByMessageAndMember)
{
    EXPECT_THAT(complaint<Hello>("{}"), AllOf(HasSubstr("hello"), HasSubstr("protocol")));
    EXPECT_THAT(complaint<Hello>(R"({"protocol":1,"environment":[]})"), HasSubstr("environment"));
    EXPECT_THAT(complaint<OpenRunParams>("{}"), AllOf(HasSubstr("open_run"), HasSubstr("directory")));
    EXPECT_THAT(complaint<OpenRunParams>(R"({"directory":7})"), HasSubstr("directory"));
    EXPECT_THAT(complaint<OpenRunParams>(R"({"directory":"a","create":1})"), HasSubstr("create"));
    EXPECT_THAT(complaint<OpenRunParams>(R"({"directory":"a","seed":-4})"), HasSubstr("seed"));
    EXPECT_THAT(complaint<OpenRunParams>(R"({"directory":"a","config":{"prompts_per_step":0}})"),
                AllOf(HasSubstr("open_run"), HasSubstr("config")));
    EXPECT_THAT(complaint<GenerateParams>("{}"), AllOf(HasSubstr("generate"), HasSubstr("prompt")));
    EXPECT_THAT(complaint<GenerateParams>(R"({"prompt":{"prompt":"a"},"params":{"samples":-1}})"),
                AllOf(HasSubstr("generate"), HasSubstr("params"), HasSubstr("samples")));
    EXPECT_THAT(complaint<GenerateResult>(R"({"group":-3})"), HasSubstr("group"));
    EXPECT_THAT(complaint<TrainParams>(R"({"steps":-1})"), HasSubstr("steps"));
    EXPECT_THAT(complaint<TrainParams>(R"({"steps":2147483648})"), HasSubstr("steps"));
    EXPECT_THAT(complaint<TrainParams>(R"({"steps":1.0})"), HasSubstr("steps"));
    EXPECT_THAT(complaint<StarParams>(R"({"uuid":"","rollout":1})"), HasSubstr("uuid"));
    EXPECT_THAT(complaint<StarParams>(R"({"uuid":"a"})"), HasSubstr("rollout"));
    EXPECT_THAT(complaint<StarParams>(R"({"uuid":"a","rollout":null})"), HasSubstr("rollout"));
    EXPECT_THAT(complaint<StarParams>(R"({"uuid":"a","rollout":9223372036854775808})"), HasSubstr("rollout"));
    EXPECT_THAT(complaint<StarAcknowledged>("[]"), HasSubstr("star"));
}

TEST(HostileMessages, OfTheEngineAreRefusedToo)
{
    EXPECT_THAT(complaint<GroupStarted>(R"({"prompt":{"prompt":"a"}})"), HasSubstr("group"));
    EXPECT_THAT(complaint<Tokens>(R"({"group":1,"answers":{}})"), HasSubstr("answers"));
    EXPECT_THAT(complaint<Tokens>(R"({"group":1,"answers":[{"index":-1}]})"), HasSubstr("index"));
    EXPECT_THAT(complaint<Tokens>(R"({"group":1,"answers":[5]})"), HasSubstr("answer"));
    EXPECT_THAT(complaint<Tokens>(R"({"group":1,"tokens_per_second":"fast"})"),
                HasSubstr("tokens_per_second"));
    EXPECT_THAT(complaint<AnswerFinished>(R"({"group":1,"rollout":1,"index":0,"finish_reason":"bored"})"),
                HasSubstr("finish_reason"));
    EXPECT_THAT(
        complaint<AnswerFinished>(R"({"group":1,"rollout":1,"index":0,"verdict":{"verdict":"great"}})"),
        AllOf(HasSubstr("answer_finished"), HasSubstr("verdict")));
    EXPECT_THAT(complaint<GroupFinished>(R"({"group":1,"seconds":-1})"), HasSubstr("seconds"));
    EXPECT_THAT(complaint<TrainProgress>(R"({"step":1,"share":1.5})"), HasSubstr("share"));
    EXPECT_THAT(complaint<StepCommitted>(R"({"step":1,"metrics":[]})"), HasSubstr("metrics"));
    EXPECT_THAT(complaint<StepCommitted>(R"({"step":1,"metrics":{"kl":"x"}})"), HasSubstr("kl"));
    EXPECT_THAT(complaint<StepCommitted>(R"({"step":1,"groups":[-1]})"), HasSubstr("groups"));
    EXPECT_THAT(complaint<Status>(R"({"memory_bytes":1e30})"), HasSubstr("memory_bytes"));
}

} // namespace
} // namespace rw::protocol
