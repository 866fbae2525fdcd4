#include "core/runlog/schema.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using testing::HasSubstr;

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
