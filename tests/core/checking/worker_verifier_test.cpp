#include "core/base/error.h"
#include "core/checking/process_verifier_tools.h"
#include "core/checking/verdict_service.h"
#include "core/checking/worker_verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <thread>

namespace rw {

namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

const Prompt kPrompt{.id = "p", .text = "What is 1 + 2?", .answer = "3", .category = {}};

/// A worker that is a shell script. Every line it reads is a question.
std::unique_ptr<Verifier> scripted(const std::string& script, std::chrono::milliseconds time = 10s)
{
    return makeWorkerVerifier("scripted",
                              {.arguments = {"sh", "-c", script},
                               .environment = {"PATH=/usr/bin:/bin"},
                               .directory = {},
                               .limits = {.memoryBytes = 200UL << 20U, .outputBytes = 100'000}},
                              time);
}

Verdict ask(const Verifier& verifier, std::string_view completion = "It is 3.")
{
    return verifier.verify(kPrompt, completion, FinishReason::Stop, 5);
}

TEST(WorkerVerifier, JudgesLikeTheVerifierThatItServes)
{
    const ProcessVerifierTools tools(
        {.worker = RW_BINARY_DIR "/bin/rollout-verifier", .bubblewrap = "bwrap"});
    const auto verifier =
        tools.inOwnProcess(verifierSpecFromString("normalised-text:case=yes,weight=2,part=text"));
    EXPECT_EQ(verifier->name(), "normalised-text");
    const Verdict verdict = ask(*verifier, "The answer is 3.");
    EXPECT_EQ(verdict.outcome, Outcome::Correct) << verdict.message;
    EXPECT_EQ(verdict.verifier, "normalised-text");
    EXPECT_EQ(verdict.expected, "3");
    EXPECT_EQ(ask(*verifier, "The answer is 4.").outcome, Outcome::Wrong);
    EXPECT_EQ(verifier->verify(kPrompt, "The answer is 3.", FinishReason::Length).outcome,
              Outcome::Undecided);
}

TEST(WorkerVerifier, JudgesMathematics)
{
    const ProcessVerifierTools tools(
        {.worker = RW_BINARY_DIR "/bin/rollout-verifier", .bubblewrap = "bwrap"});
    const auto verifier = tools.inOwnProcess(verifierSpecFromString("math"));
    Prompt prompt = kPrompt;
    prompt.answer = "2\\sqrt{3}";
    const Verdict verdict = verifier->verify(prompt, "So \\boxed{\\sqrt{12}}.", FinishReason::Stop);
    EXPECT_EQ(verdict.outcome, Outcome::Correct) << verdict.message;
    EXPECT_EQ(verdict.normalised, "sqrt(12)");
    EXPECT_EQ(verifier->verify(prompt, "\\boxed{\\sqrt{13}}", FinishReason::Stop).outcome, Outcome::Wrong);
}

TEST(WorkerVerifier, KeepsItsProcess)
{
    const auto verifier = scripted(
        R"(while read q; do echo "{\"verdict\": {\"verdict\": \"wrong\", \"rule\": \"$$\"}}"; done)");
    const std::string first = ask(*verifier).rule;
    EXPECT_FALSE(first.empty());
    EXPECT_EQ(ask(*verifier).rule, first);
}

TEST(WorkerVerifier, KillsAProcessThatHangsAndStartsAnother)
{
    const auto verifier = scripted(R"(read q; case "$q" in *hang*) sleep 1000;; esac
                                      echo "{\"verdict\": {\"verdict\": \"correct\"}}"; cat)",
                                   300ms);
    const Verdict verdict = ask(*verifier, "hang");
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message,
                HasSubstr("The process that judges by scripted took longer than 0.3 s and was "
                          "killed."));
    EXPECT_EQ(ask(*verifier).outcome, Outcome::Correct);
}

TEST(WorkerVerifier, SaysWhyItsProcessFailed)
{
    EXPECT_THAT(ask(*scripted("echo 'no library' >&2; exit 4")).message,
                HasSubstr("ended with exit code 4: no library"));
    EXPECT_THAT(ask(*scripted("kill -SEGV $$")).message, HasSubstr("signal 11"));
    EXPECT_THAT(ask(*scripted("while :; do printf yyyyyyyyyy; done")).message,
                HasSubstr("wrote more than 97 KB"));
    EXPECT_THAT(ask(*scripted("read q; echo garbage; cat")).message,
                AllOf(HasSubstr("out of step"), HasSubstr("its answer")));
    EXPECT_EQ(ask(*scripted(R"(read q; echo '{"error": "no such thing"}'; cat)")).message, "no such thing");
    EXPECT_EQ(ask(*scripted(R"(read q; echo '{"error": "no such thing"}'; cat)")).outcome, Outcome::Error);
    EXPECT_EQ(ask(*scripted("read q; echo '[]'; cat")).outcome, Outcome::Error);
}

TEST(WorkerVerifier, StartsAnotherWhereAnIdleOneHasDied)
{
    const auto verifier = scripted(R"(read q; echo "{\"verdict\": {\"verdict\": \"correct\"}}"; exit 0)");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(ask(*verifier).outcome, Outcome::Correct) << "each answered one question and left";
}

TEST(WorkerVerifier, ServesSeveralThreads)
{
    const auto verifier = scripted(
        R"(while read q; do case "$q" in *right*) v=correct;; *) v=wrong;; esac
           echo "{\"verdict\": {\"verdict\": \"$v\"}}"; done)");
    std::vector<std::thread> threads;
    std::atomic<int> mixedUp = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) {
                const bool right = (i + t) % 2 == 0;
                const Outcome outcome = ask(*verifier, right ? "right" : "left").outcome;
                mixedUp += outcome != (right ? Outcome::Correct : Outcome::Wrong) ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(mixedUp, 0);
}

TEST(WorkerVerifier, IsRefusedWithoutItsProgram)
{
    const ProcessVerifierTools tools({.worker = "/no/such/rollout-verifier", .bubblewrap = "bwrap"});
    try {
        static_cast<void>(tools.inOwnProcess(verifierSpecFromString("normalised-text")));
        FAIL();
    } catch (const Error& problem) {
        EXPECT_THAT(problem.what(),
                    AllOf(HasSubstr("normalised-text"), HasSubstr("/no/such/rollout-verifier")));
    }
}

TEST(VerdictService, AnswersHostileLines)
{
    const std::string deep(100'000, '[');
    std::istringstream questions(
        "\n{}\n[]\n" + deep + "\n{\"prompt\": 1}\n\xff\xfe\n" +
        R"({"prompt": {"id": "a", "prompt": "b"}, "completion": "c", "finish_reason": )"
        R"("never", "tokens": 1})"
        "\n");
    std::ostringstream replies;
    serveVerdicts(questions, replies, *makeFinalNumberVerifier());
    std::istringstream lines(replies.str());
    std::string line;
    int count = 0;
    for (; std::getline(lines, line); ++count)
        EXPECT_TRUE(parseJson(line, "reply").contains("error")) << line;
    EXPECT_EQ(count, 7);
}

} // namespace

} // namespace rw
