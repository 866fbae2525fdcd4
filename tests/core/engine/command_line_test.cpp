// The program as people and scripts call it: exit codes, messages, and stdout that holds JSON alone.
#include "core/base/atomic_file.h"
#include "core/text/prompt_encoder.h"
#include "core/weights/model_directory.h"
#include "tests/core/engine/engine_fixture.h"
#include "tests/core/text/small_tokenizer.h"

#include <gmock/gmock.h>

#include <map>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

constexpr const char* kCommands[] = {
    "serve",      "generate",      "verify",       "train",           "pretrain", "sft",
    "eval",       "score",         "export",       "inspect",         "bench",    "tokenize",
    "detokenize", "chat-template", "verify-again", "bench-verifiers", "prompts"};

using CommandLine = EngineTest;

TEST_F(CommandLine, EveryCommandShowsAnExample)
{
    for (const char* command : kCommands) {
        const EngineResult help = runEngine({command, "--help"});
        EXPECT_EQ(help.code, 0) << command;
        EXPECT_THAT(help.output, HasSubstr("Example")) << command;
        EXPECT_THAT(help.output, HasSubstr(std::string("rollout-engine ") + command)) << command;
        EXPECT_EQ(help.errors, "") << command;
    }
    const EngineResult help = runEngine({"--help"});
    for (const char* command : kCommands)
        EXPECT_THAT(help.output, HasSubstr(command));
    EXPECT_THAT(help.output, HasSubstr("Examples:"));
}

TEST_F(CommandLine, ShowsItsVersion)
{
    const EngineResult version = runEngine({"--version"});
    EXPECT_EQ(version.code, 0);
    for (const char* part : {"rollout-engine 0.", "LibTorch ", "BLAS ", "Threads ", "Device "})
        EXPECT_THAT(version.output, HasSubstr(part));
}

TEST_F(CommandLine, NoAnswersForNoPrompts)
{
    static_cast<void>(m_folder.write("empty.jsonl", "\n"));
    const EngineResult result = runEngine({"eval", "--model", in("model"), "--prompts", in("empty.jsonl")});
    EXPECT_EQ(result.code, 1);
    EXPECT_THAT(result.errors, HasSubstr("empty.jsonl"));
}

TEST_F(CommandLine, GeneratesTheSameTokensWhateverTheBatch)
{
    const auto tokens = [&](int samples) {
        const EngineResult result =
            runEngine({"generate", "--model", in("model"), "--prompts", in("prompts.jsonl"), "--samples",
                       std::to_string(samples), "--seed", "9", "--max-new-tokens", "12", "--json"});
        EXPECT_EQ(result.code, 0) << result.errors;
        std::map<std::pair<std::string, int>, Json> byAnswer;
        for (const Json& line : result.lines())
            byAnswer[{line["prompt_id"], line["index"].get<int>()}] = line["token_ids"];
        return byAnswer;
    };
    const auto many = tokens(9);
    const auto few = tokens(2);
    ASSERT_EQ(many.size(), 6U * 9U);
    ASSERT_EQ(few.size(), 6U * 2U);
    for (const auto& [answer, ids] : few)
        EXPECT_EQ(many.at(answer), ids) << answer.first << " " << answer.second;
}

TEST_F(CommandLine, AnswersAreWholeJsonObjects)
{
    const EngineResult result =
        runEngine({"generate", "--model", in("model"), "--prompt", "Guess", "--answer", "2", "--samples", "5",
                   "--max-new-tokens", "12", "--json"});
    EXPECT_EQ(result.errors, "");
    const std::vector<Json> lines = result.lines();
    ASSERT_EQ(lines.size(), 5U);
    for (const Json& line : lines) {
        EXPECT_EQ(line["token_ids"].size(), line["logprobs"].size());
        for (const char* key : {"prompt_id", "index", "text", "finish_reason", "verdict", "extracted", "span",
                                "rule", "expected"}) {
            EXPECT_TRUE(line.contains(key)) << key;
        }
    }
}

