#include "core/base/file_lock.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

namespace rw {
namespace {

using test::TemporaryDirectory;

enum class ChildResult { Locked = 10, Refused = 11 };

/// Tries to lock in a process of its own.
ChildResult lockInChild(const std::filesystem::path& path)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const bool refused = !test::errorOf([&] { const FileLock lock(path); }).empty();
        ::_exit(static_cast<int>(refused ? ChildResult::Refused : ChildResult::Locked));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return static_cast<ChildResult>(WEXITSTATUS(status));
}

TEST(FileLock, RefusesASecondHolder)
{
    const TemporaryDirectory folder;
    const auto path = folder / "run.lock";
    auto lock = std::make_unique<FileLock>(path);
    EXPECT_THAT(test::errorOf([&] { const FileLock second(path); }), testing::HasSubstr("another program"));
    EXPECT_EQ(lockInChild(path), ChildResult::Refused);
    lock.reset();
    EXPECT_EQ(lockInChild(path), ChildResult::Locked);
    EXPECT_EQ(test::errorOf([&] { const FileLock again(path); }), "") << "the child's end freed it";
}

TEST(FileLock, NamesAFileThatCannotBeMade)
{
    const TemporaryDirectory folder;
    EXPECT_THAT(test::errorOf([&] { const FileLock lock(folder / "absent/run.lock"); }),
                testing::HasSubstr("absent/run.lock"));
}

} // namespace
} // namespace rw
