// `serve` as the window drives it: a real process, JSON-RPC over its stdin and stdout.
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

TEST_F(Serve, StreamsAGroupTokenByToken)
{
    start();
    const RunOpened run = openRun();
    EXPECT_EQ(run.step, 0);
    EXPECT_EQ(run.contextLength, 256);
    EXPECT_THAT(run.modelName, HasSubstr("Llama"));

    const auto result = ask<GenerateResult>("generate", generateParams(5, 12));
    EXPECT_FALSE(result.cancelled);
    const auto started = seen<GroupStarted>("group_started");
    ASSERT_EQ(started.size(), 1U);
    EXPECT_EQ(started[0].group, result.group);
    EXPECT_EQ(started[0].prompt.text, "Guess");

    std::map<int, std::string> texts;
    std::map<int, int> tokens;
    for (const Tokens& message : seen<Tokens>("tokens")) {
        EXPECT_EQ(message.group, result.group);
        for (const TokenDelta& delta : message.answers) {
            texts[delta.index] += delta.text;
            tokens[delta.index] = delta.tokens;
        }
    }
    const auto finished = seen<AnswerFinished>("answer_finished");
    ASSERT_EQ(finished.size(), 5U);
    for (const AnswerFinished& answer : finished) {
        EXPECT_TRUE(answer.rollout.isValid());
        EXPECT_EQ(answer.tokens, tokens[answer.index]);
        EXPECT_EQ(answer.text.substr(0, texts[answer.index].size()), texts[answer.index]);
        EXPECT_EQ(answer.verdict.expected, "2");
    }
    std::erase_if(m_seen, [](const Envelope& message) { return message.method == "status"; });
    EXPECT_EQ(m_seen.back().method, "group_finished");

    const RolloutGroup stored = RunLogReader(m_folder / "run").group(result.group);
    ASSERT_EQ(stored.rollouts.size(), 5U);
    for (const AnswerFinished& answer : finished)
        EXPECT_EQ(stored.rollouts[static_cast<std::size_t>(answer.index)].text, answer.text);
}

TEST_F(Serve, RecordsAStarOnceAndTrainsOnIt)
{
    start();
    openRun();
    ask<GenerateResult>("generate", generateParams(4, 12));
    const AnswerFinished liked = seen<AnswerFinished>("answer_finished").at(1);
    const StarParams star{.uuid = "star-1", .rollout = liked.rollout, .starred = true};
    EXPECT_EQ(ask<StarAcknowledged>("star", toJson(star)).uuid, "star-1");
    const StarParams repeated{.uuid = "star-1", .rollout = liked.rollout, .starred = false};
    EXPECT_EQ(ask<StarAcknowledged>("star", toJson(repeated)).uuid, "star-1");

    const auto trained = ask<TrainResult>("train", toJson(TrainParams{1}));
    EXPECT_EQ(trained.done, 1);
    const StepCommitted step = seen<StepCommitted>("step_committed").at(0);
    EXPECT_NEAR(step.metrics.at("rewards/star/mean"), 1.0 / 8.0, 1e-6) << "one star among two groups of four";
    EXPECT_EQ(step.groups.front(), liked.group) << "a person's group comes first";

    const StarParams unknown{.uuid = "star-2", .rollout = {99999}, .starred = true};
    EXPECT_EQ(answerTo(send("star", toJson(unknown))).errorCode, kErrorFailed);
}

