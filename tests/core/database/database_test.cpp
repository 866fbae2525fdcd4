#include "core/base/error.h"
#include "core/database/migration.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>

#include <array>
#include <span>

namespace rw {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr std::string_view kFirst = "PRAGMA application_id = 0x52576c67; CREATE TABLE fruits (name TEXT); "
                                    "INSERT INTO fruits VALUES ('apple')";
constexpr std::string_view kSecond =
    "ALTER TABLE fruits ADD COLUMN price INTEGER; UPDATE fruits SET price = 3";
constexpr std::string_view kBroken = "UPDATE fruits SET price = 4; SELECT nonsense FROM nowhere";

TEST(Migration, MigratesFromAnOlderVersionAndKeepsWhatWasThere)
{
    const test::TemporaryDirectory folder;
    const auto database = Database::create(folder / "fruits.db");
    migrate(*database, std::array{kFirst});
    EXPECT_EQ(database->pragma("user_version"), 1);
    migrate(*database, std::array{kFirst, kSecond});
    EXPECT_EQ(database->pragma("user_version"), 2);
    Query price = database->query("SELECT price FROM fruits WHERE name = 'apple'");
    ASSERT_TRUE(price.next());
    EXPECT_EQ(price.integer(0), 3);
}

TEST(Migration, LeavesTheOldVersionWholeWhereAMigrationFails)
{
    const test::TemporaryDirectory folder;
    const auto database = Database::create(folder / "fruits.db");
    migrate(*database, std::array{kFirst, kSecond});
    EXPECT_THROW(migrate(*database, std::array{kFirst, kSecond, kBroken}), SQLite::Exception);
    EXPECT_EQ(database->pragma("user_version"), 2);
    Query price = database->query("SELECT price FROM fruits");
    ASSERT_TRUE(price.next());
    EXPECT_EQ(price.integer(0), 3);
}

constexpr DatabaseKind kFruits{"a list of fruits", 0x52576c67, "Choose other fruits.", "Pick new ones."};

/// What checking `file` as a list of fruits says; empty if all is well.
std::string checkSays(Database& database, std::span<const std::string_view> history)
{
    try {
        checkKind(database, kFruits, history);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(DatabaseKindCheck, NamesTheKindAndTheWayOut)
{
    const test::TemporaryDirectory folder;
    const auto database = Database::create(folder / "fruits.db");
    EXPECT_THAT(checkSays(*database, std::array{kFirst}),
                AllOf(HasSubstr("is not a list of fruits"), HasSubstr("Choose other fruits.")));
    migrate(*database, std::array{kFirst, kSecond});
    EXPECT_EQ(checkSays(*database, std::array{kFirst, kSecond}), "");
    EXPECT_THAT(checkSays(*database, std::array{kFirst}), HasSubstr("newer version"));
}

TEST(DatabaseReadMode, IsImmutableOnlyWhereNothingCanBeWrittenOrRead)
{
    EXPECT_EQ(readModeFor(true, true), ReadMode::Shared);
    EXPECT_EQ(readModeFor(true, false), ReadMode::Shared);
    EXPECT_EQ(readModeFor(false, true), ReadMode::Shared);
    EXPECT_EQ(readModeFor(false, false), ReadMode::Immutable);
}

} // namespace
} // namespace rw
