#include "core/base/error.h"
#include "core/checking/process_verifier_tools.h"
#include "core/checking/sandbox.h"
#include "core/verify/make_verifier.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

namespace rw {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal(const std::string& bubblewrap)
{
    try {
        const Sandbox sandbox(bubblewrap);
    } catch (const Error& problem) {
        return problem.what();
    }
    return "accepted";
}

/// A program that behaves like bubblewrap where it fails.
std::string failing(const test::TemporaryDirectory& folder, const std::string& script)
{
    const auto file = folder.write("bwrap", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file.string();
}

TEST(Sandbox, IsRefusedWithoutBubblewrap)
{
    for (const char* missing : {"no-such-bubblewrap", "/no/such/bwrap"})
        EXPECT_THAT(refusal(missing), AllOf(HasSubstr("no sandbox"), HasSubstr(missing)));
    EXPECT_THAT(refusal("no-such-bubblewrap"), HasSubstr("Install the package bubblewrap"));
}

TEST(Sandbox, IsRefusedWithTheReasonWhereBubblewrapFails)
{
    const test::TemporaryDirectory folder;
    EXPECT_THAT(refusal(failing(folder, "echo 'bwrap: No permissions to create new namespace' >&2; exit 1")),
                AllOf(HasSubstr("it is not run without"),
                      HasSubstr("bwrap: No permissions to create new namespace"),
                      HasSubstr("user namespaces")));
    EXPECT_THAT(refusal(failing(folder, "kill -SEGV $$")), HasSubstr("signal 11"));
    EXPECT_THAT(refusal("/usr/bin/false"), HasSubstr("exit code 1"));
}

TEST(Sandbox, ItsRefusalIsThatOfTheVerifier)
{
    const test::TemporaryDirectory folder;
    const ProcessVerifierTools tools({.worker = "rollout-verifier", .bubblewrap = "/no/such/bwrap"});
    const std::vector<VerifierSpec> specs{verifierSpecFromString("program:command=cat")};
    EXPECT_THROW(static_cast<void>(makeVerifier(specs, &tools)), Error);
    EXPECT_THROW(static_cast<void>(makeVerifier(specs, nullptr)), Error) << "never without a sandbox";
}

TEST(Sandbox, ShowsNothingButWhatItWasTold)
{
    std::optional<Sandbox> sandbox;
    try {
        sandbox.emplace("bwrap");
    } catch (const Error& problem) {
        GTEST_SKIP() << problem.what();
    }
    const ProcessCommand command{
        .arguments = {"check"}, .environment = {}, .directory = {}, .limits = {.processes = 8}};
    const ProcessCommand enclosed = sandbox->enclose(command, {"/data/set"});
    std::string line;
    for (const std::string& argument : enclosed.arguments)
        line += argument + " ";
    EXPECT_THAT(line, HasSubstr(" --ro-bind /data/set /data/set "));
    EXPECT_THAT(line, HasSubstr(" --unshare-net "));
    EXPECT_THAT(line, Not(HasSubstr(" --bind ")));
    EXPECT_THAT(line, Not(HasSubstr(" /etc ")));
    EXPECT_EQ(enclosed.arguments.back(), "check");
    EXPECT_EQ(enclosed.limits.processes, 10U) << "bubblewrap's own two beside the program's";
}

} // namespace

} // namespace rw
