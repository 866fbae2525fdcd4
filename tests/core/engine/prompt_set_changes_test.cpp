// What is changed in a prompt set takes effect in the run that is open on it.
#include "core/protocol/rollout_json.h"
#include "core/protocol/verdict_messages.h"
#include "core/runlog/run_log_reader.h"
#include "core/sets/prompt_set_watch.h"
#include "tests/core/engine/serve_fixture.h"

#include <gmock/gmock.h>

#include <set>

namespace rw {

namespace {

using namespace rw::test;
using namespace rw::protocol;
using ::testing::HasSubstr;
using ::testing::Not;

class PromptSetChanges : public ServeTest
{
protected:
    PromptSetChanges()
    {
        m_library = in("library.db");
        m_prompts = "library:guesses";
        prompts({"import", in("prompts.jsonl"), "--set", "guesses"});
    }

    /// Another process changes the library.
    void prompts(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "prompts");
        arguments.insert(arguments.end(), {"--library", in("library.db")});
        const EngineResult result = runEngine(arguments);
        ASSERT_EQ(result.code, 0) << result.errors;
    }

    [[nodiscard]] RunLogReader log() const { return RunLogReader(m_folder / "run"); }

    /// Categories of the prompts that steps from `step` on trained on.
    [[nodiscard]] std::set<std::string> categoriesFrom(int step) const
    {
        std::set<std::string> categories;
        for (const GroupSummary& group : log().recentGroups(1000)) {
            if (group.trainedStep.value_or(0) >= step)
                categories.insert(group.category);
        }
        return categories;
    }

    [[nodiscard]] std::vector<Json> events(std::string_view kind) const
    {
        std::vector<Json> details;
        for (const EventRecord& event : log().eventsAfter(0)) {
            if (event.kind == kind)
                details.push_back(event.detail);
        }
        return details;
    }

    void train(int steps) { EXPECT_EQ(ask<TrainResult>("train", toJson(TrainParams{steps})).done, steps); }

