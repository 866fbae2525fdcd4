#include "core/base/error.h"
#include "core/prompts/prompt_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace rw {

namespace {

std::string messageOf(const std::string& text)
{
    try {
        (void)parsePrompts(text, "problems.jsonl");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(PromptFiles, ReadEveryMember)
{
    const auto prompts = parsePrompts(
        R"({"id": "a", "prompt": "What is 2+3?", "answer": "5", "category": "sums", "difficulty": 2})",
        "file");
    ASSERT_EQ(prompts.size(), 1U);
    EXPECT_EQ(prompts[0], (Prompt{"a", "What is 2+3?", "5", "sums", 2}));
}

TEST(PromptFiles, NumberPromptsWithoutId)
{
    const auto prompts =
        parsePrompts("{\"prompt\": \"a\"}\r\n\n{\"prompt\": \"b\", \"answer\": 2.5}\n", "file");
    ASSERT_EQ(prompts.size(), 2U);
    EXPECT_EQ(prompts[0].id, "line-1");
    EXPECT_EQ(prompts[1].id, "line-3");
    EXPECT_EQ(prompts[1].answer, "2.5");
}

TEST(PromptFiles, ReadGsm8k)
{
    const auto prompts =
        parsePrompts(R"({"question": "How many?", "answer": "16-3=<<16-3=13>>13\n#### 1,318"})", "f");
    EXPECT_EQ(prompts[0].text, "How many?");
    EXPECT_EQ(prompts[0].answer, "1,318");
}

TEST(PromptFiles, IgnoreAByteOrderMark)
{
    EXPECT_EQ(parsePrompts("\xEF\xBB\xBF{\"prompt\": \"a\"}", "file").size(), 1U);
}

TEST(PromptFiles, NameFileAndLineOfWhatIsWrong)
{
    const std::string good = "{\"id\": \"a\", \"prompt\": \"x\"}\n";
    for (const char* bad :
         {"not json", "[1]", "{\"answer\": \"5\"}", "{\"prompt\": 5}", "{\"prompt\": \"  \"}",
          "{\"id\": \"a\", \"prompt\": \"y\"}", "{\"prompt\": \"y\", \"difficulty\": -1}",
          "{\"prompt\": \"y\", \"prompt\": \"z\"}"}) {
        const std::string message = messageOf(good + bad);
        EXPECT_NE(message.find("problems.jsonl, line 2"), std::string::npos) << bad << ": " << message;
    }
}

TEST(PromptFiles, WithoutPromptsSayWhatIsMissing)
{
    EXPECT_NE(messageOf("\n \n").find("problems.jsonl has no prompts"), std::string::npos);
    EXPECT_NE(messageOf("").find("\"prompt\""), std::string::npos);
}

TEST(PromptSources, AreBuiltInOrFiles)
{
    EXPECT_EQ(loadPromptSource("builtin:heldout").size(), 500U);
    EXPECT_THROW((void)loadPromptSource("builtin:nothing"), UsageError);
    try {
        (void)loadPromptSource("/nowhere/prompts.jsonl");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("prompts.jsonl"), std::string::npos);
    }
}

} // namespace

} // namespace rw
