// Verifiers chosen on the command line: those that run as processes, and one that hangs.
#include "core/base/error.h"
#include "core/checking/sandbox.h"
#include "tests/core/engine/engine_fixture.h"

#include <gmock/gmock.h>

#include <optional>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::HasSubstr;

class VerifierChoice : public EngineTest
{
protected:
    /// Why there is no sandbox here; nothing where there is one.
    static std::optional<std::string> refusal()
    {
        try {
            const Sandbox sandbox("bwrap");
        } catch (const Error& problem) {
            return problem.what();
        }
        return std::nullopt;
    }

    /// A verifier of shell: `script` finds the answer in $line.
    [[nodiscard]] std::string program(const std::string& script, const std::string& options = {}) const
    {
        const auto file = m_folder.write("check.sh", "read line\n" + script + "\n");
        return "program:command=sh,arguments=" + file.string() + options;
    }

    /// Answers to one prompt. Those with a 1 in them make the verifier hang.
    [[nodiscard]] std::vector<std::string> generateCommand(const std::string& verifier) const
    {
        return {"generate", "--model",   in("model"),  "--prompt", "Guess", "--answer",
                "2",        "--samples", "6",          "--seed",   "3",     "--max-new-tokens",
                "12",       "--json",    "--verifier", verifier};
    }
};

constexpr const char* kHangsOnOnes =
    R"(case "$line" in *'"completion":"'*1*'","finish_reason'*) sleep 1000;; esac
echo '{"verdict": "wrong", "score": 0.5}')";

TEST_F(VerifierChoice, RefusesAProgramWithoutASandbox)
{
    const EngineResult result = runEngine(generateCommand(program("echo '{}'")));
    if (const auto reason = refusal()) {
        EXPECT_EQ(result.code, 1);
        EXPECT_THAT(result.errors, HasSubstr(*reason));
    } else {
        EXPECT_EQ(result.code, 0) << result.errors;
    }
}

TEST_F(VerifierChoice, ReportsAProgramThatHangsOnItsAnswersAlone)
{
    if (const auto reason = refusal())
        GTEST_SKIP() << *reason;
    const EngineResult result = runEngine(generateCommand(program(kHangsOnOnes, ",deadline=1")));
    EXPECT_EQ(result.code, 0) << result.errors;
    const auto lines = result.lines();
    ASSERT_EQ(lines.size(), 6U);
    int hung = 0;
    for (const Json& line : lines) {
        const bool hangs = line["text"].get<std::string>().find('1') != std::string::npos;
        EXPECT_EQ(line["verdict"] == "error", hangs) << line;
        hung += hangs ? 1 : 0;
        if (hangs) {
            EXPECT_THAT(line["message"].get<std::string>(),
                        HasSubstr("check.sh took longer than 1 s and was killed"));
        }
    }
    EXPECT_GT(hung, 0);
    EXPECT_LT(hung, 6);
}

TEST_F(VerifierChoice, TrainsTheSameWhateverVerdictComesFirst)
{
    if (const auto reason = refusal())
        GTEST_SKIP() << *reason;
    // Sleeps for a time of its own: $$ differs from start to start.
    const std::string verifier = program(R"(sleep 0.$(($$ % 3)); case "$line" in
*'"completion":"'*2*'","finish_reason'*) echo '{"score": 1}';; *) echo '{"score": 0}';; esac)");
    const auto rewards = [&](const std::string& run) {
        std::vector<std::string> command = trainCommand(2);
        for (std::string& argument : command)
            argument = argument == in("run") ? in(run) : argument;
        command.insert(command.end(), {"--verifier", verifier});
        const EngineResult result = runEngine(command);
        EXPECT_EQ(result.code, 0) << result.errors;
        std::vector<double> values;
        for (const Json& line : result.lines()) {
            if (line.contains("reward") && line.contains("loss"))
                values.insert(values.end(), {line["reward"].get<double>(), line["loss"].get<double>()});
        }
        return values;
    };
    const auto first = rewards("first");
    EXPECT_FALSE(first.empty());
    EXPECT_EQ(first, rewards("second"));
}

TEST_F(VerifierChoice, JudgesMathematicsInAProcessOfItsOwn)
{
    static_cast<void>(m_folder.write("problems.jsonl",
                                     "{\"id\": \"m\", \"prompt\": \"Expand.\", \"answer\": \"x^2+2x+1\"}\n"));
    static_cast<void>(m_folder.write("completions.jsonl",
                                     "{\"prompt_id\": \"m\", \"completion\": \"\\\\boxed{(x+1)^2}\"}\n"
                                     "{\"prompt_id\": \"m\", \"completion\": \"\\\\boxed{x^2+1}\"}\n"));
    const EngineResult result = runEngine({"verify", "--prompts", in("problems.jsonl"), "--completions",
                                           in("completions.jsonl"), "--json", "--verifier", "math"});
    EXPECT_EQ(result.code, 0) << result.errors;
    const auto lines = result.lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0]["verdict"], "correct") << lines[0];
    EXPECT_EQ(lines[0]["verifier"], "math");
    EXPECT_EQ(lines[0]["extracted"], "(x+1)^2");
    EXPECT_EQ(lines[1]["verdict"], "wrong") << lines[1];
}

} // namespace

} // namespace rw
