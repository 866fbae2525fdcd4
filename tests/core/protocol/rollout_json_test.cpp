#include "core/protocol/json_rpc.h"
#include "core/protocol/rollout_json.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

#include <limits>

namespace rw {
namespace {

using testing::HasSubstr;

/// Through text and back, as over the pipe.
template <class Value>
Value throughText(const Value& value)
{
    Value got;
    fromJson(parseJson(jsonLine(toJson(value)), "test"), got);
    return got;
}

TEST(RolloutJson, RoundTripsAPrompt)
{
    const Prompt prompt{"apples-1", "Emily bought \xE2\x82\xAC\"three\" apples\nand\ttwo.", "3", "shopping",
                        2};
    EXPECT_EQ(throughText(prompt), prompt);
    const Prompt bare{"a", "Why?", "", "", 0};
    EXPECT_TRUE(toJson(bare).at("answer").is_null());
    EXPECT_EQ(throughText(bare), bare);
}

TEST(RolloutJson, RoundTripsSamplingParams)
{
    const SamplingParams params{.samples = 7,
                                .seed = std::numeric_limits<std::uint64_t>::max(),
                                .temperature = 0.7F,
                                .topK = 40,
                                .topP = 0.95F,
                                .minP = 0.05F,
                                .maxNewTokens = 128};
    EXPECT_EQ(throughText(params), params);
}

TEST(RolloutJson, KeepsSeedsOf64BitsExactly)
{
    for (const std::uint64_t seed :
         {std::uint64_t{0}, (std::uint64_t{1} << 53U) + 1, std::uint64_t{1} << 63U}) {
        SamplingParams params;
        params.seed = seed;
        EXPECT_EQ(throughText(params).seed, seed);
    }
}

TEST(RolloutJson, WritesFloatsAsPeopleWriteThem)
{
    SamplingParams params;
    params.temperature = 0.2F;
    EXPECT_THAT(jsonLine(toJson(params)), HasSubstr("\"temperature\":0.2,"));
}

TEST(RolloutJson, RoundTripsATrainingConfig)
{
    TrainingConfig config;
    config.objective = Objective::BestAnswer;
    config.lossType = LossType::DrGrpo;
    config.scaleRewards = ScaleRewards::None;
    config.beta = 0.04F;
    config.epsilonLow = 0.1F;
    config.epsilonHigh = 0.28F;
    config.learningRate = 1.7e-5F;
    config.warmupSteps = 3;
    config.decaySteps = 200;
    config.finalRateShare = 0.3F;
    config.adamBeta1 = 0.8F;
    config.adamBeta2 = 0.999F;
    config.adamEpsilon = 1e-7F;
    config.weightDecay = 0.01F;
    config.maxGradNorm = 0.5F;
    config.promptsPerStep = 4;
    config.microBatchGroups = 2;
    config.starBonus = 0.4F;
    config.checkpointEvery = 5;
    config.evalEvery = 20;
    config.evalPrompts = 50;
    config.lora = {.rank = 4, .alpha = 8.0F, .targets = {LoraTarget::Query, LoraTarget::Down}};
    config.promptFormat.system = "Be \"brief\".";
    config.promptFormat.instruction = "Grüße";
    config.promptFormat.raw = true;
    config.promptFormat.templateVariables = {{"enable_thinking", "false"}};
    config.sampling.samples = 9;
    config.verifiers = {verifierSpecFromString("math"),
                        verifierSpecFromString(R"(regex:pattern=\,\=\\d,weight=0.5,part=digits)")};
    EXPECT_EQ(throughText(config), config);
    EXPECT_EQ(toJson(config)["verifiers"], (Json{"math", R"(regex:pattern=\,\=\\d,weight=0.5,part=digits)"}));
    EXPECT_EQ(throughText(TrainingConfig{}), TrainingConfig{});
}

TEST(RolloutJson, ChangesOnlyTheMembersThatAreThere)
{
    TrainingConfig config;
    config.promptsPerStep = 3;
    fromJson(Json{{"learning_rate", 0.001}, {"beta", nullptr}}, config);
    EXPECT_EQ(config.promptsPerStep, 3);
    EXPECT_FLOAT_EQ(config.learningRate, 0.001F);
}

TEST(RolloutJson, KeepsTheVerifiersUnlessTheyAreNamed)
{
    TrainingConfig config;
    config.verifiers = {verifierSpecFromString("math")};
    fromJson(Json{{"beta", 0.1}}, config);
    EXPECT_EQ(config.verifiers.size(), 1U);
    fromJson(Json{{"verifiers", Json::array()}}, config);
    EXPECT_TRUE(config.verifiers.empty());
}

TEST(RolloutJson, LeavesTheConfigAloneWhereTheJsonIsRefused)
{
    TrainingConfig config;
    EXPECT_THROW(fromJson(Json{{"promptsPerStep", 1}, {"prompts_per_step", 5}, {"decay_steps", -1}}, config),
                 Error);
    EXPECT_EQ(config, TrainingConfig{});
}

TEST(RolloutJson, RoundTripsVerdicts)
{
    const Verdict verdict{.outcome = Outcome::Wrong,
                          .extracted = "$1,234",
                          .span = Span{17, 23},
                          .rule = "answer is",
                          .expected = "3",
                          .verifier = "final-number",
                          .normalised = {},
                          .normalisedExpected = {},
                          .message = "Read another number.",
                          .milliseconds = 0.25,
                          .parts = {}};
    EXPECT_EQ(throughText(verdict), verdict);
    const Json empty = toJson(Verdict{});
    EXPECT_TRUE(empty.at("extracted").is_null());
    EXPECT_TRUE(empty.at("span").is_null());
    EXPECT_EQ(throughText(Verdict{}), Verdict{});
}

TEST(RolloutJson, RoundTripsThePartsOfAVerdict)
{
    Verdict verdict{.outcome = Outcome::Correct,
                    .extracted = "50 %",
                    .span = Span{3, 7},
                    .rule = "boxed",
                    .expected = "1/2",
                    .verifier = "math",
                    .normalised = "1/2",
                    .normalisedExpected = "1/2",
                    .message = ""};
    verdict.parts = {{.name = "accuracy",
                      .verifier = "math",
                      .outcome = Outcome::Correct,
                      .score = 1.0,
                      .weight = 0.8,
                      .extracted = "50 %",
                      .span = Span{3, 7},
                      .rule = "boxed",
                      .normalised = "1/2",
                      .normalisedExpected = "1/2",
                      .message = "Equal.",
                      .milliseconds = 2.5},
                     {.name = "length",
                      .verifier = "length",
                      .outcome = Outcome::Undecided,
                      .score = -0.5,
                      .weight = -2.0,
                      .extracted = {},
                      .span = {},
                      .rule = {},
                      .message = {}}};
    EXPECT_EQ(throughText(verdict), verdict);
    EXPECT_EQ(toJson(verdict).at("parts").at(1).at("score"), -0.5);
    EXPECT_EQ(toJson(Verdict{}).at("parts"), Json::array());
}

TEST(RolloutJson, NamesTheMemberThatIsWrong)
{
    const auto complaint = [](auto value, const char* text) {
        return test::errorOf([&] { fromJson(parseJson(text, "test"), value); });
    };
    EXPECT_THAT(complaint(Prompt{}, "{}"), HasSubstr("\"prompt\""));
    EXPECT_THAT(complaint(Prompt{}, "5"), HasSubstr("prompt must be a JSON object"));
    EXPECT_THAT(complaint(Prompt{}, R"({"prompt":"a","difficulty":4})"), HasSubstr("difficulty"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"samples":"many"})"), HasSubstr("samples"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"samples":0})"), HasSubstr("sampling parameters"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"samples":99999999999})"), HasSubstr("samples"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"seed":-1})"), HasSubstr("seed"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"seed":1.5})"), HasSubstr("seed"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"seed":18446744073709551616})"), HasSubstr("seed"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"temperature":1e300})"), HasSubstr("temperature"));
    EXPECT_THAT(complaint(SamplingParams{}, R"({"temperature":-1})"), HasSubstr("sampling parameters"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"objective":"ppo"})"), HasSubstr("objective"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"lora":{"targets":"q,knees"}})"), HasSubstr("gate"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"lora":{"rank":5000}})"), HasSubstr("lora-rank"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"loss_type":7})"), HasSubstr("loss_type"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"verifiers":["oracle"]})"), HasSubstr("oracle"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"verifiers":["math","math:part=accuracy"]})"),
                HasSubstr("accuracy"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"verifiers":[7]})"), HasSubstr("verifiers"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"prompt_format":{"raw":1}})"), HasSubstr("raw"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"prompt_format":{"template_variables":{"a":1}}})"),
                HasSubstr("template_variables"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"prompt_format":{"template_variables":{"a b":""}}})"),
                HasSubstr("no name of a template variable"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"sampling":[]})"), HasSubstr("sampling"));
    EXPECT_THAT(complaint(TrainingConfig{}, R"({"sampling":{"top_p":true}})"), HasSubstr("top_p"));
    EXPECT_THAT(complaint(Verdict{}, R"({"verdict":"maybe"})"), HasSubstr("verdict"));
    EXPECT_THAT(complaint(Verdict{}, R"({"span":[3]})"), HasSubstr("span"));
    EXPECT_THAT(complaint(Verdict{}, R"({"span":[3,2]})"), HasSubstr("span"));
    EXPECT_THAT(complaint(Verdict{}, R"({"span":[-1,2]})"), HasSubstr("span"));
    EXPECT_THAT(complaint(Verdict{}, R"({"milliseconds":-2})"), HasSubstr("milliseconds"));
    EXPECT_THAT(complaint(Verdict{}, R"({"parts":{}})"), HasSubstr("parts"));
    EXPECT_THAT(complaint(Verdict{}, R"({"parts":[5]})"), HasSubstr("part of a verdict"));
    EXPECT_THAT(complaint(Verdict{}, R"({"parts":[{"score":1}]})"), HasSubstr("name"));
    EXPECT_THAT(complaint(Verdict{}, R"({"parts":[{"name":"a","score":1.5}]})"), HasSubstr("score"));
    EXPECT_THAT(complaint(Verdict{}, R"({"parts":[{"name":"a","span":[2,1]}]})"), HasSubstr("span"));
}

} // namespace
} // namespace rw
