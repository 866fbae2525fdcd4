#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/library/prompt_library.h"
#include "core/library/prompt_source.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PromptSourceTest : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_file = m_folder / "library.db";

    void makeSet(const std::string& name, std::initializer_list<const char*> training,
                 std::initializer_list<const char*> heldOut)
    {
        std::vector<PromptRecord> records;
        const auto add = [&](const char* id, PromptSplit split) {
            PromptRecord record;
            record.prompt.id = id;
            record.prompt.text = "What is it?";
            record.split = split;
            records.push_back(record);
        };
        for (const char* id : training)
            add(id, PromptSplit::Training);
        for (const char* id : heldOut)
            add(id, PromptSplit::HeldOut);
        PromptLibrary::open(m_file).createSet(name, "", records);
    }
    [[nodiscard]] std::vector<std::string> idsOf(const std::string& source, PromptUse use) const
    {
        std::vector<std::string> ids;
        for (const Prompt& prompt : loadPrompts(source, use, m_file).prompts)
            ids.push_back(prompt.id);
        return ids;
    }
    [[nodiscard]] std::string errorOf(const std::string& source, PromptUse use) const
    {
        try {
            static_cast<void>(loadPrompts(source, use, m_file));
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
};

TEST_F(PromptSourceTest, GivesTheUseItsPart)
{
    makeSet("sums", {"a", "b"}, {"c"});
    EXPECT_THAT(idsOf("library:sums", PromptUse::All), ElementsAre("a", "b", "c"));
    EXPECT_THAT(idsOf("library:Sums", PromptUse::Training), ElementsAre("a", "b"));
    EXPECT_THAT(idsOf("library:sums", PromptUse::HeldOut), ElementsAre("c"));
    EXPECT_THAT(idsOf("library:sums", PromptUse::Evaluation), ElementsAre("c"));
    EXPECT_THAT(idsOf("library:sums:train", PromptUse::Evaluation), ElementsAre("a", "b"));
    EXPECT_THAT(idsOf("library:sums:heldout", PromptUse::All), ElementsAre("c"));
    EXPECT_THAT(idsOf("library:sums:all", PromptUse::Training), ElementsAre("a", "b", "c"));
    EXPECT_EQ(loadPrompts("library:sums", PromptUse::All, m_file).set->name, "sums");
}

TEST_F(PromptSourceTest, TakesAllOfASetThatIsNotSplitToEvaluate)
{
    makeSet("sums", {"a", "b"}, {});
    EXPECT_THAT(idsOf("library:sums", PromptUse::Evaluation), ElementsAre("a", "b"));
    EXPECT_THAT(idsOf("library:sums", PromptUse::HeldOut), IsEmpty());
    EXPECT_THAT(errorOf("library:sums:heldout", PromptUse::All), HasSubstr("no prompts that are held out"));
}

TEST_F(PromptSourceTest, SaysWhatIsMissing)
{
    EXPECT_THAT(errorOf("library:sums", PromptUse::All), HasSubstr("no library of prompts at"));
    makeSet("sums", {}, {"c"});
    EXPECT_THAT(errorOf("library:products", PromptUse::All), HasSubstr("It has: sums."));
    EXPECT_THAT(errorOf("library:sums", PromptUse::Training), HasSubstr("all are held out"));
    EXPECT_THROW((void)loadPrompts("library:sums:best", PromptUse::All, m_file), UsageError);
}

TEST_F(PromptSourceTest, TakesFilesAndBuiltInPromptsAsTheyAre)
{
    writeFileAtomically(m_folder / "file.jsonl", "{\"id\": \"a\", \"prompt\": \"What?\"}\n");
    const std::string file = (m_folder / "file.jsonl").string();
    EXPECT_THAT(idsOf(file, PromptUse::Training), ElementsAre("a"));
    EXPECT_THAT(idsOf(file, PromptUse::Evaluation), ElementsAre("a"));
    EXPECT_THAT(idsOf(file, PromptUse::HeldOut), IsEmpty());
    EXPECT_EQ(idsOf("builtin:train", PromptUse::HeldOut), idsOf("builtin:heldout", PromptUse::All));
    EXPECT_FALSE(librarySetName(file).has_value());
    EXPECT_EQ(librarySetName("library:sums:train").value_or(""), "sums");
    EXPECT_EQ(withSetName("library:sums:train", "more"), "library:more:train");
    EXPECT_EQ(withSetName("library:sums", "more"), "library:more");
}

} // namespace
} // namespace rw
