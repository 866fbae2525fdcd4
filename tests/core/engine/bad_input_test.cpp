// The program refuses what it cannot use: an exit code, one message on stderr, and nothing left behind.
#include "tests/core/engine/engine_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

struct Refusal
{
    const char* name;
    std::vector<std::string> arguments; ///< "@x" is x in the test's folder
    int code;
    const char* named; ///< what the message must name
};

void PrintTo(const Refusal& refusal, std::ostream* stream)
{
    *stream << ::testing::PrintToString(refusal.arguments);
}

class BadInput : public EngineTest, public ::testing::WithParamInterface<Refusal>
{
protected:
    BadInput()
    {
        static_cast<void>(m_folder.write("bad.jsonl", "{\"prompt\": \"x\"}\nnonsense\n"));
        static_cast<void>(
            m_folder.write("unknown.jsonl", "{\"prompt_id\": \"q99\", \"completion\": \"3\"}\n"));
        static_cast<void>(m_folder.write("file", "in the way"));
    }

    /// The arguments, with the damaged model they name made.
    [[nodiscard]] std::vector<std::string> arguments() const
    {
        std::vector<std::string> all = GetParam().arguments;
        for (std::string& argument : all) {
            if (argument.empty() || argument.front() != '@')
                continue;
            argument.erase(0, 1);
            damage(argument);
            argument = in(argument);
        }
        return all;
    }

private:
    void damage(const std::string& name) const
    {
        const fs::path model = m_folder / name;
        if (name != "cut" && name != "reshaped" && name != "no-json" && name != "no-tokens")
            return;
        fs::copy(m_folder / "model", model);
        if (name == "cut")
            fs::resize_file(model / "model.safetensors", fs::file_size(model / "model.safetensors") / 2);
        else if (name == "reshaped")
            replaceWeightsByWiderOnes(model);
        else if (name == "no-json")
            std::ofstream(model / "config.json") << "hello";
        else
            std::ofstream(model / "tokenizer.json") << "{}";
    }
};

TEST_P(BadInput, IsRefusedWithOneMessage)
{
    const EngineResult result = runEngine(arguments());
    EXPECT_EQ(result.code, GetParam().code) << result.errors;
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, HasSubstr("error: "));
    EXPECT_THAT(result.errors, HasSubstr(GetParam().named));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    EXPECT_FALSE(fs::exists(m_folder / "new")) << "it left something half-written";
}