TEST_F(Serve, TrainsWithProgressAndTakesNewSettings)
{
    start();
    const RunOpened run = openRun();
    const auto result = ask<TrainResult>("train", toJson(TrainParams{2}));
    EXPECT_EQ(result.done, 2);
    EXPECT_EQ(result.step, 2);
    EXPECT_FALSE(result.paused);
    const auto committed = seen<StepCommitted>("step_committed");
    ASSERT_EQ(committed.size(), 2U);
    EXPECT_EQ(committed[1].step, 2);
    std::set<std::string> phases;
    for (const TrainProgress& progress : seen<TrainProgress>("train_progress")) {
        phases.insert(progress.phase);
        EXPECT_GE(progress.share, 0.0);
        EXPECT_LE(progress.share, 1.0);
        EXPECT_EQ(progress.steps, 2);
    }
    EXPECT_THAT(phases, ::testing::IsSupersetOf({"sampling", "learning", "saving"}));

    TrainingConfig config = run.config;
    config.learningRate = 0.25F;
    config.warmupSteps = 0;
    config.decaySteps = 0;
    EXPECT_TRUE(answerTo(send("configure", toJson(config))).result.has_value());
    ask<TrainResult>("train", toJson(TrainParams{1}));
    EXPECT_NEAR(seen<StepCommitted>("step_committed").back().metrics.at("learning_rate"), 0.25, 1e-6);
    config.learningRate = 5.0F;
    EXPECT_EQ(answerTo(send("configure", toJson(config))).errorCode, kErrorUsage);
}

