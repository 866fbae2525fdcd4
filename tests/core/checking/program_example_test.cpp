// The README's verifier program, as it stands there.
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/checking/program_reply.h"
#include "core/checking/program_verifier.h"
#include "core/process/child_process.h"
#include "tests/core/base/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

namespace rw {

namespace {

using namespace std::chrono_literals;

std::string exampleInReadme()
{
    std::ifstream file(RW_SOURCE_DIR "/README.md");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string fence = "```python\n";
    const std::size_t begin = text.find(fence);
    const std::size_t end = text.find("```", begin + fence.size());
    if (begin == std::string::npos || end == std::string::npos)
        throw Error("README.md has no Python example.");
    return text.substr(begin + fence.size(), end - begin - fence.size());
}

class ProgramExample : public ::testing::Test
{
protected:
    const test::TemporaryDirectory m_folder;
    const std::string m_file = m_folder.write("check.py", exampleInReadme()).string();
    const Prompt m_prompt{.id = "p", .text = "What is 1 + 2?", .answer = "3", .category = {}};
};

TEST_F(ProgramExample, JudgesByTheProtocol)
{
    const auto verdictOn = [this](std::string_view completion) {
        ChildProcess program({.arguments = {"/usr/bin/python3", m_file},
                              .environment = {"PATH=/usr/bin:/bin"},
                              .directory = {},
                              .limits = {}});
        program.send(jsonLine({{"completion", completion}, {"answer", "3"}}));
        program.closeInput();
        const std::string reply = program.readToEnd(ChildProcess::Clock::now() + 60s);
        return parseProgramReply(reply, completion);
    };
    EXPECT_EQ(verdictOn("1 + 2 is 3.").outcome, Outcome::Correct);
    EXPECT_EQ(verdictOn("1 + 2 is 3.").span, (Span{9, 10}));
    EXPECT_EQ(verdictOn("It is 4.").outcome, Outcome::Wrong);
    EXPECT_EQ(verdictOn("It is 4.").extracted, "4");
    EXPECT_EQ(verdictOn("Three.").message, "There is no number.");
}

TEST_F(ProgramExample, JudgesInTheSandbox)
{
    std::optional<Sandbox> sandbox;
    try {
        sandbox.emplace("bwrap");
    } catch (const Error& problem) {
        GTEST_SKIP() << problem.what();
    }
    const auto verifier = makeProgramVerifier(
        verifierSpecFromString("program:deadline=60,command=python3,arguments=" + m_file), *sandbox);
    const Verdict verdict = verifier->verify(m_prompt, "1 + 2 is 3.", FinishReason::Stop, 7);
    EXPECT_EQ(verdict.outcome, Outcome::Correct) << verdict.message;
    EXPECT_EQ(verdict.verifier, "program");
    EXPECT_EQ(verdict.expected, "3");
    EXPECT_EQ(verifier->verify(m_prompt, "It is 4.", FinishReason::Stop, 7).outcome, Outcome::Wrong);
    EXPECT_EQ(verifier->verify(m_prompt, "It is 3", FinishReason::Length, 7).outcome, Outcome::Undecided);
}

} // namespace

} // namespace rw
