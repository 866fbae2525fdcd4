#include "core/base/error.h"
#include "core/protocol/json_rpc.h"
#include "core/protocol/messages.h"
#include "core/protocol/rollout_json.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rw::protocol {
namespace {

/// Through a line of the pipe and back. Returns the JSON too, so that every member can be compared at once.
template <class Message>
Message throughPipe(const Message& message)
{
    const Message got = parse<Message>(parseLine(notificationLine("test", toJson(message))).params);
    EXPECT_EQ(toJson(got), toJson(message));
    return got;
}

const Prompt kPrompt{"apples-1", "How much is one apple?", "3", "shopping", 2};

TEST(Messages, Hello)
{
    const Hello got = throughPipe(Hello{3, "0.1.0", {{"threads", 2}}});
    EXPECT_EQ(got.protocol, 3);
    EXPECT_EQ(got.engineVersion, "0.1.0");
    EXPECT_EQ(got.environment.at("threads"), 2);
}

TEST(Messages, OpenRun)
{
    OpenRunParams message{.directory = "/runs/apples",
                          .create = false,
                          .model = "/models/imitation",
                          .label = "imitation",
                          .baseModel = "/models/base",
                          .imitationModel = "/models/imitation",
                          .prompts = "library:sums",
                          .library = "/data/library.db",
                          .seed = 18446744073709551615U,
                          .config = {},
                          .purpose = "sample",
                          .device = "cuda:1",
                          .precision = "fp32"};
    message.config.promptsPerStep = 3;
    const OpenRunParams got = throughPipe(message);
    EXPECT_EQ(got.directory, message.directory);
    EXPECT_FALSE(got.create);
    EXPECT_EQ(got.model, message.model);
    EXPECT_EQ(got.label, message.label);
    EXPECT_EQ(got.baseModel, message.baseModel);
    EXPECT_EQ(got.imitationModel, message.imitationModel);
    EXPECT_EQ(got.prompts, message.prompts);
    EXPECT_EQ(got.library, message.library);
    EXPECT_EQ(got.seed, message.seed);
    EXPECT_EQ(got.config, message.config);
    EXPECT_EQ(got.purpose, "sample");
    EXPECT_EQ(got.device, "cuda:1");
    EXPECT_EQ(got.precision, "fp32");
    EXPECT_THROW(static_cast<void>(parse<OpenRunParams>({{"directory", "/r"}, {"purpose", "fun"}})), Error);
}

TEST(Messages, RunOpened)
{
    RunOpened message{"/runs/apples",
                      40,
                      1'600'000,
                      256,
                      "Llama 1.6M",
                      {},
                      "/models/smol",
                      "sample",
                      {"start", "current"},
                      "cpu",
                      "CPU: it was asked for."};
    message.config.beta = 0.1F;
    const RunOpened got = throughPipe(message);
    EXPECT_EQ(got.directory, message.directory);
    EXPECT_EQ(got.step, 40);
    EXPECT_EQ(got.parameters, 1'600'000);
    EXPECT_EQ(got.contextLength, 256);
    EXPECT_EQ(got.modelName, "Llama 1.6M");
    EXPECT_EQ(got.config, message.config);
    EXPECT_EQ(got.model, "/models/smol");
    EXPECT_EQ(got.purpose, "sample");
    EXPECT_EQ(got.stages, message.stages);
    EXPECT_EQ(got.device, "cpu");
    EXPECT_EQ(got.deviceReason, message.deviceReason);
}

TEST(Messages, Generate)
{
    GenerateParams message{kPrompt, "base", "library:gsm8k", {}, 40.0};
    message.params.seed = 99;
    const GenerateParams got = throughPipe(message);
    EXPECT_EQ(got.source, "library:gsm8k");
    EXPECT_EQ(got.prompt, kPrompt);
    EXPECT_EQ(got.stage, "base");
    EXPECT_EQ(got.params, message.params);
    EXPECT_EQ(got.pace, 40.0);

    const GenerateResult result = throughPipe(GenerateResult{{5}, true});
    EXPECT_EQ(result.group.value, 5);
    EXPECT_TRUE(result.cancelled);
    EXPECT_FALSE(throughPipe(GenerateResult{{}, true}).group.isValid());
}

TEST(Messages, GroupStarted)
{
    GroupStarted message{{12}, kPrompt, "imitation", {}, 62, 4};
    message.params.samples = 3;
    const GroupStarted got = throughPipe(message);
    EXPECT_EQ(got.group.value, 12);
    EXPECT_EQ(got.prompt, kPrompt);
    EXPECT_EQ(got.stage, "imitation");
    EXPECT_EQ(got.params, message.params);
    EXPECT_EQ(got.promptTokens, 62);
    EXPECT_EQ(got.policyVersion, 4);
}

TEST(Messages, Tokens)
{
    const Tokens got = throughPipe(Tokens{{12}, {{0, "The ", 1}, {14, "\xE2\x82\xAC", 7}}, 812.5});
    EXPECT_EQ(got.group.value, 12);
    ASSERT_EQ(got.answers.size(), 2U);
    EXPECT_EQ(got.answers[1].index, 14);
    EXPECT_EQ(got.answers[1].text, "\xE2\x82\xAC");
    EXPECT_EQ(got.answers[1].tokens, 7);
    EXPECT_EQ(got.tokensPerSecond, 812.5);
    EXPECT_EQ(parse<Tokens>(toJson(Tokens{{12}, {}, std::nan("")})).tokensPerSecond, 0.0);
}

TEST(Messages, AnswerEnded)
{
    const AnswerEnded got = throughPipe(AnswerEnded{{12}, 3, "#### 3", 5, FinishReason::Length});
    EXPECT_EQ(got.group.value, 12);
    EXPECT_EQ(got.index, 3);
    EXPECT_EQ(got.text, "#### 3");
    EXPECT_EQ(got.tokens, 5);
    EXPECT_EQ(got.finish, FinishReason::Length);
}

TEST(Messages, AnswerFinished)
{
    Verdict verdict;
    verdict.outcome = Outcome::Correct;
    verdict.extracted = "3";
    verdict.span = Span{4, 5};
    const AnswerFinished got =
        throughPipe(AnswerFinished{{12}, {77}, 3, "#### 3", 5, FinishReason::Length, verdict});
    EXPECT_EQ(got.group.value, 12);
    EXPECT_EQ(got.rollout.value, 77);
    EXPECT_EQ(got.index, 3);
    EXPECT_EQ(got.text, "#### 3");
    EXPECT_EQ(got.tokens, 5);
    EXPECT_EQ(got.finish, FinishReason::Length);
    EXPECT_EQ(got.verdict, verdict);
}

TEST(Messages, GroupFinished)
{
    const GroupFinished got = throughPipe(GroupFinished{{12}, 1.5, 400.0});
    EXPECT_EQ(got.group.value, 12);
    EXPECT_EQ(got.seconds, 1.5);
    EXPECT_EQ(got.tokensPerSecond, 400.0);
}

TEST(Messages, Train)
{
    EXPECT_EQ(throughPipe(TrainParams{25}).steps, 25);
    const TrainResult result = throughPipe(TrainResult{3, 43, true});
    EXPECT_EQ(result.done, 3);
    EXPECT_EQ(result.step, 43);
    EXPECT_TRUE(result.paused);
}

TEST(Messages, TrainProgress)
{
    const TrainProgress got = throughPipe(TrainProgress{41, 1, 25, "learning", 0.5, 72.25});
    EXPECT_EQ(got.step, 41);
    EXPECT_EQ(got.done, 1);
    EXPECT_EQ(got.steps, 25);
    EXPECT_EQ(got.phase, "learning");
    EXPECT_EQ(got.share, 0.5);
    EXPECT_EQ(got.secondsLeft, 72.25);
    EXPECT_LT(throughPipe(TrainProgress{}).secondsLeft, 0.0);
}

TEST(Messages, StepCommitted)
{
    const StepCommitted got =
        throughPipe(StepCommitted{41, 2.5, {{"reward", 0.25}, {"kl", std::nan("")}}, {{3}, {4}}});
    EXPECT_EQ(got.step, 41);
    EXPECT_EQ(got.seconds, 2.5);
    EXPECT_EQ(got.metrics.at("reward"), 0.25);
    EXPECT_TRUE(std::isnan(got.metrics.at("kl")));
    EXPECT_EQ(got.groups, (std::vector<GroupId>{{3}, {4}}));
}

TEST(Messages, Star)
{
    const StarParams got = throughPipe(StarParams{"4c5e", {77}, false});
    EXPECT_EQ(got.uuid, "4c5e");
    EXPECT_EQ(got.rollout.value, 77);
    EXPECT_FALSE(got.starred);
    EXPECT_EQ(throughPipe(StarAcknowledged{"4c5e"}).uuid, "4c5e");
}

TEST(Messages, Status)
{
    const Status got = throughPipe(Status{40, 812.0, std::int64_t{1} << 40U, std::int64_t{1} << 41U});
    EXPECT_EQ(got.step, 40);
    EXPECT_EQ(got.tokensPerSecond, 812.0);
    EXPECT_EQ(got.memoryBytes, std::int64_t{1} << 40U);
    EXPECT_EQ(got.memoryTotalBytes, std::int64_t{1} << 41U);
}

TEST(Messages, AbsentMembersTakeTheirDefaults)
{
    const auto open = parse<OpenRunParams>({{"directory", "/runs/apples"}});
    EXPECT_TRUE(open.create);
    EXPECT_EQ(open.prompts, "builtin:train");
    EXPECT_EQ(open.seed, 1U);
    EXPECT_EQ(open.config, TrainingConfig{});
    const auto generate = parse<GenerateParams>({{"prompt", {{"prompt", "Why?"}}}});
    EXPECT_EQ(generate.stage, "current");
    EXPECT_EQ(generate.params, SamplingParams{});
    EXPECT_EQ(parse<TrainParams>(Json::object()).steps, 1);
    EXPECT_TRUE(parse<StarParams>({{"uuid", "a"}, {"rollout", 1}}).starred);
    EXPECT_LT(parse<TrainProgress>({{"step", 1}}).secondsLeft, 0.0);
    EXPECT_EQ(parse<Status>(Json::object()).memoryBytes, 0);
}

TEST(Messages, IgnoreMembersOfNewerVersions)
{
    EXPECT_EQ(parse<TrainParams>({{"steps", 2}, {"colour", "green"}}).steps, 2);
}

} // namespace
} // namespace rw::protocol
