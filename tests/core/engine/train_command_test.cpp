// `train` as a program: a run folder that survives whatever happens, and says what was done.
#include "core/base/atomic_file.h"
#include "core/runlog/run_log_reader.h"
#include "core/text/prompt_encoder.h"
#include "core/weights/model_directory.h"
#include "tests/core/engine/engine_fixture.h"
#include "tests/core/text/small_tokenizer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <set>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class TrainCommand : public EngineTest
{
protected:
    std::vector<Json> train(const std::vector<std::string>& arguments) const
    {
        const EngineResult result = runEngine(arguments);
        EXPECT_EQ(result.code, 0) << result.errors;
        return result.lines();
    }

    [[nodiscard]] std::vector<std::string> with(std::vector<std::string> arguments,
                                                const std::vector<std::string>& more) const
    {
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    [[nodiscard]] Json inspect() const { return runEngine({"inspect", in("run"), "--json"}).lines().at(0); }

    [[nodiscard]] std::string integrity() const
    {
        SQLite::Database database(in("run/run.db"), SQLite::OPEN_READWRITE);
        return database.execAndGet("PRAGMA integrity_check").getString();
    }
};

/// What repeats from run to run: everything but times and rates.
Json lasting(Json metrics)
{
    for (const char* key : {"step_time", "timing/sampling", "timing/learning", "sampling/tokens_per_second"})
        metrics.erase(key);
    return metrics;
}

TEST_F(TrainCommand, RecordsEveryStepItPrints)
{
    const auto lines = train(trainCommand(4));
    ASSERT_EQ(lines.size(), 4U);
    const RunLogReader log(m_folder / "run");
    const auto steps = log.steps();
    ASSERT_EQ(steps.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(lines[i]["step"], steps[i].step);
        EXPECT_TRUE(lines[i].contains("reward"));
    }
    double learnt = 0.0;
    for (const Json& line : lines)
        learnt += line["grad_norm"].get<double>();
    EXPECT_GT(learnt, 0.0) << "the guessing model gets some answers right";
    EXPECT_EQ(fs::read_symlink(m_folder / "run" / "checkpoints" / "latest"), "step-000004");
    checkModelDirectory(m_folder / "run" / "checkpoints" / "latest");
    EXPECT_EQ(integrity(), "ok");
}

TEST_F(TrainCommand, ResumedRunEqualsAnUninterruptedOne)
{
    const auto whole = train(trainCommand(4));
    fs::rename(m_folder / "run", m_folder / "whole");
    auto parts = train(trainCommand(2));
    for (const Json& line : train(resumeCommand(4)))
        parts.push_back(line);
    ASSERT_EQ(parts.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(lasting(parts[i]), lasting(whole[i]));
    EXPECT_EQ(readFile(m_folder / "run/checkpoints/latest/model.safetensors", 1 << 24U),
              readFile(m_folder / "whole/checkpoints/latest/model.safetensors", 1 << 24U));
}

TEST_F(TrainCommand, AnAdapterIsTrainedResumedAndOpenedAsAModel)
{
    const std::vector<std::string> lora{"--lora-rank", "2", "--lora-targets", "q,v,down"};
    const auto whole = train(with(trainCommand(4), lora));
    fs::rename(m_folder / "run", m_folder / "whole");
    auto parts = train(with(trainCommand(2), lora));
    for (const Json& line : train(resumeCommand(4)))
        parts.push_back(line);
    ASSERT_EQ(parts.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(lasting(parts[i]), lasting(whole[i]));
    const fs::path checkpoint = m_folder / "run/checkpoints/latest";
    EXPECT_FALSE(fs::exists(checkpoint / "model.safetensors"));
    EXPECT_EQ(readFile(checkpoint / "adapter_model.safetensors", 1 << 24U),
              readFile(m_folder / "whole/checkpoints/latest/adapter_model.safetensors", 1 << 24U));

    const EngineResult scored = runEngine({"eval", "--model", checkpoint.string(), "--prompts",
                                           in("prompts.jsonl"), "--samples", "2", "--json"});
    EXPECT_EQ(scored.code, 0) << scored.errors;
    const EngineResult other = runEngine(with(resumeCommand(5), {"--lora-rank", "3"}));
    EXPECT_EQ(other.code, 2);
    EXPECT_THAT(other.errors, HasSubstr("keeps the adapter"));
}

TEST_F(TrainCommand, ResumesOnlyWhatIsThereAndRefusesToOverwrite)
{
    EXPECT_THAT(runEngine(resumeCommand(2)).errors, HasSubstr("no run"));
    EXPECT_FALSE(fs::exists(m_folder / "run"));
    train(trainCommand(1));
    const EngineResult again = runEngine(trainCommand(2));
    EXPECT_EQ(again.code, 1);
    EXPECT_THAT(again.errors, HasSubstr("Resume it"));
    EXPECT_EQ(inspect()["steps"], 1);
    const EngineResult done = runEngine(resumeCommand(1));
    EXPECT_EQ(done.code, 0);
    EXPECT_EQ(done.output, "");
    EXPECT_THAT(done.errors, HasSubstr("Nothing to do"));
}

TEST_F(TrainCommand, ResumingChangesOnlyTheSettingsNamed)
{
    train(with(trainCommand(1), {"--beta", "0.25", "--loss-type", "dr_grpo"}));
    const Json before = inspect()["config"];
    EXPECT_EQ(before["sampling"]["samples"], 4);
    train(resumeCommand(2));
    EXPECT_EQ(inspect()["config"], before);
    train(with(resumeCommand(3), {"--learning-rate", "0.00001", "--epsilon-high", "0.28"}));
    Json expected = before;
    expected["learning_rate"] = 0.00001;
    expected["epsilon_high"] = 0.28;
    EXPECT_EQ(inspect()["config"], expected);
    EXPECT_EQ(inspect()["steps"], 3);
}

TEST_F(TrainCommand, PutsQuestionsInTheRunsOwnFormat)
{
    train(with(trainCommand(1), {"--instruction", "Be brief.", "--raw"}));
    train(resumeCommand(2));
    EXPECT_EQ(inspect()["config"]["prompt_format"]["instruction"], "Be brief.");
    PromptFormat format;
    format.instruction = "Be brief.";
    format.raw = true;
    const RunLogReader log(m_folder / "run");
    for (const int step : {1, 2}) {
        const RolloutGroup group = log.group(log.groupsOfStep(step).at(0).id);
        EXPECT_EQ(group.promptTokens,
                  encodePrompt(smallTokenizer(), ChatTemplate::school(), group.prompt.text, format));
    }
}

TEST_F(TrainCommand, SaysWhichOptionsAResumedRunCannotTake)
{
    train(trainCommand(1));
    const EngineResult result =
        runEngine(with(resumeCommand(2), {"--seed", "6", "--prompts", "builtin:train"}));
    EXPECT_EQ(result.code, 0);
    EXPECT_THAT(result.errors, HasSubstr("--seed is ignored"));
    EXPECT_THAT(result.errors, HasSubstr("--prompts is ignored"));
}

/// The checkpoint that the run resumed from is pruned on the way; the run must not need it.
TEST_F(TrainCommand, GoesOnLongAfterAResume)
{
    train(trainCommand(1));
    ASSERT_EQ(train(resumeCommand(7)).size(), 6U);
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(m_folder / "run" / "checkpoints"))
        names.insert(entry.path().filename().string());
    EXPECT_EQ(names, (std::set<std::string>{"latest", "step-000005", "step-000006", "step-000007"}));
}

TEST_F(TrainCommand, SurvivesBeingKilled)
{
    std::size_t before = 0;
    for (int round = 0; round < 3; ++round) {
        EngineProcess engine(round == 0 ? trainCommand(1000) : resumeCommand(1000));
        for (int line = 0; line < 2 + round; ++line)
            ASSERT_TRUE(engine.readLine().has_value()) << engine.finish() << engine.errors();
        engine.signal(SIGKILL);
        EXPECT_EQ(engine.finish(), -SIGKILL);
        EXPECT_EQ(integrity(), "ok");
        const RunLogReader log(m_folder / "run");
        const auto steps = log.steps();
        EXPECT_GE(steps.size(), before + 2 + static_cast<std::size_t>(round)) << "a printed step was lost";
        for (std::size_t i = 0; i < steps.size(); ++i)
            EXPECT_EQ(steps[i].step, static_cast<int>(i) + 1);
        before = steps.size();
    }
    const auto more = train(resumeCommand(static_cast<int>(before) + 1));
    ASSERT_EQ(more.size(), 1U);
    EXPECT_EQ(more[0]["step"], before + 1);
}

TEST_F(TrainCommand, StopsAfterTheStepOnSigint)
{
    EngineProcess engine(with(trainCommand(1000), {"--checkpoint-every", "500"}));
    int last = 0;
    for (int i = 0; i < 2; ++i)
        last = parseJson(engine.readLine().value(), "step")["step"];
    engine.signal(SIGINT);
    while (const auto line = engine.readLine())
        last = parseJson(*line, "step")["step"];
    EXPECT_EQ(engine.finish(), 0);
    EXPECT_THAT(engine.errors(), HasSubstr("--resume"));
    EXPECT_LT(last, 1000);
    EXPECT_EQ(train(resumeCommand(last + 1)).at(0)["step"], last + 1) << "a step was given up";
    EXPECT_EQ(inspect()["steps"], last + 1);
}

TEST_F(TrainCommand, InspectAndExportReadTheRun)
{
    train(trainCommand(2));
    const EngineResult text = runEngine({"inspect", in("run")});
    EXPECT_THAT(text.output, HasSubstr("learning_rate"));
    EXPECT_EQ(text.output.find('{'), std::string::npos);
    ASSERT_EQ(
        runEngine({"export", "--run", in("run"), "--curves", in("c.csv"), "--answers", in("a.jsonl")}).code,
        0);
    EXPECT_THAT(readFile(m_folder / "c.csv", 1 << 20U), HasSubstr("reward"));
    const std::string answers = readFile(m_folder / "a.jsonl", 1 << 20U);
    EXPECT_EQ(std::count(answers.begin(), answers.end(), '\n'), 2 * 2 * 4);
    EXPECT_EQ(runEngine({"eval", "--model", in("run/checkpoints/latest"), "--prompts", in("prompts.jsonl"),
                         "--samples", "2", "--json"})
                  .code,
              0);
}

} // namespace

} // namespace rw