    /// Who judges the next answers.
    std::string nextVerifier()
    {
        const GroupId group = ask<GenerateResult>("generate", generateParams(1, 4)).group;
        return log().group(group).rollouts.at(0).verdict->verifier;
    }
};

TEST_F(PromptSetChanges, WeightsAndSplitHoldFromTheNextStepOn)
{
    start();
    openRun();
    train(3);
    EXPECT_EQ(categoriesFrom(1), (std::set<std::string>{"even", "odd"}));
    prompts({"settings", "guesses", "--weight", "odd=0"});
    train(3);
    EXPECT_EQ(categoriesFrom(4), std::set<std::string>{"even"});
    const std::vector<Json> recorded = events("prompt_set");
    ASSERT_EQ(recorded.size(), 2U);
    EXPECT_EQ(recorded[0].at("weights"), Json::object());
    EXPECT_EQ(recorded[1].at("weights").at("odd"), 0.0);
    EXPECT_EQ(recorded[1].at("set"), "guesses");

    prompts({"settings", "guesses", "--weight", "odd=1"});
    prompts({"split", "guesses", "--share", "0.5", "--seed", "1"});
    train(3);
    const PromptLibrary library = PromptLibrary::open(m_library);
    std::set<std::string> heldOut;
    for (const LibraryPrompt& prompt : library.prompts(library.set("guesses").id)) {
        if (prompt.record.split == PromptSplit::HeldOut)
            heldOut.insert(prompt.record.prompt.id);
    }
    ASSERT_EQ(heldOut.size(), 3U);
    for (const GroupSummary& group : log().recentGroups(1000)) {
        if (group.trainedStep.value_or(0) >= 7) {
            EXPECT_FALSE(heldOut.contains(group.promptId)) << group.promptId;
        }
    }
    EXPECT_EQ(events("prompt_set").back().at("held_out"), 3);
}

TEST_F(PromptSetChanges, HoldWhileStepsRun)
{
    start();
    openRun();
    const std::int64_t train = send("train", toJson(TrainParams{100'000}));
    waitFor("step_committed");
    prompts({"settings", "guesses", "--weight", "even=0", "--verifier", "exact-text"});
    EXPECT_THAT(waitFor("configured").params.at("verifiers"), ::testing::ElementsAre("exact-text"));
    waitFor("step_committed"); // of the first step that follows
    send("pause");
    const auto result = parse<TrainResult>(answerTo(train).result.value());
    EXPECT_EQ(categoriesFrom(result.step), std::set<std::string>{"odd"});
    const RolloutGroup newest = log().group(log().recentGroups(1).at(0).id);
    EXPECT_EQ(newest.rollouts.at(0).verdict->verifier, "exact-text");
}

TEST_F(PromptSetChanges, VerifiersAreThoseOfTheSetUnlessTheRunChoseItsOwn)
{
    start();
    RunOpened run = openRun();
    EXPECT_EQ(nextVerifier(), "final-number");
    prompts({"settings", "guesses", "--verifier", "exact-text"});
    EXPECT_EQ(nextVerifier(), "exact-text");
    EXPECT_THAT(events("config").back().at("verifiers"), ::testing::ElementsAre("exact-text"));

    run.config.verifiers = {verifierSpecFromString("normalised-text")};
    ASSERT_TRUE(answerTo(send("configure", toJson(run.config))).result.has_value());
    prompts({"settings", "guesses", "--verifier", "final-number"});
    EXPECT_EQ(nextVerifier(), "normalised-text");
}

TEST_F(PromptSetChanges, QuestionsArePutAsTheSetSaysUnlessTheRunChoseItsOwnWay)
{
    start();
    RunOpened run = openRun();
    prompts({"settings", "guesses", "--instruction", "Be brief."});
    nextVerifier();
    EXPECT_EQ(events("config").back().at("prompt_format").at("instruction"), "Be brief.");
    EXPECT_EQ(events("prompt_set").back().at("prompt_format").at("instruction"), "Be brief.");
    prompts({"settings", "guesses", "--no-prompt-format"});
    nextVerifier();
    EXPECT_EQ(events("config").back().at("prompt_format").at("instruction"), "");

    run.config.promptFormat.instruction = "Go on.";
    ASSERT_TRUE(answerTo(send("configure", toJson(run.config))).result.has_value());
    prompts({"settings", "guesses", "--instruction", "Be brief."});
    nextVerifier();
    EXPECT_EQ(events("config").back().at("prompt_format").at("instruction"), "Go on.");
}

TEST_F(PromptSetChanges, VerifyingAgainTakesTheSetsVerifiersOfNow)
{
    start();
    openRun();
    const GroupId group = ask<GenerateResult>("generate", generateParams(2, 4)).group;
    prompts({"settings", "guesses", "--verifier", "exact-text"});
    ask<VerifyAgainResult>("verify_again", toJson(VerifyAgainParams{group, {}, false}));
    EXPECT_EQ(log().group(group).rollouts.at(0).verdict->verifier, "exact-text");
}

TEST_F(PromptSetChanges, WhatWasChangedWhileTheRunWasClosedHoldsWhenItIsOpened)
{
    start();
    openRun();
    send("shutdown");
    m_engine->finish();
    prompts({"settings", "guesses", "--verifier", "exact-text"});
    start();
    EXPECT_EQ(openRun(false).config.verifiers, std::vector{verifierSpecFromString("exact-text")});
    EXPECT_EQ(nextVerifier(), "exact-text");
    EXPECT_THAT(events("config").back().at("verifiers"), ::testing::ElementsAre("exact-text"));
}

TEST_F(PromptSetChanges, ASetThatCannotBeTrainedOnAnyMoreIsTakenAsItWas)
{
    start();
    openRun();
    train(1);
    prompts({"settings", "guesses", "--weight", "odd=0", "--weight", "even=0"});
    train(2);
    EXPECT_EQ(events("prompt_set").size(), 1U);
    prompts({"delete", "guesses"});
    train(2);
    send("shutdown");
    m_engine->finish();
    EXPECT_THAT(m_engine->errors(), HasSubstr("the run goes on with it as it was"));
}

TEST_F(PromptSetChanges, ASetThatIsRenamedStaysTheRuns)
{
    m_prompts = "library:guesses:train";
    start();
    openRun();
    train(1);
    prompts({"rename", "guesses", "sums"});
    prompts({"import", in("prompts.jsonl"), "--set", "guesses"}); // a set of another person's by the old name
    prompts({"settings", "sums", "--weight", "odd=0"});
    train(2);
    EXPECT_EQ(categoriesFrom(2), std::set<std::string>{"even"});
    EXPECT_EQ(events("prompt_set").back().at("source"), "library:sums:train");
    send("shutdown");
    m_engine->finish();

    prompts({"rename", "sums", "more sums"}); // while the run is closed
    start();
    openRun(false);
    train(2);
    EXPECT_EQ(events("prompt_set").back().at("set"), "more sums");
    send("shutdown");
    m_engine->finish();
    EXPECT_THAT(m_engine->errors(), Not(HasSubstr("left alone")));
    PromptLibrary library = PromptLibrary::open(m_library);
    std::int64_t answers = 0;
    for (const GroupSummary& group : log().recentGroups(1000))
        answers += group.answers;
    EXPECT_EQ(library.set("more sums").tries, answers);
    EXPECT_GE(answers, 5 * 2 * 4);
    EXPECT_EQ(library.set("guesses").tries, 0);
}

TEST_F(PromptSetChanges, TriesAreNoChange)
{
    LibraryAccess access(m_library);
    PromptSetWatch watch(access, m_prompts);
    ASSERT_TRUE(watch.changed()) << "at first";
    EXPECT_FALSE(watch.changed());
    PromptLibrary other = PromptLibrary::open(m_library);
    const PromptSetId set = other.set("guesses").id;
    const LibraryPrompt prompt = other.prompts(set).at(0);
    other.recordAttempts(set, std::vector{PromptAttempt{"q0", "/run", 1, 1, 4, 4, 2, 0.5, ""}});
    EXPECT_FALSE(watch.changed());
    other.updatePrompt(prompt.id, prompt.record);
    EXPECT_TRUE(watch.changed());
    other.renameSet(set, "other");
    EXPECT_EQ(watch.changed()->name, "other");
    other.deletePrompts(std::vector{prompt.id});
    EXPECT_EQ(watch.changed()->prompts, 5);
    EXPECT_FALSE(PromptSetWatch(access, "builtin:train").changed());
}

} // namespace

} // namespace rw
