// Verdicts over the pipe: a person's, and stored answers judged again beside whatever the engine does.
#include "core/library/prompt_library.h"
#include "core/protocol/rollout_json.h"
#include "core/protocol/verdict_messages.h"
#include "core/runlog/run_log_reader.h"
#include "core/verify/verdict_by_hand.h"
#include "tests/core/engine/serve_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>

namespace rw {

namespace {

using namespace rw::test;
using namespace rw::protocol;
using ::testing::HasSubstr;

class ServeVerdicts : public ServeTest
{
protected:
    /// A run with one group of four answers, of which `m_judged` is the first.
    void openWithAnswers()
    {
        start();
        m_run = openRun();
        m_group = ask<GenerateResult>("generate", generateParams(4, 12)).group;
        m_judged = stored().rollouts.at(0).id;
    }

    [[nodiscard]] RunLogReader log() const { return RunLogReader(m_folder / "run"); }
    [[nodiscard]] RolloutGroup stored() const { return log().group(m_group); }

    JudgeAcknowledged judge(const std::string& uuid, RolloutId rollout, std::optional<Outcome> outcome)
    {
        return ask<JudgeAcknowledged>("judge", toJson(JudgeParams{uuid, rollout, outcome}));
    }

    [[nodiscard]] int byHand(RolloutId rollout) const
    {
        const std::vector<VerdictRecord> versions = log().verdicts(rollout);
        return static_cast<int>(
            std::count_if(versions.begin(), versions.end(),
                          [](const VerdictRecord& version) { return isByHand(version.verdict); }));
    }

