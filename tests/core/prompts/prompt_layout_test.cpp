#include "core/base/error.h"
#include "core/prompts/prompt_file.h"

#include <gmock/gmock.h>

#include <string>
#include <string_view>

namespace rw {
namespace {

using namespace std::string_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

ImportedPrompts readText(std::string text, std::string name = "set", const ImportOptions& options = {},
                         const ImportLimits& limits = {})
{
    return PromptFile::fromText(std::move(text), std::move(name), limits).read(options);
}

std::vector<std::string> textsOf(const ImportedPrompts& read)
{
    std::vector<std::string> texts;
    for (const PromptRecord& record : read.records)
        texts.push_back(record.prompt.text);
    return texts;
}

std::string errorOf(std::string text, std::string name = "set", const ImportOptions& options = {},
                    const ImportLimits& limits = {})
{
    try {
        static_cast<void>(readText(std::move(text), std::move(name), options, limits));
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::vector<std::size_t> problemLines(const ImportedPrompts& read)
{
    std::vector<std::size_t> lines;
    for (const LineProblem& problem : read.problems)
        lines.push_back(problem.line);
    return lines;
}

TEST(PromptLayouts, AreKnownByContentAndExtension)
{
    const auto formatOf = [](std::string text, std::string name) {
        return PromptFile::fromText(std::move(text), std::move(name)).guessLayout();
    };
    using Format = PromptFileFormat;
    EXPECT_EQ(formatOf("{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}\n", "x.json").format, Format::JsonLines);
    EXPECT_EQ(formatOf("{\"prompt\": \"a\"}", "x").format, Format::JsonLines);
    EXPECT_EQ(formatOf("{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}", "x").format,
              Format::JsonLines);
    EXPECT_EQ(formatOf("[{\"prompt\": \"a\"}]", "x").format, Format::JsonList);
    EXPECT_EQ(formatOf("{\"data\": [{\"prompt\": \"a\"}]}", "x").format, Format::JsonList);
    EXPECT_EQ(formatOf("{\n  \"data\": [\n    {\"prompt\": \"a\"}\n  ]\n}\n", "x.json").format,
              Format::JsonList);
    EXPECT_EQ(formatOf("prompt,answer\na,b\n", "x.csv"), (PromptLayout{Format::Csv, ',', true}));
    EXPECT_EQ(formatOf("Frage;Antwort\na;b\n", "x.csv"), (PromptLayout{Format::Csv, ';', true}));
    EXPECT_EQ(formatOf("What is 2+3?,5\nWhat is 2+4?,6\n", "x.csv"), (PromptLayout{Format::Csv, ',', false}));
    EXPECT_EQ(formatOf("prompt\tanswer\na\tb\n", "x.tsv"), (PromptLayout{Format::Csv, '\t', true}));
    EXPECT_EQ(formatOf("question,answer\na,b\n", "x"), (PromptLayout{Format::Csv, ',', true}));
    EXPECT_EQ(formatOf("One?\nTwo, or three?\n", "x.txt").format, Format::Lines);
    EXPECT_EQ(formatOf("One\nand more.\n\nTwo\n", "x.txt").format, Format::Blocks);
}

TEST(PromptLayouts, ReadListsInObjects)
{
    for (
        const char* text :
        {R"([{"prompt": "a"}, {"prompt": "b"}])", R"({"prompts": [{"prompt": "a"}, {"prompt": "b"}]})",
         R"({"version": "1.0", "n": [1, 2], "meta": {"x": [{"y": 1}]}, "data": [{"prompt": "a"},{"prompt": "b"}]})"})
        EXPECT_THAT(textsOf(readText(text, "x.json")), ElementsAre("a", "b")) << text;
}

TEST(PromptLayouts, ReadQuotedFieldsAsRfc4180HasThem)
{
    const ImportedPrompts read =
        readText("prompt,answer\r\n\"Say \"\"hi\"\",\r\nthen go.\",\" 5 \"\r\n\r\nplain ,\r\n", "x.csv");
    ASSERT_THAT(read.records, SizeIs(2));
    EXPECT_EQ(read.records[0].prompt.text, "Say \"hi\",\r\nthen go.");
    EXPECT_EQ(read.records[0].prompt.answer, " 5 ");
    EXPECT_EQ(read.records[1].prompt.text, "plain ");
    EXPECT_EQ(read.records[1].line, 5U);
    EXPECT_EQ(read.problemCount, 0U);
}

TEST(PromptLayouts, TakeAnyDelimiterAndNoHeader)
{
    const ImportedPrompts read = readText("What is 2+3?\t5\nSay \"hi\"\thi", "x.tsv");
    EXPECT_THAT(textsOf(read), ElementsAre("What is 2+3?", "Say \"hi\""));
    EXPECT_EQ(read.records[1].prompt.answer, "hi");
    EXPECT_EQ(read.mapping.columns.at(PromptField::Text), "column 1");

    ImportOptions options;
    options.layout = PromptLayout{PromptFileFormat::Csv, ',', true};
    EXPECT_THAT(textsOf(readText("problem,answer,answer\na,b,c\n", "x", options)), ElementsAre("a"));
}

TEST(PromptLayouts, GoOnBehindABrokenRow)
{
    const ImportedPrompts read = readText("prompt,answer\n"
                                          "one,1\n"
                                          "two\n"
                                          "three,\"3\n"
                                          "four,\"4\"\n"
                                          "five,5,5\n"
                                          "s\xFFx,6\n"
                                          "seven,7\n"
                                          "eight,\"8\n",
                                          "x.csv");
    EXPECT_THAT(textsOf(read), ElementsAre("one", "four", "seven"));
    EXPECT_THAT(problemLines(read), ElementsAre(3U, 4U, 6U, 7U, 9U));
    EXPECT_THAT(read.problems[0].reason, HasSubstr("1 field, the first row has 2"));
    EXPECT_THAT(read.problems[1].reason, HasSubstr("quotation mark"));
    EXPECT_THAT(read.problems[3].reason, HasSubstr("not valid UTF-8"));
    EXPECT_THAT(read.problems[4].reason, HasSubstr("never closed"));
    EXPECT_EQ(read.rows, 8U);
}

TEST(PromptLayouts, ReadLinesAndBlocks)
{
    EXPECT_THAT(textsOf(readText("One?\r\n\r\n  Two?  \n", "x.txt")), ElementsAre("One?", "Two?"));
    const ImportedPrompts blocks = readText("\nOne,\nstill one.\n \t\n\nTwo\n", "x.txt");
    EXPECT_THAT(textsOf(blocks), ElementsAre("One,\nstill one.", "Two"));
    EXPECT_EQ(blocks.records[0].line, 2U);
    EXPECT_EQ(blocks.records[1].line, 6U);
    EXPECT_EQ(blocks.records[1].prompt.id, "line-6");
}

TEST(PromptLayouts, ListBrokenLinesWithTheirReason)
{
    const ImportedPrompts read = readText("{\"prompt\": \"a\"}\n"
                                          "not json\n"
                                          "\n"
                                          "[1]\n"
                                          "{\"prompt\": \"b\"\n"
                                          "{\"prompt\": \"\\ud800\"}\n"
                                          "{\"prompt\": \" \"}\n"
                                          "{\"prompt\": null}\n"
                                          "{\"prompt\": \"c\"}",
                                          "x.jsonl");
    EXPECT_THAT(textsOf(read), ElementsAre("a", "c"));
    EXPECT_THAT(problemLines(read), ElementsAre(2U, 4U, 5U, 6U, 7U, 8U));
    EXPECT_THAT(read.problems[0].reason, AllOf(HasSubstr("It is not valid JSON"), HasSubstr("column")));
    EXPECT_EQ(read.problems[0].reason.find("exception"), std::string::npos);
    EXPECT_THAT(read.problems[1].reason, HasSubstr("not a JSON object"));
    EXPECT_THAT(read.problems[4].reason, HasSubstr("no question"));
    EXPECT_THAT(read.problems[5].reason, HasSubstr("There is no \"prompt\""));
    EXPECT_EQ(read.problemCount, 6U);
    EXPECT_EQ(read.rows, 8U);
}

TEST(PromptLayouts, ListBrokenElementsOfAList)
{
    const ImportedPrompts read = readText(
        "[{\"prompt\": \"a\"},\n 5,\n{\"prompt\": \"b\"},\n{\"prompt\": }\n,{\"prompt\": \"c\"", "x.json");
    EXPECT_THAT(textsOf(read), ElementsAre("a", "b"));
    EXPECT_THAT(problemLines(read), ElementsAre(2U, 4U, 5U));
    EXPECT_THAT(read.problems[2].reason, HasSubstr("ends inside"));
    EXPECT_THAT(problemLines(readText("[{\"prompt\": \"a\"} {\"prompt\": \"b\"}]", "x.json")),
                ElementsAre(1U));
    EXPECT_THAT(problemLines(readText("{\n\"a\": {\"b\": 1}}", "x.json")), SizeIs(1));
}

TEST(PromptLayouts, TakeUtf8AndUtf16)
{
    EXPECT_THAT(textsOf(readText("\xEF\xBB\xBFprompt\nÄpfel?\n", "x.csv")), ElementsAre("Äpfel?"));
    const std::string little = "\xFF\xFE"s + "\xC4\0p\0?\0\n\0\x3D\xD8\x00\xDE"s; // Äp? and U+1F600
    EXPECT_THAT(textsOf(readText(little, "x.txt")), ElementsAre("Äp?", "\xF0\x9F\x98\x80"));
    const std::string big = "\xFE\xFF"s + "\0a\xD8\x3D"s; // half of a pair
    EXPECT_THAT(textsOf(readText(big, "x.txt")), ElementsAre("a\xEF\xBF\xBD"));
    EXPECT_THAT(errorOf("\xFF\xFE\0\0a\0\0\0"s, "x.txt"), HasSubstr("UTF-32"));
    EXPECT_THAT(errorOf("a\0b"s, "x.txt"), AllOf(HasSubstr("x.txt is no text"), HasSubstr("UTF-8")));
}

TEST(PromptLayouts, RefuseWhatIsTooLargeOrTooDeep)
{
    ImportLimits limits;
    limits.rowBytes = 100;
    limits.prompts = 3;
    const std::string longLine = "{\"prompt\": \"" + std::string(100, 'x') + "\"}\n";
    EXPECT_THAT(problemLines(readText("{\"prompt\": \"a\"}\n" + longLine, "x", {}, limits)), ElementsAre(2U));
    EXPECT_THAT(problemLines(readText("[{\"prompt\": \"a\"},\n" + longLine + "]", "x", {}, limits)),
                ElementsAre(2U));
    EXPECT_THAT(problemLines(readText("prompt\na\n" + longLine, "x.csv", {}, limits)), ElementsAre(3U));
    EXPECT_THAT(
        problemLines(readText("prompt\na\n\"" + std::string(150, '\n') + "\"\nb\n", "x.csv", {}, limits)),
        testing::Contains(3U));
    EXPECT_THAT(problemLines(readText("a\n" + longLine, "x.txt", {}, limits)), ElementsAre(2U));
    EXPECT_THAT(problemLines(readText("a\nb\nc\nd\n", "x.txt", {}, limits)), ElementsAre(4U));
    const std::string deep = "{\"prompt\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    const ImportedPrompts read = readText("{\"prompt\": \"a\"}\n" + deep, "x.jsonl");
    ASSERT_THAT(read.problems, SizeIs(1));
    EXPECT_THAT(read.problems[0].reason, HasSubstr("deeper"));
    EXPECT_THAT(problemLines(readText("[" + deep + "]", "x.json")), ElementsAre(1U));
}

TEST(PromptLayouts, ReadAHostileCsvInReasonableTime)
{
    std::string text = "prompt,answer\n";
    for (int i = 0; i < 100'000; ++i)
        text += "\"a\n"; // every line opens a quotation that the next one breaks
    EXPECT_GT(readText(text, "x.csv").problemCount, 0U);
}

TEST(PromptLayouts, ReportProgressAndCanBeGivenUp)
{
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += "Question " + std::to_string(i) + "\n";
    std::vector<double> shares;
    ImportOptions options;
    options.progress = [&](double share) {
        shares.push_back(share);
        return shares.size() < 3;
    };
    const ImportedPrompts read = readText(text, "x.txt", options);
    EXPECT_TRUE(read.cancelled);
    EXPECT_THAT(read.records, SizeIs(3000));
    EXPECT_THAT(shares, AllOf(SizeIs(3), testing::Each(testing::AllOf(testing::Gt(0.1), testing::Lt(0.7)))));
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
}

TEST(PromptLayouts, PreviewTheFirstRowsAlone)
{
    std::string text = "question,answer,source\n";
    for (int i = 0; i < 1000; ++i)
        text += "Question " + std::to_string(i) + "?," + std::to_string(i) + ",web\n";
    const PromptFile file = PromptFile::fromText(text, "x.csv");
    const ImportPreview preview = file.preview({}, 10);
    EXPECT_FALSE(preview.whole);
    EXPECT_GE(preview.sample.records.size(), 10U);
    EXPECT_LE(preview.sample.records.size(), 11U);
    ASSERT_THAT(preview.columns, SizeIs(3));
    EXPECT_EQ(preview.columns[0].name, "answer");
    EXPECT_THAT(preview.columns[0].samples, ElementsAre("0", "1", "2", "3", "4"));
    EXPECT_EQ(preview.sample.mapping.columns.at(PromptField::Text), "question");

    ImportOptions other;
    other.mapping = PromptMapping{{{PromptField::Text, "source"}}, AnswerRule::AsIs};
    EXPECT_EQ(file.preview(other, 10).sample.records.at(0).prompt.text, "web");
    EXPECT_TRUE(file.preview({}, 1000).whole);
}

TEST(PromptLayouts, NameTheColumnsWhereNoneHasThePrompt)
{
    EXPECT_THAT(
        errorOf("{\"x\": 1, \"y\": \"two\"}\n"),
        AllOf(HasSubstr("no column \"prompt\""), HasSubstr("\"x\", \"y\""), HasSubstr("prompt=COLUMN")));
    ImportOptions options;
    options.mapping = PromptMapping{{{PromptField::Text, "y"}, {PromptField::Answer, "z"}}, AnswerRule::AsIs};
    EXPECT_THAT(errorOf("{\"x\": 1, \"y\": \"two\"}\n", "set", options),
                AllOf(HasSubstr("no column \"z\""), HasSubstr("answer")));
}

} // namespace
} // namespace rw
