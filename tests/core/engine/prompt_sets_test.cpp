// Sets of prompts as what the commands with a model take.
#include "core/base/atomic_file.h"
#include "core/database/database.h"
#include "core/library/prompt_library.h"
#include "core/runlog/run_log_reader.h"
#include "tests/core/engine/engine_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::AllOf;
using ::testing::HasSubstr;

class PromptSets : public EngineTest
{
protected:
    /// Runs `arguments` on a library of this test's own.
    [[nodiscard]] EngineResult call(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.end(), {"--library", in("library.db")});
        return runEngine(arguments);
    }

    [[nodiscard]] Json importSet(const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> arguments{"prompts", "import",  in("prompts.jsonl"),
                                           "--set",   "guesses", "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const EngineResult result = call(arguments);
        EXPECT_EQ(result.code, 0) << result.errors;
        return result.lines().at(0);
    }

    [[nodiscard]] PromptLibrary library() const { return PromptLibrary::open(m_folder / "library.db"); }

    [[nodiscard]] std::vector<LibraryPrompt> prompts() const
    {
        const PromptLibrary opened = library();
        return opened.prompts(opened.set("guesses").id);
    }

    [[nodiscard]] std::vector<std::string> trainOnSet(int steps,
                                                      const std::string& source = "library:guesses") const
    {
        std::vector<std::string> arguments = trainCommand(steps);
        *(std::find(arguments.begin(), arguments.end(), "--prompts") + 1) = source;
        return arguments;
    }
};

TEST_F(PromptSets, TrainingTakesTrainPromptsAndLeavesTheirStatistics)
{
    static_cast<void>(importSet());
    EXPECT_EQ(call({"prompts", "split", "guesses", "--share", "0.34", "--seed", "3", "--json"})
                  .lines()
                  .at(0)["held_out"],
              2);
    std::vector<std::string> command = trainOnSet(4);
    command.insert(command.end(), {"--eval-every", "2"});
    const EngineResult trained = call(command);
    ASSERT_EQ(trained.code, 0) << trained.errors;
    EXPECT_TRUE(trained.lines().at(1).contains("eval_pass@1"));

    std::int64_t answers = 0;
    for (const LibraryPrompt& prompt : prompts()) {
        const bool heldOut = prompt.record.split == PromptSplit::HeldOut;
        const auto attempts = library().attempts(prompt.id);
        EXPECT_EQ(attempts.size(), heldOut ? 3U : 2U)
            << prompt.record.prompt.id; // evaluated before, at 2 and at 4
        for (const PromptAttempt& attempt : attempts) {
            EXPECT_EQ(attempt.run, in("run"));
            EXPECT_EQ(attempt.answers, heldOut ? 1 : 4);
            EXPECT_GE(attempt.judged, attempt.correct);
            EXPECT_LE(attempt.judged, attempt.answers);
            ASSERT_TRUE(attempt.meanReward.has_value());
            EXPECT_DOUBLE_EQ(*attempt.meanReward, static_cast<double>(attempt.correct) / attempt.answers);
        }
        answers += prompt.tally.tries;
    }
    EXPECT_EQ(answers, 4 * 2 * 4 + 2 * 3);
    const RunLogReader log(m_folder / "run");
    EXPECT_EQ(log.run().promptSource, "library:guesses");
    EXPECT_EQ(call(resumeCommand(5)).code, 0);
}

TEST_F(PromptSets, VerifyingAgainCorrectsTheStatistics)
{
    static_cast<void>(importSet());
    ASSERT_EQ(call(trainOnSet(2)).code, 0);
    const PromptSet before = library().set("guesses");
    ASSERT_LT(before.passes, before.judged) << "some guesses are wrong";
    const std::string always = "regex:pattern=.,compare=match";
    ASSERT_EQ(call({"verify-again", "--run", in("run"), "--verifier", always}).code, 0);
    const PromptSet after = library().set("guesses");
    EXPECT_GT(after.passes, before.passes);
    EXPECT_EQ(after.tries, before.tries);
    for (const LibraryPrompt& prompt : prompts()) {
        if (prompt.tally.tries > 0) {
            EXPECT_GE(prompt.tally.lastStep, 1);
        }
    }
}

TEST_F(PromptSets, CategoriesAreDrawnByTheirWeights)
{
    static_cast<void>(importSet());
    ASSERT_EQ(call({"prompts", "settings", "guesses", "--weight", "odd=0"}).code, 0);
    ASSERT_EQ(call(trainOnSet(2)).code, 0);
    for (const LibraryPrompt& prompt : prompts())
        EXPECT_EQ(prompt.tally.tries > 0 && prompt.record.prompt.category == "odd", false);
    EXPECT_EQ(library().set("guesses").tries, 2 * 2 * 4);
}

