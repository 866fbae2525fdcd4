// SmolLM2-135M-Instruct from its GGUF file, through the program: the same greedy answer and log-probabilities
// as transformers, many answers at once, training, saving and reading back.
#include "core/base/atomic_file.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/commands/engine_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <set>

namespace rw {

namespace {

using namespace rw::test;

/// What tests/parity/real_model.py wrote.
Json golden()
{
    return readJsonFile(RW_SOURCE_DIR "/tests/real_model/greedy.json");
}

class RealModel : public ::testing::Test
{
protected:
    void SetUp() override
    {
        const char* file = std::getenv("RW_REAL_MODEL");
        ASSERT_NE(file, nullptr) << "Set RW_REAL_MODEL to the file that installers/fetch-model.sh fetches.";
        m_model = file;
    }

    static std::vector<Json> run(const std::vector<std::string>& arguments, std::string_view input = {})
    {
        const EngineResult result = runEngine(arguments, input);
        EXPECT_EQ(result.code, 0) << result.errors;
        return result.lines();
    }

    [[nodiscard]] std::vector<Json> answers(int samples, const char* temperature, int limit) const
    {
        return run({"generate", "--model", m_model, "--prompt", golden()["question"].get<std::string>(),
                    "--answer", "3", "--samples", std::to_string(samples), "--temperature", temperature,
                    "--max-new-tokens", std::to_string(limit), "--seed", "1", "--json"});
    }

    [[nodiscard]] std::string in(const char* name) const { return (m_folder / name).string(); }

    /// Log-probabilities that a model gives the golden prompt and answer.
    static std::vector<double> score(const std::string& model)
    {
        const Json expected = golden();
        Json ids = expected["prompt_ids"];
        ids.insert(ids.end(), expected["answer_ids"].begin(), expected["answer_ids"].end());
        return run({"score", "--model", model, "--json"}, ids.dump() + "\n")
            .at(0)["logprobs"]
            .get<std::vector<double>>();
    }

    std::string m_model;
    const TemporaryDirectory m_folder;
};

TEST_F(RealModel, PutsTheQuestionAsTransformersDoes)
{
    const Json messages =
        Json::array({{{"role", "user"}, {"content", golden()["question"].get<std::string>()}}});
    const auto file = m_folder.write("messages.json", messages.dump());
    const Json prompt =
        run({"chat-template", "--model", m_model, "--messages", file.string(), "--json"}).at(0);
    EXPECT_EQ(prompt["text"], golden()["prompt_text"]);
    EXPECT_EQ(prompt["ids"], golden()["prompt_ids"]);
}

TEST_F(RealModel, GivesTheGreedyAnswerOfTransformers)
{
    const auto lines = answers(1, "0", 96);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0]["token_ids"], golden()["answer_ids"]);
}

TEST_F(RealModel, GivesTheLogprobsOfTransformers)
{
    const std::vector<double> expected = golden()["logprobs"].get<std::vector<double>>();
    const std::vector<double> found = score(m_model);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR(found[i], expected[i], 1e-3) << "at token " << i + 1;
}

TEST_F(RealModel, WritesFifteenAnswersAtOnce)
{
    const auto lines = answers(15, "1", 64);
    ASSERT_EQ(lines.size(), 15U);
    std::set<std::string> texts;
    for (const Json& line : lines) {
        texts.insert(line["text"].get<std::string>());
        EXPECT_TRUE(line.contains("verdict"));
    }
    EXPECT_GT(texts.size(), 10U);
}

TEST_F(RealModel, LearnsIsSavedAndReadBackTheSame)
{
    // Easy enough that some answers are right, so that there is something to learn from.
    const Json prompt{{"id", "sum"}, {"prompt", "What is 2 + 3?"}, {"answer", "5"}};
    const auto prompts = m_folder.write("prompts.jsonl", prompt.dump() + "\n");
    const auto steps = run({"train",
                            "--model",
                            m_model,
                            "--prompts",
                            prompts.string(),
                            "--run",
                            in("run"),
                            "--steps",
                            "3",
                            "--samples",
                            "6",
                            "--prompts-per-step",
                            "1",
                            "--max-new-tokens",
                            "48",
                            "--learning-rate",
                            "1e-4",
                            "--seed",
                            "1",
                            "--json"});
    ASSERT_EQ(steps.size(), 3U);
    for (const Json& step : steps)
        EXPECT_TRUE(std::isfinite(step["loss"].get<double>()));

    const std::string checkpoint = in("run/checkpoints/latest");
    run({"export", "--model", checkpoint, "--to", in("saved")});
    const std::vector<double> kept = score(checkpoint);
    EXPECT_EQ(score(in("saved")), kept);
    const std::vector<double> before = score(m_model);
    double change = 0.0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        change = std::max(change, std::abs(kept[i] - before[i]));
    EXPECT_GT(change, 1e-4) << "three steps left no trace in the weights";
}

} // namespace

} // namespace rw