    RunOpened m_run;
    GroupId m_group;
    RolloutId m_judged;
};

TEST_F(ServeVerdicts, APersonsWordIsStoredOnceAndTrainedOn)
{
    openWithAnswers();
    const bool wasCorrect = stored().rollouts[0].verdict->outcome == Outcome::Correct;
    const Outcome other = wasCorrect ? Outcome::Wrong : Outcome::Correct;
    const JudgeAcknowledged told = judge("j1", m_judged, other);
    EXPECT_EQ(told.uuid, "j1");
    EXPECT_EQ(told.rollout, m_judged);
    EXPECT_EQ(told.version, 2);
    EXPECT_EQ(told.verdict.outcome, other);
    EXPECT_EQ(told.verdict.verifier, kByHand);
    const JudgeAcknowledged again = judge("j1", m_judged, Outcome::Undecided);
    EXPECT_EQ(again.version, 2) << "a repeated id changes nothing";
    EXPECT_EQ(again.verdict.outcome, other);

    EXPECT_EQ(ask<TrainResult>("train", toJson(TrainParams{1})).done, 1);
    const Rollout learnt = stored().rollouts[0];
    EXPECT_EQ(learnt.trainedVerdict, 2);
    EXPECT_EQ(learnt.rewards.at(0).value, wasCorrect ? 0.0F : 1.0F);

    EXPECT_EQ(judge("j2", m_judged, {}).verdict.verifier, "final-number");
    EXPECT_EQ(stored().rollouts[0].rewards, learnt.rewards) << "a step keeps what it learnt from";
    EXPECT_EQ(stored().rollouts[0].trainedVerdict, 2);
    EXPECT_THAT(answerTo(send("judge", toJson(JudgeParams{"j3", {99999}, Outcome::Wrong}))).errorMessage,
                HasSubstr("99999"));
    EXPECT_THAT(
        answerTo(send("judge", Json{{"uuid", "j4"}, {"rollout", 1}, {"outcome", "error"}})).errorMessage,
        HasSubstr("undecided"));
}

TEST_F(ServeVerdicts, APersonsWordIsTakenWhileStepsRun)
{
    openWithAnswers();
    const std::int64_t train = send("train", toJson(TrainParams{100'000}));
    waitFor("step_committed");
    const Rollout before = stored().rollouts[0];
    ASSERT_EQ(before.trainedVerdict, 1);
    EXPECT_EQ(judge("j1", m_judged, Outcome::Undecided).version, 2);
    EXPECT_EQ(stored().rollouts[0].verdict->outcome, Outcome::Undecided);
    EXPECT_EQ(stored().rollouts[0].rewards, before.rewards);
    EXPECT_EQ(stored().rollouts[0].trainedVerdict, 1);
    send("pause");
    EXPECT_TRUE(parse<TrainResult>(answerTo(train).result.value()).paused);
}

/// What the window has sent and not been told of it sends again: nothing is lost and nothing doubled.
TEST_F(ServeVerdicts, NoWordIsLostWhenTheEngineIsKilled)
{
    openWithAnswers();
    const RolloutId second = stored().rollouts.at(1).id;
    judge("j1", m_judged, Outcome::Undecided);
    send("judge", toJson(JudgeParams{"j2", second, Outcome::Undecided}));
    m_engine->signal(SIGKILL);
    EXPECT_EQ(m_engine->finish(), -SIGKILL);

    start();
    openRun(false);
    EXPECT_EQ(byHand(m_judged), 1) << "what was acknowledged is there";
    judge("j1", m_judged, Outcome::Undecided);
    EXPECT_EQ(judge("j2", second, Outcome::Undecided).verdict.verifier, kByHand);
    EXPECT_EQ(byHand(m_judged), 1);
    EXPECT_EQ(byHand(second), 1);
}

TEST_F(ServeVerdicts, VerifiesAgainWithTheVerifiersOfTheRun)
{
    openWithAnswers();
    judge("j1", m_judged, Outcome::Undecided);
    TrainingConfig config = m_run.config;
    config.verifiers = {verifierSpecFromString("exact-text:part=text"),
                        verifierSpecFromString("final-number:part=number")};
    ASSERT_TRUE(answerTo(send("configure", toJson(config))).result.has_value());
    const auto result = ask<VerifyAgainResult>(
        "verify_again", toJson(VerifyAgainParams{.group = m_group, .rollout = {}, .overByHand = false}));
    EXPECT_EQ(result.answers, 4);
    EXPECT_EQ(result.stored, 3);
    EXPECT_EQ(result.byHand, 1);
    const RolloutGroup group = stored();
    EXPECT_EQ(group.rollouts[0].verdict->verifier, kByHand);
    ASSERT_EQ(group.rollouts[1].verdict->parts.size(), 2U);
    EXPECT_EQ(group.rollouts[1].verdict->parts[1].name, "number");
    EXPECT_EQ(log().verdicts(group.rollouts[1].id).back().origin, VerdictOrigin::Again);
    const std::vector<EventRecord> events = log().eventsAfter(0);
    const auto event = std::find_if(events.begin(), events.end(),
                                    [](const EventRecord& one) { return one.kind == "verified_again"; });
    ASSERT_NE(event, events.end());
    EXPECT_EQ(event->detail.at("stored"), 3);
    EXPECT_EQ(event->detail.at("verifiers").size(), 2U);
    EXPECT_EQ(ask<VerifyAgainResult>("verify_again", Json::object()).stored, 0) << "they say the same";
    EXPECT_FALSE(seen<ReviewProgress>("review_progress").empty());
}

TEST_F(ServeVerdicts, VerifiesOneAnswerAgain)
{
    openWithAnswers();
    TrainingConfig config = m_run.config;
    config.verifiers = {verifierSpecFromString("exact-text")};
    ASSERT_TRUE(answerTo(send("configure", toJson(config))).result.has_value());
    const RolloutId third = stored().rollouts.at(2).id;
    const VerifyAgainParams one{.group = {}, .rollout = third, .overByHand = false};
    const auto result = ask<VerifyAgainResult>("verify_again", toJson(one));
    EXPECT_EQ(result.answers, 1);
    EXPECT_EQ(result.stored, 1);
    const RolloutGroup group = stored();
    EXPECT_EQ(group.rollouts[2].verdict->verifier, "exact-text");
    EXPECT_EQ(group.rollouts[1].verdict->verifier, "final-number");
    EXPECT_EQ(log().eventsAfter(0).back().detail.at("rollout"), third.value);
    judge("j1", third, Outcome::Undecided);
    EXPECT_EQ(ask<VerifyAgainResult>("verify_again", toJson(one)).byHand, 1);
    EXPECT_EQ(stored().rollouts[2].verdict->verifier, kByHand) << "a person's word stays";
    EXPECT_THAT(answerTo(send("verify_again", Json{{"rollout", 99}})).errorMessage, HasSubstr("Answer 99"));
}

TEST_F(ServeVerdicts, PreviewsAndBenchesWhileStepsRun)
{
    openWithAnswers();
    judge("j1", m_judged, Outcome::Correct);
    const std::int64_t train = send("train", toJson(TrainParams{100'000}));
    waitFor("step_committed");
    const std::vector<VerifierSpec> verifiers{verifierSpecFromString("final-number"),
                                              verifierSpecFromString("exact-text")};
    const auto preview = ask<PreviewVerifiersResult>(
        "preview_verifiers", toJson(PreviewVerifiersParams{verifiers, m_group, {}, 1}));
    ASSERT_EQ(preview.answers.size(), 4U);
    EXPECT_EQ(preview.answers[0].before->verifier, kByHand);
    EXPECT_EQ(preview.answers[0].after.parts.size(), 2U);
    const auto bench = ask<VerifierBench>("bench_verifiers", toJson(BenchVerifiersParams{verifiers, 0}));
    EXPECT_GE(bench.answers.size(), 4U);
    const auto judged = std::find_if(bench.answers.begin(), bench.answers.end(),
                                     [&](const BenchedAnswer& answer) { return answer.rollout == m_judged; });
    ASSERT_NE(judged, bench.answers.end());
    EXPECT_EQ(judged->byHand, Outcome::Correct);
    ASSERT_EQ(bench.verifiers.size(), 2U);
    EXPECT_EQ(seen<ReviewProgress>("review_progress").back().method, "bench_verifiers");
    send("pause");
    EXPECT_TRUE(parse<TrainResult>(answerTo(train).result.value()).paused) << "the steps went on meanwhile";
}

TEST_F(ServeVerdicts, TheLibraryKnowsHowPromptsFareByTheNewestVerdicts)
{
    m_library = in("library.db");
    ASSERT_EQ(
        runEngine({"prompts", "import", in("prompts.jsonl"), "--set", "guesses", "--library", m_library})
            .code,
        0);
    m_prompts = "library:guesses";
    start();
    openRun();
    Json asked = generateParams(4, 12);
    asked["prompt"]["id"] = "q0";
    m_group = ask<GenerateResult>("generate", asked).group;
    const auto correct = [&] {
        const PromptLibrary library = PromptLibrary::open(m_library);
        const std::vector<LibraryPrompt> prompts = library.prompts(library.set("guesses").id);
        const std::vector<PromptAttempt> attempts = library.attempts(prompts.at(0).id);
        return attempts.size() == 1 ? attempts[0].correct : -1;
    };
    int word = 0;
    for (const Rollout& rollout : stored().rollouts)
        judge("j" + std::to_string(++word), rollout.id, Outcome::Correct);
    // Behind the statistics on the same thread: they are there when this is answered.
    ask<PreviewVerifiersResult>("preview_verifiers", toJson(PreviewVerifiersParams{{}, m_group, {}, 1}));
    EXPECT_EQ(correct(), 4);
    ask<VerifyAgainResult>("verify_again",
                           toJson(VerifyAgainParams{.group = m_group, .rollout = {}, .overByHand = true}));
    int verified = 0;
    for (const Rollout& rollout : stored().rollouts)
        verified += rollout.verdict->outcome == Outcome::Correct ? 1 : 0;
    EXPECT_EQ(correct(), verified);
}

/// A person looks at a set that the run does not train on.
TEST_F(ServeVerdicts, AnswersToPromptsOfAnotherSetAreStatisticsOfThat)
{
    m_library = in("library.db");
    ASSERT_EQ(
        runEngine({"prompts", "import", in("prompts.jsonl"), "--set", "guesses", "--library", m_library})
            .code,
        0);
    start();
    openRun();
    Json asked = generateParams(4, 12);
    asked["prompt"]["id"] = "q0";
    asked["source"] = "library:guesses";
    m_group = ask<GenerateResult>("generate", asked).group;
    const auto set = [&] { return PromptLibrary::open(m_library).set("guesses"); };
    EXPECT_EQ(set().tries, 4);
    int word = 0;
    for (const Rollout& rollout : stored().rollouts)
        judge("j" + std::to_string(++word), rollout.id, Outcome::Wrong);
    ask<PreviewVerifiersResult>("preview_verifiers", toJson(PreviewVerifiersParams{{}, m_group, {}, 1}));
    EXPECT_EQ(set().passes, 0);
    EXPECT_EQ(set().judged, 4);
}

TEST_F(ServeVerdicts, ReviewsWantARunAndVerifiersThatThereAre)
{
    start();
    EXPECT_THAT(answerTo(send("bench_verifiers", Json{{"verifiers", {"exact-text"}}})).errorMessage,
                HasSubstr("No run is open"));
    EXPECT_TRUE(answerTo(send("cancel_review")).result.has_value());
    openRun();
    const Envelope unknown = answerTo(send("preview_verifiers", Json{{"verifiers", {"nonsense"}}}));
    EXPECT_EQ(unknown.errorCode, kErrorUsage);
    EXPECT_THAT(unknown.errorMessage, HasSubstr("nonsense"));
    EXPECT_EQ(answerTo(send("bench_verifiers", Json{{"verifiers", Json::array()}})).errorCode, kErrorUsage);
    EXPECT_THAT(answerTo(send("verify_again", Json{{"group", 99}})).errorMessage, HasSubstr("Group 99"));
    EXPECT_EQ(ask<VerifyAgainResult>("verify_again", Json::object()).answers, 0)
        << "of a run without answers";
}

} // namespace

} // namespace rw