const std::vector<Refusal> kRefusals{
    {"UnknownCommand", {"nonsense"}, 2, "nonsense"},
    {"GenerateWithoutModel", {"generate", "--prompt", "x"}, 2, "--model"},
    {"GenerateWithoutPrompt", {"generate", "--model", "@model"}, 2, "--prompt"},
    {"GenerateBlankPrompt", {"generate", "--model", "@model", "--prompt", " "}, 2, "--prompt"},
    {"NoSamples", {"generate", "--model", "@model", "--prompt", "x", "--samples", "0"}, 2, "samples"},
    {"SamplesInWords",
     {"generate", "--model", "@model", "--prompt", "x", "--samples", "many"},
     2,
     "--samples"},
    {"NegativeSeed",
     {"generate", "--model", "@model", "--prompt", "x", "--seed", "-1"},
     2,
     "--seed: a seed is a whole number from 0 to 18446744073709551615, and \"-1\" is none"},
    {"BrokenSeed", {"train", "--model", "@model", "--run", "@new", "--seed", "1.5"}, 2, "\"1.5\" is none"},
    {"TemperatureNan",
     {"generate", "--model", "@model", "--prompt", "x", "--temperature", "nan"},
     2,
     "temperature"},
    {"TopPAboveOne", {"generate", "--model", "@model", "--prompt", "x", "--top-p", "2"}, 2, "top-p"},
    {"UnknownDevice", {"generate", "--model", "@model", "--prompt", "x", "--device", "gpu"}, 2, "gpu"},
    {"NoSuchModel", {"generate", "--model", "nowhere", "--prompt", "x"}, 1, "nowhere"},
    {"CutModel", {"generate", "--model", "@cut", "--prompt", "x"}, 1, "model.safetensors"},
    {"ReshapedModel", {"generate", "--model", "@reshaped", "--prompt", "x"}, 1, "model.safetensors"},
    {"ConfigNoJson", {"generate", "--model", "@no-json", "--prompt", "x"}, 1, "config.json"},
    {"TokenizerEmpty", {"generate", "--model", "@no-tokens", "--prompt", "x"}, 1, "tokenizer.json"},
    {"BadPromptLine", {"generate", "--model", "@model", "--prompts", "@bad.jsonl"}, 1, "line 2"},
    {"PromptTooLong", {"generate", "--model", "@model", "--prompt", std::string(600, 'x')}, 1, "context"},
    {"UnknownBuiltin", {"eval", "--model", "@model", "--prompts", "builtin:other"}, 2, "builtin:other"},
    {"NoSuchPrompts", {"eval", "--model", "@model", "--prompts", "nowhere.jsonl"}, 1, "nowhere.jsonl"},
    {"NoSuchCompletions",
     {"verify", "--prompts", "@prompts.jsonl", "--completions", "nowhere"},
     1,
     "nowhere"},
    {"CompletionOfUnknownPrompt",
     {"verify", "--prompts", "@prompts.jsonl", "--completions", "@unknown.jsonl"},
     1,
     "q99"},
    {"BadCompletionLine",
     {"verify", "--prompts", "@prompts.jsonl", "--completions", "@bad.jsonl"},
     1,
     "line 1"},
    {"RunCannotBeMade",
     {"train", "--model", "@model", "--prompts", "@prompts.jsonl", "--steps", "1", "--run", "/proc/no"},
     1,
     "/proc/no"},
    {"RunIsAFile",
     {"train", "--model", "@model", "--prompts", "@prompts.jsonl", "--steps", "1", "--run", "@file"},
     1,
     "file"},
    {"TrainNoSuchModel",
     {"train", "--model", "nowhere", "--prompts", "@prompts.jsonl", "--run", "@new"},
     1,
     "nowhere"},
    {"TrainCutModel",
     {"train", "--model", "@cut", "--prompts", "@prompts.jsonl", "--run", "@new"},
     1,
     "model.safetensors"},
    {"TrainBadPromptLine",
     {"train", "--model", "@model", "--prompts", "@bad.jsonl", "--run", "@new"},
     1,
     "line 2"},
    {"TrainWithoutModel", {"train", "--prompts", "@prompts.jsonl", "--run", "@new"}, 2, "--model"},
    {"TrainNoSteps",
     {"train", "--model", "@model", "--prompts", "@prompts.jsonl", "--run", "@new", "--steps", "0"},
     2,
     "--steps"},
    {"UnknownObjective",
     {"train", "--model", "@model", "--prompts", "@prompts.jsonl", "--run", "@new", "--objective", "ppo"},
     2,
     "ppo"},
    {"TrainTemperatureZero",
     {"train", "--model", "@model", "--prompts", "@prompts.jsonl", "--run", "@new", "--temperature", "0"},
     2,
     "temperature"},
    {"ResumeWithoutRun", {"train", "--run", "@new", "--resume"}, 1, "new"},
    {"InspectNothing", {"inspect", "nowhere"}, 1, "nowhere"},
    {"ExportWithoutSource", {"export"}, 2, "--model"},
    {"ExportWithoutTarget", {"export", "--model", "@model"}, 2, "--to"},
    {"ExportOverModel", {"export", "--model", "@model", "--to", "@model"}, 1, "is there already"},
    {"ExportNoSuchRun", {"export", "--run", "@new", "--curves", "@c.csv"}, 1, "new"},
    {"SftNoSuchModel", {"sft", "--model", "nowhere", "--out", "@new"}, 1, "nowhere"},
    {"SftOverModel", {"sft", "--model", "@model", "--out", "@model"}, 2, "already"},
    {"PretrainResumeWithoutRun", {"pretrain", "--out", "@new", "--resume"}, 2, "resume"},
    {"BenchBeyondContext",
     {"bench", "--model", "@model", "--prompt-tokens", "250", "--new-tokens", "250"},
     2,
     "context"},
};

INSTANTIATE_TEST_SUITE_P(CommandLine, BadInput, ::testing::ValuesIn(kRefusals),
                         [](const auto& refusal) { return std::string(refusal.param.name); });

} // namespace

} // namespace rw
