#include "core/runlog/schema.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

#include <array>

namespace rw {
namespace {

using testing::HasSubstr;

constexpr std::string_view kFirst = "PRAGMA application_id = 0x52576c67; CREATE TABLE fruits (name TEXT); "
                                    "INSERT INTO fruits VALUES ('apple')";
constexpr std::string_view kSecond =
    "ALTER TABLE fruits ADD COLUMN price INTEGER; UPDATE fruits SET price = 3";
constexpr std::string_view kBroken = "UPDATE fruits SET price = 4; SELECT nonsense FROM nowhere";

TEST(Schema, MigratesFromAnOlderVersionAndKeepsWhatWasThere)
{
    const test::TemporaryDirectory folder;
    const auto database = LogDatabase::create(folder / "run.db");
    migrate(*database, std::array{kFirst});
    EXPECT_EQ(database->pragma("user_version"), 1);
    EXPECT_THAT(test::errorOf([&] {
                    checkIsReadable(*database, std::array{kFirst, kSecond});
                }),
                HasSubstr("older version"));
    migrate(*database, std::array{kFirst, kSecond});
    EXPECT_EQ(database->pragma("user_version"), 2);
    Query price = database->query("SELECT price FROM fruits WHERE name = 'apple'");
    ASSERT_TRUE(price.next());
    EXPECT_EQ(price.integer(0), 3);
}

TEST(Schema, LeavesTheOldVersionWholeWhereAMigrationFails)
{
    const test::TemporaryDirectory folder;
    const auto database = LogDatabase::create(folder / "run.db");
    migrate(*database, std::array{kFirst, kSecond});
    EXPECT_THROW(migrate(*database, std::array{kFirst, kSecond, kBroken}), SQLite::Exception);
    EXPECT_EQ(database->pragma("user_version"), 2);
    Query price = database->query("SELECT price FROM fruits");
    ASSERT_TRUE(price.next());
    EXPECT_EQ(price.integer(0), 3);
}

TEST(Schema, RefusesANewerLog)
{
    const test::TemporaryDirectory folder;
    RunLogWriter::create(folder / "run", test::sampleRecord());
    test::meddle(folder / "run", "PRAGMA user_version = 999");
    EXPECT_THAT(test::errorOf([&] { RunLogWriter::open(folder / "run"); }), HasSubstr("newer version"));
    EXPECT_THAT(test::errorOf([&] { RunLogReader(folder / "run"); }), HasSubstr("newer version"));
}

TEST(Schema, KeepsTheTablesThatScriptsRead)
{
    const test::TemporaryDirectory folder;
    RunLogWriter::create(folder / "run", test::sampleRecord());
    for (const char* table : {"runs", "steps", "metrics", "prompts", "groups", "rollouts", "verdicts",
                              "preferences", "checkpoints", "events"}) {
        EXPECT_EQ(
            test::ask(folder / "run", std::string("SELECT count(*) FROM sqlite_master WHERE type = 'table' "
                                                  "AND name = '") +
                                          table + "'"),
            1)
            << table;
    }
}

} // namespace
} // namespace rw
