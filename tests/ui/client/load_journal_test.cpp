#include "tests/core/base/temporary_directory.h"
#include "ui/client/load_journal.h"

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

class LoadJournalTest : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_file = m_folder / "data" / "loads.json";
};

TEST_F(LoadJournalTest, KnowsWhatWasNeverLoadedToTheEnd)
{
    {
        LoadJournal journal(m_file);
        EXPECT_FALSE(journal.hasCrashed("/models/big"));
        journal.begin("/models/big");
    } // the machine went down
    LoadJournal journal(m_file);
    EXPECT_TRUE(journal.hasCrashed("/models/big"));
    EXPECT_FALSE(journal.hasCrashed("/models/small"));
    EXPECT_FALSE(journal.isLoading());
}

TEST_F(LoadJournalTest, ForgivesAModelThatLoads)
{
    LoadJournal journal(m_file);
    journal.begin("/models/big");
    journal.crashed();
    EXPECT_TRUE(journal.hasCrashed("/models/big"));
    journal.begin("/models/big");
    journal.loaded(true);
    EXPECT_FALSE(journal.hasCrashed("/models/big"));
    EXPECT_FALSE(LoadJournal(m_file).hasCrashed("/models/big"));
}

TEST_F(LoadJournalTest, ARefusalIsNoCrashAndForgivesNothing)
{
    LoadJournal journal(m_file);
    journal.begin("/models/a");
    journal.loaded(false);
    EXPECT_FALSE(journal.hasCrashed("/models/a"));
    journal.begin("/models/b");
    journal.crashed();
    journal.begin("/models/b");
    journal.loaded(false);
    EXPECT_TRUE(LoadJournal(m_file).hasCrashed("/models/b"));
}

TEST_F(LoadJournalTest, TakesABrokenFileForEmpty)
{
    (void)m_folder.write("loads.json", "{\"loading\": 5");
    LoadJournal journal(m_folder / "loads.json");
    EXPECT_FALSE(journal.hasCrashed(""));
    journal.begin("/models/a");
    EXPECT_TRUE(LoadJournal(m_folder / "loads.json").hasCrashed("/models/a"));
}

} // namespace
} // namespace rw::ui
