#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/prompts/answer_rules.h"
#include "core/prompts/prompt_file.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

namespace rw {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

ImportedPrompts readText(std::string text, const ImportOptions& options = {})
{
    return PromptFile::fromText(std::move(text), "set.jsonl").read(options);
}

PromptRecord onlyRecord(std::string text)
{
    const ImportedPrompts read = readText(std::move(text));
    EXPECT_THAT(read.records, SizeIs(1)) << (read.problems.empty() ? "" : read.problems[0].reason);
    return read.records.empty() ? PromptRecord{} : read.records[0];
}

TEST(PromptMappings, ReadGsm8k)
{
    const ImportedPrompts read =
        readText(R"({"question": "How many?", "answer": "16-3=<<16-3=13>>13\n#### 1,318"})"
                 "\n"
                 R"({"question": "And here?", "answer": "2 + 3 = 5\n#### 5"})"
                 "\n"
                 R"({"question": "And now?", "answer": "7"})"
                 "\n"
                 R"({"question": "And then?", "answer": "First one.\nThen another."})");
    ASSERT_THAT(read.records, SizeIs(3));
    EXPECT_EQ(read.mapping.answerRule, AnswerRule::AfterHashes);
    EXPECT_EQ(read.records[0].prompt.answer, "1,318");
    EXPECT_EQ(read.records[0].solution, "16-3=<<16-3=13>>13\n#### 1,318");
    EXPECT_EQ(read.records[2].prompt.answer, "7");
    ASSERT_THAT(read.problems, SizeIs(1));
    EXPECT_THAT(read.problems[0].reason, HasSubstr("has no \"####\""));
}

TEST(PromptMappings, ReadMath)
{
    const ImportedPrompts read = readText(
        R"({"problem": "Half?", "level": "Level 5", "type": "Algebra", "solution": "So $\\boxed{\\frac{1}{2}}$."})"
        "\n"
        R"({"problem": "Which?", "level": "Level ?", "type": "Geometry", "solution": "$\\boxed{1}$, no, $\\fbox{\\text{\\{a\\}}}$."})"
        "\n"
        R"({"problem": "None?", "level": "Level 1", "type": "Geometry", "solution": "Nobody knows."})");
    ASSERT_THAT(read.records, SizeIs(2));
    EXPECT_EQ(read.records[0].prompt.answer, "\\frac{1}{2}");
    EXPECT_EQ(read.records[0].prompt.category, "Algebra");
    EXPECT_EQ(read.records[0].prompt.difficulty, 5);
    EXPECT_EQ(read.records[0].solution, "So $\\boxed{\\frac{1}{2}}$.");
    EXPECT_EQ(read.records[1].prompt.answer, "\\text{\\{a\\}}");
    EXPECT_EQ(read.records[1].prompt.difficulty, 0);
    EXPECT_THAT(read.problems, SizeIs(1));
}

TEST(PromptMappings, PreferAnAnswerOfItsOwnToASolution)
{
    const PromptRecord record = onlyRecord(
        R"({"problem": "Half?", "solution": "So $\\boxed{0.5}$.", "answer": "\\frac12", "unique_id": "test/1.json", "level": 3})");
    EXPECT_EQ(record.prompt.answer, "\\frac12");
    EXPECT_EQ(record.prompt.id, "test/1.json");
    EXPECT_EQ(record.prompt.difficulty, 3);
}

TEST(PromptMappings, ReadReasoningGym)
{
    const PromptRecord record = onlyRecord(
        R"({"question": "Reach 24 with 4, 6.", "answer": "4*6", "metadata": {"source_dataset": "countdown", "source_index": 0, "numbers": [4, 6], "target": 24, "difficulty": {"numbers": [2, 6]}}})");
    EXPECT_EQ(record.prompt.answer, "4, 6 -> 24") << "what countdown checks against";
    EXPECT_EQ(record.solution, "4*6");
    EXPECT_EQ(record.prompt.category, "countdown");
    EXPECT_EQ(record.prompt.difficulty, 0);
    EXPECT_THAT(record.metadata, HasSubstr(R"("target":24)"));
    PromptRecord again = onlyRecord(recordLine(record));
    EXPECT_EQ(again, record) << "as it was exported";
    again.prompt.answer = "4, 6, 1 -> 24";
    EXPECT_EQ(onlyRecord(recordLine(again)), again) << "edited";
    EXPECT_EQ(
        onlyRecord(
            R"({"question": "GCD of 12 and 18?", "answer": "6", "metadata": {"source_dataset": "gcd", "numbers": [12, 18], "result": 6}})")
            .prompt.answer,
        "6");
}

TEST(PromptMappings, ReadCountdownsOfNumbersAndTarget)
{
    const PromptRecord bare = onlyRecord(R"({"target": 98, "nums": [44, 19, 35]})");
    EXPECT_EQ(bare.prompt.answer, "44, 19, 35 -> 98");
    EXPECT_THAT(bare.prompt.text,
                HasSubstr("Using the numbers [44, 19, 35], create an equation that equals 98."));
    const PromptRecord asked = onlyRecord(
        R"({"prompt": "Reach the goal.", "numbers": "[44 19 35]", "target": "98", "answer": "44+19+35"})");
    EXPECT_EQ(asked.prompt.text, "Reach the goal.");
    EXPECT_EQ(asked.prompt.answer, "44, 19, 35 -> 98");
    EXPECT_EQ(asked.solution, "44+19+35");
    const ImportedPrompts table =
        PromptFile::fromText("nums,target\n\"[1, 2, 3]\",6\n\"[4, x]\",8\n\"[4, 5]\",\n7;8,15\n", "set.csv")
            .read();
    ASSERT_THAT(table.records, SizeIs(2));
    EXPECT_EQ(table.records[1].prompt.answer, "7, 8 -> 15");
    ASSERT_THAT(table.problems, SizeIs(2));
    EXPECT_EQ(table.problems[0].reason, "\"nums\" must be a list of 2 to 100 numbers.");
    EXPECT_EQ(table.problems[1].reason, "There is no target.");
}

TEST(PromptMappings, CountdownsAmongOtherProblemsKeepTheirAnswers)
{
    const ImportedPrompts mixed = readText(
        R"({"question": "Reach 24 with 4, 6.", "answer": "4*6", "metadata": {"numbers": [4, 6], "target": 24}})"
        "\n"
        R"({"question": "4 + 3 =", "answer": "7", "metadata": {"expression": "4 + 3"}})");
    ASSERT_THAT(mixed.records, SizeIs(2));
    EXPECT_EQ(mixed.records[0].prompt.answer, "4*6");
    EXPECT_EQ(mixed.records[1].prompt.answer, "7");
}

TEST(PromptMappings, NumbersWithoutATargetAreNoCountdown)
{
    const PromptRecord record =
        onlyRecord(R"({"question": "Sort them.", "numbers": [3, 1, 2], "answer": "1 2 3"})");
    EXPECT_EQ(record.prompt.answer, "1 2 3");
    EXPECT_EQ(onlyRecord(R"({"question": "Which?", "numbers": "some", "target": "cats"})").prompt.answer,
              "cats");
}

TEST(PromptMappings, ListsOfNumbersHaveLimits)
{
    std::string many = "0";
    for (int i = 1; i < 100; ++i)
        many += "," + std::to_string(i);
    EXPECT_THAT(onlyRecord("{\"target\": 9, \"nums\": [" + many + "]}").prompt.answer,
                HasSubstr("98, 99 -> 9"));
    ImportOptions options;
    options.mapping = PromptMapping{{{PromptField::Numbers, "nums"}, {PromptField::Answer, "target"}}, {}};
    for (const std::string& nums : {"[" + many + ",100]", std::string("[5]"), std::string("[1, true]"),
                                    std::string("\"1, nan\""), std::string("\"\""), std::string("{}")}) {
        const ImportedPrompts read = readText("{\"target\": 9, \"nums\": " + nums + "}", options);
        EXPECT_THAT(read.records, SizeIs(0)) << nums;
        EXPECT_THAT(read.problems, SizeIs(1)) << nums;
    }
}

TEST(PromptMappings, TheAnswerIsGuessedByItsUsualNames)
{
    for (const std::string name : {"answer",         "Answer",      "final_answer", "expected_answer",
                                   "correct_answer", "gold_answer", "ground_truth", "reference_answer",
                                   "gold",           "target",      "expected",     "expected_output",
                                   "label",          "result",      "Result",       "reference",
                                   "solution",       "output",      "response",     "completion"}) {
        EXPECT_EQ(onlyRecord("{\"question\": \"2 + 3?\", \"" + name + "\": \"5\"}").prompt.answer, "5")
            << name;
        EXPECT_EQ(PromptFile::fromText("question," + name + "\n2 + 3?,5\n2 + 4?,6\n", "set.csv")
                      .read()
                      .records.at(1)
                      .prompt.answer,
                  "6")
            << name;
    }
}

TEST(PromptMappings, NamesOfTheAnswerYieldToBetterOnes)
{
    EXPECT_EQ(
        onlyRecord(R"({"question": "a", "result": "passed", "label": "1", "answer": "5"})").prompt.answer,
        "5");
    EXPECT_EQ(onlyRecord(R"({"question": "a", "reference": "Smith 2020", "expected": "5"})").prompt.answer,
              "5");
    EXPECT_EQ(
        onlyRecord(R"({"question": "a", "metadata": {"result": "ok", "reference": "b"}})").prompt.answer, "");
    EXPECT_EQ(onlyRecord(R"({"prompt": "a", "chosen": "b", "rejected": "c", "result": "b"})").prompt.answer,
              "");
    const PromptRecord worked = onlyRecord(
        R"({"instruction": "Name three.", "output": "There are many, and each of them has its place:\n1. one\n2. two"})");
    EXPECT_EQ(worked.prompt.answer, "") << "a text is no answer to compare with";
    EXPECT_THAT(worked.solution, HasSubstr("There are many"));
    PromptRecord solved;
    solved.prompt = {"1", "What?", "", "", 0};
    solved.solution = "5";
    solved.line = 1;
    EXPECT_EQ(onlyRecord(recordLine(solved)), solved) << "files of ours say an answer outright";
}

TEST(PromptMappings, ReadPreferencePairs)
{
    const PromptRecord plain = onlyRecord(R"({"prompt": "Hi?", "chosen": "Hello.", "rejected": "Go."})");
    EXPECT_EQ(plain.prompt.text, "Hi?");
    EXPECT_EQ(plain.chosen, "Hello.");
    EXPECT_EQ(plain.rejected, "Go.");
    for (
        const char* text :
        {R"({"prompt": [{"role": "user", "content": "Hi?"}], "chosen": [{"role": "assistant", "content": "Hello."}], "rejected": [{"role": "assistant", "content": "Go."}]})",
         R"({"chosen": [{"role": "user", "content": "Hi?"}, {"role": "assistant", "content": "Hello."}], "rejected": [{"role": "user", "content": "Hi?"}, {"role": "assistant", "content": "Go."}]})",
         R"({"chosen": "\n\nHuman: Hi?\n\nAssistant: Hello.", "rejected": "\n\nHuman: Hi?\n\nAssistant: Go."})",
         R"({"question": "Hi?", "chosen": "Hello.", "rejected": "Go."})"}) {
        const PromptRecord record = onlyRecord(text);
        EXPECT_EQ(record.prompt.text, "Hi?") << text;
        EXPECT_EQ(record.chosen, "Hello.") << text;
        EXPECT_EQ(record.rejected, "Go.") << text;
    }
}

TEST(PromptMappings, ReadConversations)
{
    EXPECT_EQ(
        onlyRecord(
            R"({"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi?"}, {"role": "assistant", "content": "Hello."}]})")
            .prompt.text,
        "Be brief.\n\nHi?");
    EXPECT_EQ(
        onlyRecord(
            R"({"conversations": [{"from": "human", "value": "Hi?"}, {"from": "gpt", "value": "Hello."}, {"from": "human", "value": "And?"}, {"from": "gpt", "value": "So."}]})")
            .prompt.text,
        "User: Hi?\n\nAssistant: Hello.\n\nUser: And?");
    EXPECT_THAT(readText(R"({"messages": [{"role": "ghost", "content": "Boo."}]})").problems.at(0).reason,
                HasSubstr("\"ghost\""));
}

TEST(PromptMappings, ReadAnswersOfAnyKind)
{
    EXPECT_EQ(onlyRecord(R"({"prompt": "a", "answer": 2.5})").prompt.answer, "2.5");
    EXPECT_EQ(onlyRecord(R"({"prompt": "a", "answer": true})").prompt.answer, "true");
    EXPECT_EQ(onlyRecord(R"({"prompt": "a", "answer": ["5"]})").prompt.answer, "5");
    EXPECT_EQ(onlyRecord(R"({"prompt": "a", "answer": null})").prompt.answer, "");
    EXPECT_EQ(onlyRecord(R"({"prompt": "a", "reward_model": {"ground_truth": "7", "style": "rule"}})")
                  .prompt.answer,
              "7");
    EXPECT_EQ(onlyRecord(R"({"row_idx": 0, "row": {"question": "a", "answer": "7"}})").prompt.answer, "7");
}

TEST(PromptMappings, ReadWordsForDifficultyAndSplit)
{
    const PromptRecord record =
        onlyRecord(R"({"prompt": "a", "difficulty": "Hard", "split": "test", "tags": "one, two;three"})");
    EXPECT_EQ(record.prompt.difficulty, 3);
    EXPECT_EQ(record.split, PromptSplit::HeldOut);
    EXPECT_THAT(record.tags, ElementsAre("one", "two", "three"));
}

TEST(PromptMappings, CanBeChosen)
{
    ImportOptions options;
    options.mapping =
        PromptMapping{{{PromptField::Text, "q"}, {PromptField::Answer, "sol"}}, AnswerRule::LastBoxed};
    const ImportedPrompts read =
        readText(R"({"q": "a", "sol": "It is \\boxed 5$.", "answer": "no"})", options);
    EXPECT_EQ(read.records.at(0).prompt.answer, "5");
}

TEST(AnswerRules, TakeTheLastBoxWithItsBraces)
{
    const auto boxed = [](std::string_view text) {
        return ruledAnswer(AnswerRule::LastBoxed, text).value_or("none");
    };
    EXPECT_EQ(boxed(R"(\boxed{1} and \boxed{ \sqrt{2} })"), R"(\sqrt{2})");
    EXPECT_EQ(boxed(R"(\boxed {3})"), "3");
    EXPECT_EQ(boxed(R"(\boxed{\}})"), R"(\})");
    EXPECT_EQ(boxed(R"(\boxed{never closed)"), "none");
    EXPECT_EQ(boxed(R"(\boxed)"), "none");
    EXPECT_EQ(boxed("5"), "none");
}

TEST(Duplicates, AreFoundByTextAndById)
{
    const std::string text = "{\"id\": \"a\", \"prompt\": \"What  is 2+3?\", \"answer\": \"5\"}\n"
                             "{\"id\": \"b\", \"prompt\": \" what is\\n2+3? \", \"answer\": \"6\"}\n"
                             "{\"id\": \"a\", \"prompt\": \"Another\"}\n"
                             "{\"id\": \"c\", \"prompt\": \"\xC3\x84PFEL\"}\n"
                             "{\"id\": \"d\", \"prompt\": \"\xC3\xA4pfel\"}\n";
    const ImportedPrompts dropped = readText(text);
    EXPECT_THAT(dropped.records, SizeIs(2));
    EXPECT_THAT(dropped.duplicates, ElementsAre(DuplicatePrompt{2, 1, true, false, true},
                                                DuplicatePrompt{3, 1, false, true, false},
                                                DuplicatePrompt{5, 4, true, false, false}));
    ImportOptions options;
    options.dropDuplicates = false;
    const ImportedPrompts kept = readText(text, options);
    EXPECT_EQ(kept.duplicateCount, 3U);
    ASSERT_THAT(kept.records, SizeIs(5));
    EXPECT_EQ(kept.records[2].prompt.id, "a-2");
}

TEST(Duplicates, OfWhatTheSetHasAlreadyAreTold)
{
    ImportOptions options;
    options.existing = readText("{\"id\": \"a\", \"prompt\": \"One?\"}\n").records;
    options.dropDuplicates = false;
    const ImportedPrompts read =
        readText("{\"id\": \"b\", \"prompt\": \"one?\"}\n{\"id\": \"a\", \"prompt\": \"Two?\"}\n", options);
    EXPECT_THAT(read.duplicates, ElementsAre(DuplicatePrompt{1, 0, true, false, false},
                                             DuplicatePrompt{2, 0, false, true, false}));
    ASSERT_THAT(read.records, SizeIs(2));
    EXPECT_EQ(read.records[1].prompt.id, "a-2");
}

TEST(Duplicates, OfPairsDifferInTheirAnswers)
{
    const ImportedPrompts read = readText("{\"prompt\": \"a\", \"chosen\": \"x\", \"rejected\": \"y\"}\n"
                                          "{\"prompt\": \"a\", \"chosen\": \"x\", \"rejected\": \"z\"}\n"
                                          "{\"prompt\": \"a\", \"chosen\": \"x\", \"rejected\": \"y\"}\n");
    EXPECT_THAT(read.records, SizeIs(2));
    EXPECT_EQ(read.duplicateCount, 1U);
}

TEST(Duplicates, ANumberedLineYieldsToAnIdOfThatName)
{
    const ImportedPrompts read = readText("{\"id\": \"line-2\", \"prompt\": \"a\"}\n{\"prompt\": \"b\"}\n");
    EXPECT_THAT(read.records, SizeIs(2));
    EXPECT_EQ(read.duplicateCount, 0U);
    EXPECT_EQ(read.records[1].prompt.id, "line-2-2");
}

TEST(ExportedLines, AreReadBackAsTheyWere)
{
    PromptRecord full;
    full.prompt = {"id \"1\"", " A question\nwith a \\boxed{5} and #### 7\t", "#### 5", "Sums & more", 3};
    full.solution = "\\boxed{6}";
    full.chosen = "yes";
    full.rejected = "\n\nHuman: no\n\nAssistant: no";
    full.tags = {"a, b", "c"};
    full.metadata = R"({"a":[1,2.5,null],"b":{"c":"d"}})";
    full.split = PromptSplit::HeldOut;
    full.line = 1;
    PromptRecord bare;
    bare.prompt = {"2", "\xE2\x82\xAC?", "", "", 0};
    bare.line = 2;
    const ImportedPrompts both = readText(recordLine(full) + "\n" + recordLine(bare) + "\n");
    EXPECT_THAT(both.records, ElementsAre(full, bare));
    for (const PromptRecord& record : {full, bare}) {
        PromptRecord alone = onlyRecord(recordLine(record));
        alone.line = record.line;
        EXPECT_EQ(alone, record);
    }
}

} // namespace
} // namespace rw