TEST_F(PromptSets, ALibraryThatFailsDoesNotStopTraining)
{
    static_cast<void>(importSet());
    Database::openForWriting(m_folder / "library.db")
        ->execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON attempts BEGIN SELECT RAISE(ABORT, 'no room'); END");
    const EngineResult result = call(trainOnSet(3));
    EXPECT_EQ(result.code, 0) << result.errors;
    EXPECT_EQ(result.lines().size(), 3U);
    const std::size_t said = result.errors.find("left alone for now");
    ASSERT_NE(said, std::string::npos) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("no room"));
    EXPECT_EQ(result.errors.find("left alone for now", said + 1), std::string::npos) << "said once";
    EXPECT_EQ(library().set("guesses").tries, 0);
}

TEST_F(PromptSets, ASetsVerifiersJudgeItsRuns)
{
    static_cast<void>(importSet());
    ASSERT_EQ(call({"prompts", "settings", "guesses", "--verifier", "exact-text"}).code, 0);
    ASSERT_EQ(call(trainOnSet(1)).code, 0);
    const RunLogReader log(m_folder / "run");
    EXPECT_THAT(log.run().config.dump(), HasSubstr("exact-text"));
    const RolloutGroup group = log.group(log.recentGroups(1).at(0).id);
    ASSERT_TRUE(group.rollouts.at(0).verdict.has_value());
    EXPECT_EQ(group.rollouts[0].verdict->verifier, "exact-text");

    static_cast<void>(m_folder.write("completions.jsonl",
                                     "{\"prompt_id\": \"q0\", \"completion\": \"The answer is 1.\"}\n"));
    const auto judged =
        call({"verify", "--prompts", "library:guesses", "--completions", in("completions.jsonl"), "--json"})
            .lines();
    EXPECT_EQ(judged.at(0)["verifier"], "exact-text");
}

TEST_F(PromptSets, QuestionsArePutAsTheSetSaysWhereNothingElseIsSaid)
{
    static_cast<void>(importSet());
    ASSERT_EQ(call({"prompts", "settings", "guesses", "--instruction", "Be brief."}).code, 0);
    const auto instructionOf = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{
            "eval", "--model", in("model"), "--prompts", "library:guesses",  "--samples",
            "1",    "--limit", "1",         "--json",    "--max-new-tokens", "4"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const EngineResult result = call(arguments);
        EXPECT_EQ(result.code, 0) << result.errors;
        return result.lines().at(0)["prompt_format"]["instruction"].get<std::string>();
    };
    EXPECT_EQ(instructionOf({}), "Be brief.");
    EXPECT_EQ(instructionOf({"--instruction", "Go on."}), "Go on.");

    ASSERT_EQ(call(trainOnSet(1)).code, 0);
    EXPECT_EQ(RunLogReader(m_folder / "run").run().config.at("prompt_format").at("instruction"), "Be brief.");
}

TEST_F(PromptSets, EvaluationTakesWhatIsHeldOut)
{
    static_cast<void>(importSet());
    const auto prompted = [&](const std::string& source) {
        const EngineResult result = call({"eval", "--model", in("model"), "--prompts", source, "--samples",
                                          "1", "--max-new-tokens", "4", "--json"});
        EXPECT_EQ(result.code, 0) << result.errors;
        return result.lines().at(0)["prompts"].get<int>();
    };
    EXPECT_EQ(prompted("library:guesses"), 6);
    ASSERT_EQ(call({"prompts", "split", "guesses", "--share", "0.5"}).code, 0);
    EXPECT_EQ(prompted("library:guesses"), 3);
    EXPECT_EQ(prompted("library:guesses:all"), 6);

    std::set<std::string> ids;
    const EngineResult generated =
        call({"generate", "--model", in("model"), "--prompts", "library:guesses:train", "--samples", "1",
              "--max-new-tokens", "4", "--json"});
    for (const Json& line : generated.lines())
        ids.insert(line["prompt_id"].get<std::string>());
    EXPECT_EQ(ids.size(), 3U);
}

TEST_F(PromptSets, EvaluatedAndGeneratedAnswersAreTries)
{
    static_cast<void>(importSet());
    ASSERT_EQ(call(trainOnSet(2)).code, 0);
    const std::int64_t trained = library().set("guesses").tries;
    const auto draw = [&](const char* command, std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{
            command, "--model", in("run/checkpoints/latest"), "--prompts", "library:guesses", "--samples",
            "2",     "--json",  "--max-new-tokens",           "4"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const EngineResult result = call(arguments);
        EXPECT_EQ(result.code, 0) << result.errors;
        return library().set("guesses").tries - trained;
    };
    EXPECT_EQ(draw("eval"), 6 * 2);
    EXPECT_EQ(draw("generate"), 2 * 6 * 2) << "a call more is tries more";
    EXPECT_EQ(draw("eval"), 3 * 6 * 2) << "also of the same model and seed";
    EXPECT_EQ(draw("eval", {"--no-statistics"}), 3 * 6 * 2);
    EXPECT_EQ(draw("generate", {"--no-statistics"}), 3 * 6 * 2);
    const auto attempts = library().attempts(prompts().at(0).id);
    EXPECT_EQ(attempts.back().step, 2) << "of the checkpoint that answered";
    EXPECT_THAT(attempts.back().run, HasSubstr("step-000002 (eval 2"));
    EXPECT_TRUE(attempts.back().meanReward.has_value());
}

} // namespace

} // namespace rw