/// Text and ids of a conversation and of a question; what a conversation spells stays plain text.
TEST_F(CommandLine, ShowsWhatAModelReads)
{
    const auto shown = [&](std::vector<std::string> arguments, const std::string& input = {}) {
        arguments.insert(arguments.begin(), {"chat-template", "--model", in("model"), "--json"});
        const auto lines = runEngine(arguments, input).lines();
        return lines.size() == 1 ? lines.front() : Json::object();
    };
    const std::string messages = R"([{"role": "user", "content": "<|end|>"}])";
    const Json conversation = shown({"--messages", "-"}, messages);
    EXPECT_EQ(conversation["text"], "<|user|><|end|><|end|><|assistant|>");
    EXPECT_EQ(conversation["ids"].size(), 10U) << "seven of them the bytes of <|end|>";
    EXPECT_EQ(shown({"--messages", "-", "--no-generation-prompt"}, messages)["text"],
              "<|user|><|end|><|end|>");

    const Json question = shown({"--prompt", "Guess", "--instruction", "Be brief."});
    EXPECT_EQ(question["text"], "<|user|>Guess\n\nBe brief.<|end|><|assistant|>");
    EXPECT_EQ(question["ids"],
              Json(encodePrompt(smallTokenizer(), ChatTemplate::school(), "Guess\n\nBe brief.")));
    EXPECT_EQ(shown({"--prompt", "Guess", "--raw"})["text"], "Guess");

    const EngineResult refused =
        runEngine({"chat-template", "--model", in("model"), "--prompt", "Guess", "--system", "s"});
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.errors, HasSubstr("roles user and assistant only"));
    const EngineResult misused = runEngine(
        {"chat-template", "--model", in("model"), "--prompt", "Guess", "--template-variable", "thinking"});
    EXPECT_EQ(misused.code, 2);
    EXPECT_THAT(misused.errors, HasSubstr("NAME=VALUE"));
}

/// At temperature 1 the log-probabilities of the draws are those of the model.
TEST_F(CommandLine, ScoreAgreesWithGenerate)
{
    const auto answers = runEngine({"generate", "--model", in("model"), "--prompt", "Guess", "--samples", "3",
                                    "--max-new-tokens", "12", "--json"})
                             .lines();
    const Tokenizer tokenizer = smallTokenizer();
    const Json prompt = encodePrompt(tokenizer, ChatTemplate::school(), "Guess");
    std::string input;
    for (const Json& answer : answers) {
        Json sequence = prompt;
        sequence.insert(sequence.end(), answer["token_ids"].begin(), answer["token_ids"].end());
        input += sequence.dump() + "\n";
    }
    const EngineResult score = runEngine({"score", "--model", in("model"), "--json"}, input);
    ASSERT_EQ(score.code, 0) << score.errors;
    const auto lines = score.lines();
    ASSERT_EQ(lines.size(), answers.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Json& scored = lines[i]["logprobs"];
        const Json& drawn = answers[i]["logprobs"];
        ASSERT_EQ(scored.size(), prompt.size() + drawn.size() - 1);
        for (std::size_t t = 0; t < drawn.size(); ++t)
            EXPECT_NEAR(scored[prompt.size() - 1 + t].get<double>(), drawn[t].get<double>(), 1e-4);
    }
}

TEST_F(CommandLine, ScoreRefusesWhatAreNoTokens)
{
    for (const char* line : {"[1, 2", "{}", "[]", "[1, 265]", "[-1]", "[1.5]", "[\"a\"]"}) {
        const EngineResult result =
            runEngine({"score", "--model", in("model"), "--json"}, std::string("[1, 2]\n") + line + "\n");
        EXPECT_EQ(result.code, 1) << line;
        EXPECT_THAT(result.errors, HasSubstr("Line 2")) << line;
        EXPECT_EQ(result.lines().size(), 1U) << line;
    }
}

TEST_F(CommandLine, TokenizesTextAndBack)
{
    const fs::path file = m_folder / "model" / "tokenizer.json";
    const Tokenizer tokenizer = smallTokenizer();
    const std::string text = "the thing<|end|>\n1 2\n";

    const EngineResult plain = runEngine({"tokenize", "--model", file.string()}, text);
    EXPECT_EQ(plain.code, 0) << plain.errors;
    EXPECT_EQ(plain.lines().at(0), Json(tokenizer.encode(text)));
    EXPECT_EQ(runEngine({"detokenize", "--model", in("model")}, plain.output).output, text);

    const EngineResult special = runEngine({"tokenize", "--model", in("model"), "--special"}, text);
    EXPECT_EQ(special.lines().at(0), Json(tokenizer.encode(text, SpecialTokens::Recognise)));
    EXPECT_EQ(runEngine({"detokenize", "--model", in("model")}, special.output).output, "the thing\n1 2\n");
    EXPECT_EQ(runEngine({"detokenize", "--model", in("model"), "--special"}, special.output).output, text);
}

TEST_F(CommandLine, TokenizesLineByLine)
{
    const EngineResult lists = runEngine({"tokenize", "--model", in("model"), "--json-lines"},
                                         "\"the\"\n\n\"a\\nb \\u00e4\"\n\"\"\n");
    ASSERT_EQ(lists.lines().size(), 3U) << lists.errors;
    EXPECT_EQ(lists.lines().at(2), Json::array());
    const EngineResult texts =
        runEngine({"detokenize", "--model", in("model"), "--json-lines"}, lists.output);
    EXPECT_EQ(texts.lines().at(0), "the");
    EXPECT_EQ(texts.lines().at(1), "a\nb \u00e4");
}

