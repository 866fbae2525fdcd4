#include "core/base/error.h"
#include "core/database/database.h"
#include "core/library/prompt_library.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

#include <set>
#include <thread>

namespace rw {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

PromptRecord recordOf(std::string id, std::string text, std::string answer = "5", std::string category = {})
{
    PromptRecord record;
    record.prompt = {std::move(id), std::move(text), std::move(answer), std::move(category), 0};
    return record;
}

/// A record with something in every member.
PromptRecord fullRecord()
{
    PromptRecord record = recordOf("full", "What is 2 + 3?", "5", "sums");
    record.prompt.difficulty = 2;
    record.solution = "2 + 3 = 5";
    record.chosen = "It is 5.";
    record.rejected = "It is 6.";
    record.tags = {"short", "with, comma"};
    record.metadata = R"({"numbers":[2,3]})";
    record.split = PromptSplit::HeldOut;
    record.line = 7;
    return record;
}

std::vector<PromptRecord> manyRecords(int count)
{
    std::vector<PromptRecord> records;
    for (int i = 0; i < count; ++i)
        records.push_back(recordOf("line-" + std::to_string(i + 1), "Question " + std::to_string(i), "1",
                                   i % 4 == 0 ? "rare" : "common"));
    return records;
}

class LibraryTest : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_file = m_folder / "data" / "library.db";
    PromptLibrary m_library = PromptLibrary::open(m_file);

