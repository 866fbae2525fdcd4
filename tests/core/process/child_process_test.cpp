#include "core/base/error.h"
#include "core/process/child_process.h"
#include "core/process/process_tree.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace rw {

namespace {

using namespace std::chrono_literals;
using Cause = ProcessEnd::Cause;
using ::testing::HasSubstr;

ProcessCommand shell(std::string script, const ProcessLimits& limits = {})
{
    return {.arguments = {"sh", "-c", std::move(script)},
            .environment = {"PATH=/usr/bin:/bin"},
            .directory = {},
            .limits = limits};
}

ChildProcess::Clock::time_point in(std::chrono::milliseconds time)
{
    return ChildProcess::Clock::now() + time;
}

/// Whether a process is there and no zombie.
bool isAlive(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return false;
    return line.substr(line.rfind(')') + 2, 1) != "Z";
}

bool diesSoon(pid_t pid)
{
    const auto patience = in(10s);
    while (isAlive(pid) && ChildProcess::Clock::now() < patience)
        std::this_thread::yield();
    return !isAlive(pid);
}

TEST(ChildProcess, SpeaksInLines)
{
    ChildProcess child(shell("while read line; do echo \"got $line\"; done; echo bye"));
    child.send("one\n");
    EXPECT_EQ(child.readLine(in(10s)), "got one");
    child.send("two\nthree\n");
    EXPECT_EQ(child.readLine(in(10s)), "got two");
    EXPECT_EQ(child.readLine(in(10s)), "got three");
    child.closeInput();
    EXPECT_EQ(child.readLine(in(10s)), "bye");
    EXPECT_EQ(child.readLine(in(10s)), std::nullopt);
    ASSERT_TRUE(child.end());
    EXPECT_EQ(child.end()->cause, Cause::Exited);
    EXPECT_EQ(child.end()->code, 0);
}

TEST(ChildProcess, TakesMoreThanAPipeHoldsInBothDirections)
{
    const std::string much(300'000, 'x');
    ChildProcess child(shell("cat"));
    child.send(much);
    child.closeInput();
    EXPECT_EQ(child.readToEnd(in(30s)), much);
}

TEST(ChildProcess, SurvivesAChildThatDoesNotRead)
{
    ChildProcess child(shell("exec <&-; echo done"));
    child.send(std::string(300'000, 'x'));
    child.closeInput();
    EXPECT_EQ(child.readToEnd(in(10s)), "done\n");
    EXPECT_EQ(child.end()->cause, Cause::Exited);
}

TEST(ChildProcess, SaysHowItEndedAndWhatItComplainedOf)
{
    ChildProcess failed(shell("echo 'no such luck' >&2; exit 3"));
    failed.readToEnd(in(10s));
    EXPECT_EQ(failed.end()->cause, Cause::Exited);
    EXPECT_EQ(failed.end()->code, 3);
    EXPECT_EQ(failed.errors(), "no such luck\n");

    ChildProcess killed(shell("kill -SEGV $$"));
    killed.readToEnd(in(10s));
    EXPECT_EQ(killed.end()->cause, Cause::Signalled);
    EXPECT_EQ(killed.end()->code, SIGSEGV);
}

TEST(ChildProcess, KeepsTheEndOfALongComplaint)
{
    ChildProcess child(shell("i=0; while [ $i -lt 2000 ]; do echo \"line $i\" >&2; i=$((i+1)); done"));
    child.readToEnd(in(10s));
    EXPECT_LE(child.errors().size(), 4096U);
    EXPECT_THAT(child.errors(), HasSubstr("line 1999\n"));
}

TEST(ChildProcess, RefusesWhatCannotBeStarted)
{
    const auto message = [](const std::string& program) {
        try {
            const ChildProcess child(
                {.arguments = {program}, .environment = {}, .directory = {}, .limits = {}});
        } catch (const Error& problem) {
            return std::string(problem.what());
        }
        return std::string("started");
    };
    EXPECT_THAT(message("no-such-program-anywhere"), HasSubstr("no program \"no-such-program-anywhere\""));
    EXPECT_THAT(message("/no/such/file"), HasSubstr("no program \"/no/such/file\""));
    EXPECT_THAT(message("/etc/passwd"), HasSubstr("Permission denied"));
}

TEST(ChildProcess, KillsAtTheDeadlineWithAllThatItStarted)
{
    ChildProcess child(shell("sleep 1000 & echo $!; wait"));
    const auto grandchild = child.readLine(in(10s));
    ASSERT_TRUE(grandchild);
    const auto begin = ChildProcess::Clock::now();
    EXPECT_EQ(child.readToEnd(in(100ms)), "");
    EXPECT_LT(ChildProcess::Clock::now() - begin, 5s);
    EXPECT_EQ(child.end()->cause, Cause::Deadline);
    EXPECT_TRUE(diesSoon(std::stoi(*grandchild)));
}

TEST(ChildProcess, KillsWhatIsLeftBehindInItsGroup)
{
    ChildProcess child(shell("sleep 1000 & echo $!"));
    const std::string output = child.readToEnd(in(10s));
    EXPECT_EQ(child.end()->cause, Cause::Exited) << "though the sleeper holds its stdout open";
    EXPECT_TRUE(diesSoon(std::stoi(output)));
}

TEST(ChildProcess, KillsWithTheObject)
{
    pid_t pid = 0;
    {
        const ChildProcess child(shell("sleep 1000"));
        pid = child.pid();
        EXPECT_TRUE(isAlive(pid));
    }
    EXPECT_TRUE(diesSoon(pid));
}

TEST(ChildProcess, StopsEndlessOutput)
{
    ChildProcess child(
        shell("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done", {.outputBytes = 100'000}));
    const std::string output = child.readToEnd(in(60s));
    EXPECT_EQ(child.end()->cause, Cause::Output);
    EXPECT_LT(output.size(), 200'000U);
}

TEST(ChildProcess, StopsAfterItsProcessorTime)
{
    ChildProcess child(shell("while :; do :; done", {.cpuSeconds = 0.3}));
    child.readToEnd(in(60s));
    EXPECT_EQ(child.end()->cause, Cause::CpuTime);
}

TEST(ChildProcess, StopsATreeOfTooManyProcesses)
{
    ChildProcess child(shell("for i in 1 2 3 4 5 6 7 8; do sleep 100 & done; wait", {.processes = 6}));
    child.readToEnd(in(60s));
    EXPECT_EQ(child.end()->cause, Cause::Processes);
}

TEST(ChildProcess, StopsATreeThatTakesTooMuchMemory)
{
    // Each of the two stays below the limit.
    const std::string hog = "python3 -c 'import time; x = bytearray(60 << 20); time.sleep(100)' & ";
    ChildProcess child(shell(hog + hog + "wait", {.memoryBytes = 100UL << 20U}));
    child.readToEnd(in(60s));
    EXPECT_EQ(child.end()->cause, Cause::Memory);
}

TEST(ChildProcess, RefusesMemoryToOneProcess)
{
    ChildProcess child(shell("python3 -c 'bytearray(400 << 20)'", {.memoryBytes = 100UL << 20U}));
    child.readToEnd(in(60s));
    EXPECT_EQ(child.end()->cause, Cause::Exited);
    EXPECT_THAT(child.errors(), HasSubstr("MemoryError"));
}

TEST(ChildProcess, LimitsTheFilesItWrites)
{
    const test::TemporaryDirectory folder;
    const std::string file = (folder / "big").string();
    ChildProcess child(shell("head -c 100000 /dev/zero > " + file, {.fileBytes = 4096}));
    child.readToEnd(in(10s));
    EXPECT_NE(child.end()->code, 0);
    EXPECT_EQ(std::filesystem::file_size(file), 4096U);
}

TEST(ChildProcess, InheritsNothing)
{
    const test::TemporaryDirectory folder;
    static_cast<void>(folder.write("secret", "42"));
    const std::ifstream open(folder / "secret"); // not close-on-exec
    ASSERT_EQ(setenv("RW_SECRET", "42", 1), 0);
    ChildProcess child(shell("ls /proc/self/fd | wc -l; echo \"[$RW_SECRET]\""));
    EXPECT_EQ(child.readLine(in(10s)), "4") << "0, 1, 2 and the folder that ls reads";
    EXPECT_EQ(child.readLine(in(10s)), "[]");
    unsetenv("RW_SECRET");
}

TEST(ChildProcess, StartsInItsDirectory)
{
    ProcessCommand command = shell("pwd");
    command.directory = "/usr";
    ChildProcess child(command);
    EXPECT_EQ(child.readToEnd(in(10s)), "/usr\n");
}

TEST(ChildProcess, EndsWithTheThreadThatStartedIt)
{
    std::unique_ptr<ChildProcess> child;
    std::thread([&] { child = std::make_unique<ChildProcess>(shell("sleep 1000")); }).join();
    EXPECT_TRUE(diesSoon(child->pid()));
}

TEST(ProcessTree, CountsItselfAndItsDescendants)
{
    ChildProcess child(shell("sleep 1000 & sleep 1000 & echo; wait"));
    ASSERT_TRUE(child.readLine(in(10s)));
    const TreeUse use = treeUse(child.pid());
    EXPECT_EQ(use.processes, 3U);
    EXPECT_GT(use.residentBytes, 100'000U);
    EXPECT_EQ(treeUse(0x7ffffff0).processes, 0U);
}

} // namespace

} // namespace rw