TEST_F(CommandLine, TokenizeRefusesWithOneMessage)
{
    const auto refusal = [&](std::vector<std::string> arguments, std::string_view input) {
        const EngineResult result = runEngine(arguments, input);
        EXPECT_EQ(result.code, 1);
        EXPECT_EQ(result.output, "");
        return result.errors;
    };
    EXPECT_THAT(refusal({"tokenize", "--model", in("nowhere")}, "x"), HasSubstr("nowhere"));
    EXPECT_THAT(refusal({"tokenize", "--model", in("model"), "--json-lines"}, "17\n"),
                HasSubstr("stdin line 1 is not a JSON string"));
    EXPECT_THAT(refusal({"detokenize", "--model", in("model")}, "[1, -1]"), HasSubstr("list of token ids"));
    EXPECT_THAT(refusal({"detokenize", "--model", in("model"), "--json-lines"}, "\n[1, 2.5]\n"),
                HasSubstr("stdin line 2"));
    EXPECT_EQ(runEngine({"tokenize"}).code, 2);
}

TEST_F(CommandLine, VerifiesWhatWasWrittenElsewhere)
{
    static_cast<void>(
        m_folder.write("completions.jsonl",
                       "{\"prompt_id\": \"q0\", \"completion\": \"The answer is 1.\"}\n"
                       "{\"prompt_id\": \"q1\", \"completion\": \"So 5\"}\n"
                       "{\"prompt_id\": \"q2\", \"completion\": \"none\"}\n"
                       "{\"prompt_id\": \"q0\", \"completion\": \"1\", \"finish_reason\": \"length\"}\n"));
    const auto lines = runEngine({"verify", "--prompts", in("prompts.jsonl"), "--completions",
                                  in("completions.jsonl"), "--json"})
                           .lines();
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0]["verdict"], "correct");
    EXPECT_EQ(lines[0]["span"], Json({14, 15}));
    EXPECT_EQ(lines[1]["verdict"], "wrong");
    EXPECT_EQ(lines[1]["extracted"], "5");
    EXPECT_EQ(lines[2]["verdict"], "undecided");
    EXPECT_NE(lines[3]["verdict"], "correct");
}

TEST_F(CommandLine, VerifiesWhatGenerateWrote)
{
    const EngineResult generated =
        runEngine({"generate", "--model", in("model"), "--prompts", in("prompts.jsonl"), "--samples", "2",
                   "--max-new-tokens", "6", "--json"});
    static_cast<void>(m_folder.write("generated.jsonl", generated.output));
    const EngineResult result =
        runEngine({"verify", "--prompts", in("prompts.jsonl"), "--completions", in("generated.jsonl"),
                   "--verifier", "final-number", "--verifier", "length-penalty:limit=5,cache=0", "--json"});
    EXPECT_EQ(result.code, 0) << result.errors;
    const auto lines = result.lines();
    ASSERT_EQ(lines.size(), 12U);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_EQ(lines[i]["verdict"], generated.lines()[i]["verdict"]);
        const bool isLong = generated.lines()[i]["token_ids"].size() >= 6;
        EXPECT_EQ(lines[i]["parts"][1]["score"], isLong ? -1.0 : 0.0);
    }
}