    template <class Work>
    static std::string errorOf(Work&& work)
    {
        try {
            work();
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
};

TEST_F(LibraryTest, KeepsSetsWithEverythingTheyHave)
{
    const std::vector<PromptRecord> records{fullRecord(), recordOf("b", "Second?")};
    const PromptSetId id = m_library.createSet("Sums", "sums.jsonl", records);
    PromptSetSettings settings{{"final-number", "format:weight=0.5"}, {{"sums", 2.0}, {"", 0.5}}, {}};
    settings.promptFormat.emplace().instruction = "Answer briefly.";
    m_library.setSettings(id, settings);

    const PromptLibrary again = PromptLibrary::open(m_file);
    const PromptSet set = again.set("sums"); // whatever the case
    EXPECT_EQ(set.name, "Sums");
    EXPECT_EQ(set.source, "sums.jsonl");
    EXPECT_EQ(set.settings, settings);
    EXPECT_EQ(set.prompts, 2);
    EXPECT_EQ(set.heldOut, 1);
    const std::vector<LibraryPrompt> prompts = again.prompts(set.id);
    ASSERT_EQ(prompts.size(), 2U);
    EXPECT_EQ(prompts[0].record, records[0]);
    EXPECT_EQ(prompts[1].record, records[1]);
    EXPECT_EQ(prompts[0].tally, PromptTally{});
    EXPECT_FALSE(prompts[0].tally.passRate().has_value());
}

TEST_F(LibraryTest, NamesTheSetsItHasWhereOneIsMissing)
{
    EXPECT_THAT(errorOf([&] { static_cast<void>(m_library.set("nothing")); }), HasSubstr("has none yet"));
    m_library.createSet("apples", "", {});
    m_library.createSet("pears", "", {});
    EXPECT_THAT(errorOf([&] { static_cast<void>(m_library.set("nothing")); }),
                HasSubstr("It has: apples, pears."));
    EXPECT_THAT(errorOf([&] { m_library.createSet("Apples", "", {}); }), HasSubstr("already"));
    for (const char* name : {"", " a", "a ", "a:b", "a\nb", "\xFF"})
        EXPECT_THROW(m_library.createSet(name, "", {}), UsageError) << name;
}

TEST_F(LibraryTest, EditsAddsAndDeletes)
{
    const PromptSetId set = m_library.createSet("a", "", manyRecords(3));
    std::vector<LibraryPrompt> prompts = m_library.prompts(set);
    const auto added =
        m_library.addPrompts(set, std::vector{recordOf("line-1", "By hand?"), recordOf("", "Too?")});
    m_library.updatePrompt(prompts[1].id, fullRecord());
    EXPECT_THAT(errorOf([&] { m_library.updatePrompt(prompts[2].id, recordOf("full", "Taken")); }),
                HasSubstr("has the id \"full\""));
    m_library.deletePrompts(std::vector{prompts[0].id});
    m_library.tag(std::vector{added[0], added[1]}, "mine", true);
    m_library.tag(std::vector{added[1]}, "mine", false);

    prompts = m_library.prompts(set);
    ASSERT_EQ(prompts.size(), 4U);
    EXPECT_EQ(prompts[0].record, fullRecord());
    EXPECT_EQ(prompts[2].record.prompt.id, "line-1-2"); // its id was taken when it came
    EXPECT_THAT(prompts[2].record.tags, ElementsAre("mine"));
    EXPECT_THAT(prompts[3].record.tags, ElementsAre());
    EXPECT_FALSE(prompts[3].record.prompt.id.empty());
}

TEST_F(LibraryTest, CountsAGroupOnceHoweverOftenItIsRecorded)
{
    const PromptSetId set = m_library.createSet("a", "", manyRecords(2));
    PromptAttempt first{"line-1", "/runs/one", 10, 3, 8, 8, 1, std::nullopt, "2026-01-31T09:30:00.000Z"};
    const PromptAttempt second{"line-1", "/runs/one", 11, 4, 8, 6, 6, 0.5, "2026-01-31T09:31:00.000Z"};
    const PromptAttempt stranger{"nobody", "/runs/one", 12, 4, 8, 8, 8, 1.0, ""};
    m_library.recordAttempts(set, std::vector{first, stranger});
    first.correct = 2; // a person overruled a verdict, and a step gave the rewards
    first.meanReward = 0.25;
    m_library.recordAttempts(set, std::vector{first, second});
    const LibraryPrompt prompt = m_library.prompts(set)[0];
    EXPECT_EQ(prompt.tally, (PromptTally{16, 14, 8, 4, "/runs/one", "2026-01-31T09:31:00.000Z"}));
    EXPECT_DOUBLE_EQ(prompt.tally.passRate().value(), 8.0 / 14.0);
    EXPECT_THAT(m_library.attempts(prompt.id), ElementsAre(first, second));
    const PromptSet counted = m_library.set("a");
    EXPECT_EQ(counted.tried, 1);
    EXPECT_EQ(counted.tries, 16);
    EXPECT_EQ(counted.judged, 14);
    EXPECT_EQ(counted.passes, 8);
    m_library.updatePrompt(prompt.id, recordOf("line-1", "Edited?"));
    EXPECT_EQ(m_library.prompts(set)[0].tally.tries, 16); // an edit keeps them
}

TEST_F(LibraryTest, CorrectsWhatWasRecordedInWhateverSet)
{
    const PromptSetId set = m_library.createSet("a", "", manyRecords(2));
    m_library.createSet("b", "", manyRecords(2)); // ids are those of the first
    PromptAttempt first{"line-1", "/runs/one", 10, 3, 8, 8, 1, 0.125, "2026-01-31T09:30:00.000Z"};
    const PromptAttempt second{"line-1", "/runs/one", 11, 4, 8, 6, 6, 0.5, "2026-01-31T09:31:00.000Z"};
    m_library.recordAttempts(set, std::vector{first, second});
    EXPECT_THAT(m_library.groupsTried("/runs/one"), ElementsAre(10, 11));
    EXPECT_THAT(m_library.groupsTried("/runs/two"), ElementsAre());
    first.correct = 3;
    first.meanReward = 0.375;
    const PromptAttempt unknown{"line-2", "/runs/one", 12, 4, 8, 8, 8, 1.0, ""};
    m_library.recordAttemptsAgain(std::vector{first, unknown});
    const LibraryPrompt prompt = m_library.prompts(set)[0];
    EXPECT_EQ(prompt.tally, (PromptTally{16, 14, 9, 4, "/runs/one", "2026-01-31T09:31:00.000Z"}))
        << "the last attempt stays the last";
    EXPECT_THAT(m_library.attempts(prompt.id), ElementsAre(first, second));
    EXPECT_EQ(m_library.set("a").tries, 16);
    EXPECT_EQ(m_library.set("b").tries, 0);
}

TEST_F(LibraryTest, HoldsOutAShareOfEveryCategory)
{
    const PromptSetId set = m_library.createSet("a", "", manyRecords(200)); // 50 rare, 150 common
    EXPECT_EQ(m_library.splitSet(set, 0.1, 1), 20);
    const auto heldOut = [&] {
        std::set<std::string> ids;
        for (const LibraryPrompt& prompt : m_library.prompts(set)) {
            if (prompt.record.split == PromptSplit::HeldOut)
                ids.insert(prompt.record.prompt.id);
        }
        return ids;
    };
    const std::set<std::string> first = heldOut();
    std::size_t rare = 0;
    for (const LibraryPrompt& prompt : m_library.prompts(set))
        rare += prompt.record.prompt.category == "rare" && first.contains(prompt.record.prompt.id) ? 1U : 0U;
    EXPECT_EQ(rare, 5U);
    m_library.splitSet(set, 0.1, 2);
    EXPECT_NE(heldOut(), first);
    m_library.splitSet(set, 0.1, 1);
    EXPECT_EQ(heldOut(), first);
    m_library.addPrompts(set, std::vector{recordOf("one-more", "One more?", "1", "rare")});
    m_library.splitSet(set, 0.1, 1);
    std::vector<std::string> kept;
    const std::set<std::string> now = heldOut();
    std::set_intersection(first.begin(), first.end(), now.begin(), now.end(), std::back_inserter(kept));
    EXPECT_GE(kept.size(), 19U);
    EXPECT_EQ(m_library.splitSet(set, 0.0, 1), 0);
    EXPECT_EQ(m_library.splitSet(set, 1.0, 1), 201);
    EXPECT_THROW(m_library.splitSet(set, 1.5, 1), UsageError);
}

TEST_F(LibraryTest, TellsAnotherConnectionWhatChanged)
{
    const PromptSetId set = m_library.createSet("a", "", manyRecords(5));
    const PromptLibrary window = PromptLibrary::open(m_file);
    const std::int64_t version = window.dataVersion();
    const std::vector<LibraryPrompt> prompts = window.prompts(set);
    LibraryChanges changes = window.changesAfter(set, window.revision());
    EXPECT_TRUE(changes.changed.empty());
    EXPECT_EQ(window.dataVersion(), version);

    m_library.recordAttempts(set, std::vector{PromptAttempt{"line-2", "r", 1, 1, 4, 4, 4, 1.0, ""}});
    m_library.updatePrompt(prompts[2].id, recordOf("line-3", "Edited?"));
    m_library.deletePrompts(std::vector{prompts[4].id});
    EXPECT_NE(window.dataVersion(), version);
    changes = window.changesAfter(set, changes.revision);
    ASSERT_EQ(changes.changed.size(), 2U);
    EXPECT_EQ(changes.changed[0].tally.passes, 4);
    EXPECT_EQ(changes.changed[1].record.prompt.text, "Edited?");
    EXPECT_THAT(changes.removed, ElementsAre(prompts[4].id));
    EXPECT_TRUE(window.changesAfter(set, changes.revision).changed.empty());
}

TEST_F(LibraryTest, TakesWritesOfTwoAtOnce)
{
    const PromptSetId set = m_library.createSet("a", "", manyRecords(20));
    const LibraryPromptId first = m_library.prompts(set)[0].id;
    constexpr int kRounds = 50;
    std::thread engine([&] {
        PromptLibrary library = PromptLibrary::open(m_file);
        for (int i = 0; i < kRounds; ++i)
            library.recordAttempts(set, std::vector{PromptAttempt{"line-2", "r", i, i, 4, 4, 1, 0.25, ""}});
    });
    for (int i = 0; i < kRounds; ++i)
        m_library.tag(std::vector{first}, "odd", i % 2 == 0);
    engine.join();
    const std::vector<LibraryPrompt> prompts = m_library.prompts(set);
    EXPECT_EQ(prompts[1].tally.tries, 4 * kRounds);
    EXPECT_EQ(prompts[1].tally.lastStep, kRounds - 1);
    EXPECT_TRUE(prompts[0].record.tags.empty());
    EXPECT_EQ(m_library.revision(), 1 + 2 * kRounds);
}

TEST_F(LibraryTest, DeletesASetWithAllItHas)
{
    const PromptSetId set = m_library.createSet("a", "", manyRecords(5));
    m_library.recordAttempts(set, std::vector{PromptAttempt{"line-2", "r", 1, 1, 4, 4, 4, 1.0, ""}});
    m_library.deleteSet(set);
    EXPECT_TRUE(m_library.sets().empty());
    const auto database = Database::openForReading(m_file, ReadMode::Shared);
    for (const char* table : {"prompts", "tallies", "attempts"})
        EXPECT_FALSE(database->query(std::string("SELECT 1 FROM ") + table).next()) << table;
}

TEST_F(LibraryTest, RefusesOtherFiles)
{
    const auto birds = m_folder / "birds.db";
    Database::create(birds)->execute("CREATE TABLE birds (name TEXT)");
    EXPECT_THAT(errorOf([&] { PromptLibrary::open(birds); }),
                AllOf(HasSubstr("not a library of prompts"), HasSubstr("Choose another file")));
    Database::openForWriting(m_file)->execute("PRAGMA user_version = 999");
    EXPECT_THAT(errorOf([&] { PromptLibrary::open(m_file); }), HasSubstr("newer version"));
    EXPECT_FALSE(PromptLibrary::openIfThere(m_folder / "none.db").has_value());
    EXPECT_FALSE(std::filesystem::exists(m_folder / "none.db"));
}

} // namespace
} // namespace rw
