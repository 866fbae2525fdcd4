// `serve` on models: inspecting, loading, cancelling, the exact prompt, export, devices.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/protocol/model_messages.h"
#include "core/protocol/rollout_json.h"
#include "core/runlog/run_log_reader.h"
#include "tests/core/engine/serve_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <set>

namespace rw {

namespace {

using namespace rw::test;
using namespace rw::protocol;
using ::testing::HasSubstr;

using Serve = ServeTest;

TEST_F(Serve, InspectsAModelWithoutARun)
{
    start();
    const auto inspected = ask<ModelInspected>("inspect_model", Json{{"path", in("model") + "/config.json"}});
    EXPECT_EQ(inspected.card.path, in("model"));
    EXPECT_EQ(inspected.card.name, "model");
    EXPECT_EQ(inspected.card.architecture, "Llama");
    EXPECT_EQ(inspected.card.format, "safetensors");
    EXPECT_EQ(inspected.card.types, "F32");
    EXPECT_EQ(inspected.card.contextLength, 256);
    EXPECT_EQ(inspected.card.tokenizer, "byte-level BPE");
    EXPECT_TRUE(inspected.card.chatTemplate);
    EXPECT_EQ(inspected.card.fileBytes, inspected.card.parameters * 4);
    EXPECT_GT(inspected.training.total(), inspected.lora.total());
    EXPECT_GT(inspected.lora.total(), inspected.sampling.total());
    EXPECT_GT(inspected.memoryFree, 0);
    const Envelope refused = answerTo(send("inspect_model", Json{{"path", in("prompts.jsonl")}}));
    EXPECT_EQ(refused.errorCode, kErrorFailed);
    EXPECT_THAT(refused.errorMessage, HasSubstr("prompts.jsonl"));
    EXPECT_THAT(refused.errorMessage, HasSubstr("GGUF"));
}

TEST_F(Serve, TellsHowFarLoadingIs)
{
    start();
    openRun();
    const auto progress = seen<LoadProgress>("load_progress");
    ASSERT_FALSE(progress.empty());
    EXPECT_EQ(progress.back().bytes, progress.back().totalBytes);
    EXPECT_EQ(progress.back().model, in("model"));
}

TEST_F(Serve, CancelsAnOpeningThatWaitsAndLeavesNothingBehind)
{
    start();
    openRun();
    Json endless = generateParams(512, 8000);
    endless["stage"] = "base";
    const std::int64_t generate = send("generate", endless);
    const std::int64_t open = send("open_run", Json{{"directory", in("other")}, {"model", in("model")}});
    waitFor("tokens");
    const std::int64_t cancel = send("cancel");
    std::map<std::int64_t, Envelope> answers;
    while (answers.size() < 3) {
        Envelope message = next();
        if (message.id && message.method.empty())
            answers[*message.id] = std::move(message);
    }
    EXPECT_EQ(answers[open].errorCode, kErrorCancelled);
    EXPECT_TRUE(answers[cancel].result.has_value());
    EXPECT_TRUE(parse<GenerateResult>(answers[generate].result.value()).cancelled);
    EXPECT_FALSE(std::filesystem::exists(m_folder / "other"));
}

TEST_F(Serve, OpensAModelForAnswersAloneAndRemembersIt)
{
    start();
    m_purpose = "sample";
    EXPECT_EQ(openRun().purpose, "sample");
    EXPECT_FALSE(ask<GenerateResult>("generate", generateParams(2, 8)).cancelled);
    EXPECT_THAT(answerTo(send("train", toJson(TrainParams{1}))).errorMessage, HasSubstr("answers alone"));
    m_purpose.clear();
    EXPECT_EQ(openRun(false).purpose, "sample");
    m_purpose = "train";
    EXPECT_EQ(openRun(false).purpose, "train");
    EXPECT_EQ(ask<TrainResult>("train", toJson(TrainParams{1})).done, 1);
    m_purpose.clear();
    EXPECT_EQ(openRun(false).purpose, "train");
}

TEST_F(Serve, AnswersFromTheStartAlsoAfterSteps)
{
    start();
    const RunOpened run = openRun();
    EXPECT_EQ(run.stages, (std::vector<std::string>{"start", "current"}));
    EXPECT_EQ(run.model, in("model"));
    Json start = generateParams(3, 8);
    start["stage"] = "start";
    const auto texts = [this](GroupId group) {
        std::vector<std::string> found;
        for (const Rollout& rollout : RunLogReader(m_folder / "run").group(group).rollouts)
            found.push_back(rollout.text);
        return found;
    };
    const auto before = texts(ask<GenerateResult>("generate", start).group);
    TrainingConfig config = run.config;
    config.learningRate = 0.1F;
    config.warmupSteps = 0;
    send("configure", toJson(config));
    ask<TrainResult>("train", toJson(TrainParams{3}));
    EXPECT_EQ(texts(ask<GenerateResult>("generate", start).group), before);
    EXPECT_NE(texts(ask<GenerateResult>("generate", generateParams(3, 8)).group), before);
}

TEST_F(Serve, ShowsTheExactPrompt)
{
    start();
    openRun();
    const Prompt prompt{.id = "mine", .text = "2 <|end|> \xE2\x82\xAC", .answer = {}, .category = {}};
    const auto shown = ask<ExactPrompt>("exact_prompt", toJson(ExactPromptParams{prompt}));
    std::vector<std::string> stretches;
    for (const PromptStretch& stretch : shown.text)
        stretches.push_back((stretch.special ? "!" : "") + stretch.text);
    EXPECT_EQ(stretches,
              (std::vector<std::string>{"!<|user|>", "2 <|end|> \xE2\x82\xAC", "!<|end|><|assistant|>"}));
    std::string spelled;
    std::vector<std::string> special;
    for (const PromptToken& token : shown.tokens) {
        spelled += token.text;
        if (token.special)
            special.push_back(token.text);
    }
    EXPECT_EQ(special, (std::vector<std::string>{"<|user|>", "<|end|>", "<|assistant|>"}))
        << "the question cannot spell one";
    EXPECT_THAT(spelled, HasSubstr("<|user|>2 "));
    const auto group = ask<GenerateResult>("generate", [&] {
        Json json = generateParams(1, 4);
        json["prompt"] = toJson(ExactPromptParams{prompt})["prompt"];
        return json;
    }());
    std::vector<std::int32_t> ids;
    for (const PromptToken& token : shown.tokens)
        ids.push_back(token.id);
    EXPECT_EQ(RunLogReader(m_folder / "run").group(group.group).promptTokens, ids);
}

TEST_F(Serve, ExportsTheCurrentWeightsAndTouchesNothingThatIsThere)
{
    start();
    openRun();
    ask<TrainResult>("train", toJson(TrainParams{1}));
    const Json params{{"path", in("exported")}, {"format", "safetensors-f32"}};
    const auto exported = ask<ModelExported>("export_model", params);
    EXPECT_EQ(exported.path, in("exported"));
    const std::string weights = readFile(m_folder / "exported/model.safetensors", 1 << 24U);
    EXPECT_EQ(weights, readFile(m_folder / "run/checkpoints/latest/model.safetensors", 1 << 24U));
    EXPECT_GT(exported.bytes, static_cast<std::int64_t>(weights.size()));
    EXPECT_EQ(ask<ModelInspected>("inspect_model", Json{{"path", in("exported")}}).card.name, "exported");
    EXPECT_THAT(answerTo(send("export_model", params)).errorMessage, HasSubstr("there already"));
    EXPECT_EQ(readFile(m_folder / "exported/model.safetensors", 1 << 24U), weights);
    EXPECT_EQ(answerTo(send("export_model", Json{{"path", in("other")}, {"format", "zip"}})).errorCode,
              kErrorUsage);
    EXPECT_FALSE(std::filesystem::exists(m_folder / "other"));
}

TEST_F(Serve, TakesTheDeviceOfEachRun)
{
    start();
    m_device = "cuda:120";
    const RunOpened run = openRun();
    EXPECT_EQ(run.device, "cpu");
    EXPECT_FALSE(run.deviceReason.empty());
    EXPECT_EQ(answerTo(send("open_run",
                            Json{{"directory", in("bf16")}, {"model", in("model")}, {"precision", "bf16"}}))
                  .errorCode,
              kErrorUsage)
        << "the CPU draws in fp32";
    EXPECT_FALSE(std::filesystem::exists(m_folder / "bf16"));
    EXPECT_EQ(answerTo(send("open_run",
                            Json{{"directory", in("other")}, {"model", in("model")}, {"device", "tpu"}}))
                  .errorCode,
              kErrorUsage);
}

} // namespace

} // namespace rw