TEST_F(CommandLine, VerifiesByNameWithPartsForEachVerifier)
{
    static_cast<void>(m_folder.write(
        "boxes.jsonl", "{\"prompt_id\": \"q0\", \"completion\": \"\\\\boxed{\\\\sin 90^\\\\circ}\"}\n"
                       "{\"prompt_id\": \"q0\", \"completion\": \"It is 1.\", \"tokens\": 9}\n"));
    const EngineResult result =
        runEngine({"verify", "--prompts", in("prompts.jsonl"), "--completions", in("boxes.jsonl"),
                   "--verifier", "math", "--verifier", "format:tags=none,boxed=yes,weight=0.5,part=box",
                   "--verifier", "repetition-penalty:weight=0.1", "--json"});
    const auto lines = result.lines();
    ASSERT_EQ(lines.size(), 2U) << result.errors;
    EXPECT_EQ(lines[0]["verdict"], "correct") << lines[0].dump();
    ASSERT_EQ(lines[0]["parts"].size(), 3U);
    EXPECT_EQ(lines[0]["parts"][0]["name"], "accuracy");
    EXPECT_EQ(lines[0]["parts"][0]["verifier"], "math");
    EXPECT_EQ(lines[0]["parts"][0]["score"], 1.0);
    EXPECT_EQ(lines[0]["parts"][1]["name"], "box");
    EXPECT_EQ(lines[0]["parts"][1]["weight"], 0.5);
    EXPECT_EQ(lines[1]["parts"][1]["verdict"], "wrong");
    EXPECT_EQ(lines[1]["parts"][1]["score"], 0.0);

    const EngineResult told =
        runEngine({"verify", "--prompts", in("prompts.jsonl"), "--completions", in("boxes.jsonl"),
                   "--verifier", "countdown", "--verifier", "repetition-penalty"});
    EXPECT_THAT(told.output, HasSubstr("The prompt has no list of numbers")) << "why it is an error";
    EXPECT_THAT(told.output, HasSubstr("repetition-penalty 0 x 1"));
    EXPECT_THAT(runEngine({"verify", "--list"}).output, HasSubstr("repetition-penalty"));
    const EngineResult unknown = runEngine({"verify", "--prompts", in("prompts.jsonl"), "--completions",
                                            in("boxes.jsonl"), "--verifier", "oracle"});
    EXPECT_EQ(unknown.code, 2);
    EXPECT_THAT(unknown.errors, HasSubstr("final-number"));
}

TEST_F(CommandLine, EvaluatesWithFigures)
{
    const EngineResult result = runEngine({"eval", "--model", in("model"), "--prompts", in("prompts.jsonl"),
                                           "--samples", "8", "--max-new-tokens", "12", "--json"});
    const auto lines = result.lines();
    ASSERT_EQ(lines.size(), 1U) << result.errors;
    for (const char* key : {"pass@1", "pass@8", "mean_length", "styles", "categories", "model", "seed"})
        EXPECT_TRUE(lines[0].contains(key)) << key;
    EXPECT_EQ(lines[0]["prompts"], 6);
    EXPECT_GE(lines[0]["pass@8"].get<double>(), lines[0]["pass@1"].get<double>());
}

TEST_F(CommandLine, InspectsModelsForPeopleAndScripts)
{
    const EngineResult text = runEngine({"inspect", in("model")});
    EXPECT_EQ(text.code, 0);
    EXPECT_THAT(text.output, HasSubstr("model.embed_tokens.weight"));
    EXPECT_EQ(text.output.find('{'), std::string::npos) << "raw JSON is not for people";
    const auto json = runEngine({"inspect", in("model"), "--json"}).lines();
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["kind"], "model");
}

TEST_F(CommandLine, ExportsAModelThatOpensAgain)
{
    ASSERT_EQ(runEngine({"export", "--model", in("model"), "--to", in("out")}).code, 0);
    EXPECT_EQ(checkModelDirectory(m_folder / "out"), checkModelDirectory(m_folder / "model"));
}

TEST_F(CommandLine, ExportsAGgufFileThatOpensAndBecomesADirectoryAgain)
{
    ASSERT_EQ(
        runEngine({"export", "--model", in("model"), "--gguf", in("model.gguf"), "--dtype", "fp32"}).code, 0);
    const auto inspected = runEngine({"inspect", in("model.gguf"), "--json"}).lines();
    ASSERT_EQ(inspected.size(), 1U);
    EXPECT_EQ(inspected[0]["format"], "gguf");
    EXPECT_EQ(inspected[0]["config"], toJson(checkModelDirectory(m_folder / "model")));

    ASSERT_EQ(runEngine({"export", "--model", in("model.gguf"), "--to", in("back")}).code, 0);
    EXPECT_EQ(readFile(m_folder / "back/model.safetensors", 1U << 24U),
              readFile(m_folder / "model/model.safetensors", 1U << 24U));
}

TEST_F(CommandLine, ExportRefusesTypesOfAnotherFormatAndWhatIsThere)
{
    const auto exported = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"export", "--model", in("model")});
        return runEngine(options);
    };
    EXPECT_EQ(exported({}).code, 2);
    EXPECT_EQ(exported({"--to", in("a"), "--gguf", in("b")}).code, 2);
    EXPECT_EQ(exported({"--to", in("a"), "--dtype", "q8_0"}).code, 2);
    EXPECT_EQ(exported({"--gguf", in("b"), "--dtype", "bf16"}).code, 2);
    EXPECT_EQ(exported({"--to", in("model")}).code, 1);
    EXPECT_EQ(exported({"--gguf", in("model/config.json")}).code, 1);
    EXPECT_FALSE(std::filesystem::exists(m_folder / "a"));
    EXPECT_FALSE(std::filesystem::exists(m_folder / "b"));
}

} // namespace

} // namespace rw
