#include "core/base/atomic_file.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <iterator>

namespace rw {
namespace {

using test::errorOf;
using test::TemporaryDirectory;
using testing::HasSubstr;

std::size_t filesIn(const std::filesystem::path& folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(WriteFileAtomically, ReplacesTheOldContent)
{
    const TemporaryDirectory folder;
    const auto path = folder / "notes.txt";
    writeFileAtomically(path, "first, and rather long");
    writeFileAtomically(path, std::string_view("a\0b", 3));
    EXPECT_EQ(readFile(path, 100), std::string("a\0b", 3));
    EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(WriteFileAtomically, JoinsPieces)
{
    const TemporaryDirectory folder;
    writeFileAtomically(folder / "f", [](const ByteSink& sink) {
        sink("one ");
        sink("");
        sink("two");
    });
    EXPECT_EQ(readFile(folder / "f", 100), "one two");
}

TEST(WriteFileAtomically, KeepsTheOldContentWhenTheProducerFails)
{
    const TemporaryDirectory folder;
    const auto path = folder / "model";
    writeFileAtomically(path, "old");
    EXPECT_THROW(writeFileAtomically(path,
                                     [](const ByteSink& sink) {
                                         sink("half of the new");
                                         throw Error("out of luck");
                                     }),
                 Error);
    EXPECT_EQ(readFile(path, 100), "old");
    EXPECT_EQ(filesIn(folder.path()), 1U);
}

/// While it lives, this process cannot write files longer than `bytes`: a disk that is full, as far as
/// write() tells.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

TEST(WriteFileAtomically, KeepsTheOldContentWhenTheDiskFails)
{
    const TemporaryDirectory folder;
    const auto path = folder / "model";
    writeFileAtomically(path, "old");
    {
        const FileSizeLimit limit(1000);
        EXPECT_THAT(
            errorOf([&] { writeFileAtomically(path, std::string(5000, 'x')); }),
            testing::AllOf(HasSubstr("Cannot write"), HasSubstr("model"), HasSubstr("File too large")));
    }
    EXPECT_EQ(readFile(path, 100), "old");
    EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(WriteFileAtomically, LeavesNothingWhereTheTargetIsAFolder)
{
    const TemporaryDirectory folder;
    makeDirectories(folder / "taken/inner");
    EXPECT_THAT(errorOf([&] { writeFileAtomically(folder / "taken", "x"); }), HasSubstr("taken"));
    EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(WriteFileAtomically, NamesTheFileInAFolderThatIsMissing)
{
    const TemporaryDirectory folder;
    EXPECT_THAT(errorOf([&] { writeFileAtomically(folder / "absent/file.json", "x"); }),
                testing::AllOf(HasSubstr("absent/file.json"), HasSubstr("No such file")));
}

TEST(ReadFile, RefusesWhatIsNotARegularFile)
{
    const TemporaryDirectory folder;
    EXPECT_THAT(errorOf([&] { readFile(folder.path(), 100); }), HasSubstr("is a folder"));
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(errorOf([&] { readFile(folder / "pipe", 100); }), HasSubstr("not a regular file"));
    EXPECT_THAT(errorOf([&] { readFile("/dev/zero", 100); }), HasSubstr("not a regular file"));
    EXPECT_THAT(errorOf([&] { readFile(folder / "absent", 100); }), HasSubstr("No such file"));
}

TEST(ReadFile, RefusesMoreThanTheLimit)
{
    const TemporaryDirectory folder;
    const auto path = folder.write("four", "1234");
    EXPECT_EQ(readFile(path, 4), "1234");
    EXPECT_THAT(errorOf([&] { readFile(path, 3); }), HasSubstr("4 bytes; at most 3"));
}

TEST(MakeDirectories, MakesParentsAndSaysWhyNot)
{
    const TemporaryDirectory folder;
    makeDirectories(folder / "a/b/c");
    EXPECT_TRUE(std::filesystem::is_directory(folder / "a/b/c"));
    makeDirectories(folder / "a/b/c");
    const auto file = folder.write("file", "");
    EXPECT_THAT(errorOf([&] { makeDirectories(file / "below"); }), HasSubstr("file/below"));
}

} // namespace
} // namespace rw