TEST_F(Serve, CancelsWithinAMoment)
{
    start();
    openRun();
    Json endless = generateParams(512, 8000);
    endless["stage"] = "base";
    const std::int64_t generate = send("generate", endless);
    const std::int64_t waiting = send("generate", generateParams(4, 12));
    waitFor("tokens");
    const auto begin = std::chrono::steady_clock::now();
    const std::int64_t cancel = send("cancel");
    std::map<std::int64_t, Envelope> answers;
    while (answers.size() < 3) {
        Envelope message = next();
        if (message.id && message.method.empty())
            answers[*message.id] = std::move(message);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
    EXPECT_TRUE(answers[cancel].result.has_value());
    EXPECT_TRUE(parse<GenerateResult>(answers[generate].result.value()).cancelled);
    EXPECT_TRUE(parse<GenerateResult>(answers[waiting].result.value()).cancelled);
    EXPECT_FALSE(ask<GenerateResult>("generate", generateParams(2, 8)).cancelled) << "the next one runs";
}

TEST_F(Serve, PausesAfterTheStepUnderWay)
{
    start();
    openRun();
    const std::int64_t train = send("train", toJson(TrainParams{100'000}));
    waitFor("step_committed");
    send("pause");
    const auto result = parse<TrainResult>(answerTo(train).result.value());
    EXPECT_TRUE(result.paused);
    EXPECT_GE(result.done, 1);
    EXPECT_EQ(RunLogReader(m_folder / "run").steps().size(), static_cast<std::size_t>(result.step));
    EXPECT_EQ(ask<TrainResult>("train", toJson(TrainParams{1})).step, result.step + 1);
}

TEST_F(Serve, AnswersNonsenseAndLivesOn)
{
    start();
    for (const char* line : {"nonsense", "[]", "{}", "{\"jsonrpc\":\"2.0\",\"id\":1}", "\xff\xfe", "",
                             "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"pause\"}"}) {
        m_engine->write(std::string(line) + "\n");
        Envelope answer = next();
        while (answer.method == "status")
            answer = next();
        EXPECT_TRUE(answer.errorCode.has_value()) << line;
        EXPECT_FALSE(answer.errorMessage.empty()) << line;
    }
    EXPECT_EQ(answerTo(send("dance")).errorCode, kErrorUsage);
    EXPECT_THAT(answerTo(send("generate", generateParams(2, 8))).errorMessage, HasSubstr("No run is open"));
    EXPECT_THAT(answerTo(send("star", Json{{"uuid", "a"}, {"rollout", 1}})).errorMessage,
                HasSubstr("No run is open"));
    EXPECT_THAT(answerTo(send("open_run", Json{{"create", 5}})).errorMessage, HasSubstr("open_run"));
    EXPECT_THAT(
        answerTo(send("open_run", Json{{"directory", in("run")}, {"model", in("nowhere")}})).errorMessage,
        HasSubstr("nowhere"));
    EXPECT_FALSE(std::filesystem::exists(m_folder / "run"));
    openRun();
    EXPECT_THAT(answerTo(send("generate", Json{{"stage", "current"}})).errorMessage, HasSubstr("prompt"));
    Json stage = generateParams(2, 8);
    stage["stage"] = "other";
    EXPECT_THAT(answerTo(send("generate", stage)).errorMessage, HasSubstr("other"));
    Json tooMany = generateParams(2, 8);
    tooMany["params"]["samples"] = 100'000;
    EXPECT_THAT(answerTo(send("generate", tooMany)).errorMessage, HasSubstr("samples"));
    EXPECT_TRUE(ask<GenerateResult>("generate", generateParams(2, 8)).group.isValid());
    EXPECT_TRUE(answerTo(send("shutdown")).result.has_value());
    EXPECT_EQ(m_engine->finish(), 0);
}

TEST_F(Serve, LeavesWhenItsInputEnds)
{
    start();
    openRun();
    send("train", toJson(TrainParams{100'000}));
    waitFor("step_committed");
    EXPECT_EQ(m_engine->finish(), 0);
    const std::size_t steps = RunLogReader(m_folder / "run").steps().size();
    EXPECT_GE(steps, 1U);

    start();
    EXPECT_EQ(static_cast<std::size_t>(openRun(false).step), steps) << "the last step was given up";
}

TEST_F(Serve, AnswersWhatCameBeforeItsInputEnded)
{
    const EngineResult result =
        runEngine({"serve", "--device", "cpu"}, requestLine(1, "dance", Json::object()) + "\n" +
                                                    requestLine(2, "shutdown", Json::object()) + "\n");
    EXPECT_EQ(result.code, 0);
    const auto lines = result.lines();
    ASSERT_GE(lines.size(), 3U);
    EXPECT_EQ(lines[0]["method"], "hello");
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(),
                            [](const Json& line) { return line.contains("result") && line["id"] == 2; }));
}

TEST_F(Serve, LosesNoCommittedStepOrStarWhenKilled)
{
    start();
    openRun();
    const GroupId group = ask<GenerateResult>("generate", generateParams(4, 12)).group;
    const RolloutId liked = seen<AnswerFinished>("answer_finished").at(0).rollout;
    ask<StarAcknowledged>("star", toJson(StarParams{"star-1", liked, true}));
    send("train", toJson(TrainParams{100'000}));
    int last = 0;
    for (int i = 0; i < 3; ++i)
        last = parse<StepCommitted>(waitFor("step_committed").params).step;
    m_engine->signal(SIGKILL);
    EXPECT_EQ(m_engine->finish(), -SIGKILL);

    start();
    EXPECT_GE(openRun(false).step, last);
    int stars = 0;
    for (const Rollout& rollout : RunLogReader(m_folder / "run").group(group).rollouts)
        stars += rollout.starred && rollout.id == liked ? 1 : 0;
    EXPECT_EQ(stars, 1);
    EXPECT_EQ(ask<StarAcknowledged>("star", toJson(StarParams{"star-1", liked, false})).uuid, "star-1")
        << "the window sends it again";
}

/// What is held out is answered once before the first step, however often the run begins anew.
TEST_F(Serve, EvaluatesTheStartOnce)
{
    const auto evaluations = [this] {
        const auto metrics = RunLogReader(m_folder / "run").metricsAfter(0);
        return std::count_if(metrics.begin(), metrics.end(), [](const MetricRecord& metric) {
            return metric.step == 0 && metric.key == "eval_pass@1";
        });
    };
    start();
    m_prompts = "builtin:train";
    openRun();
    send("train", toJson(TrainParams{1}));
    while (parse<TrainProgress>(waitFor("train_progress").params).phase != "sampling") {
    }
    m_engine->signal(SIGKILL);
    m_engine->finish();
    ASSERT_EQ(evaluations(), 1);

    start();
    openRun(false);
    ask<TrainResult>("train", toJson(TrainParams{1}));
    EXPECT_EQ(evaluations(), 1);
}

TEST_F(Serve, GuardsTheRunFromASecondEngine)
{
    start();
    openRun();
    const EngineResult second = runEngine(resumeCommand(5));
    EXPECT_EQ(second.code, 1);
    EXPECT_EQ(second.output, "");
    EXPECT_THAT(second.errors, HasSubstr(in("run")));
}

} // namespace

} // namespace rw
