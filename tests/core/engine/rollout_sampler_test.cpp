#include "core/engine/rollout_sampler.h"
#include "core/engine/sampling_model.h"
#include "tests/core/checking/fake_verifiers.h"
#include "tests/core/engine/engine_fixture.h"

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <thread>

namespace rw {

namespace {

using namespace rw::test;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using Clock = std::chrono::steady_clock;

/// Takes its time with some answers, so that verdicts come in another order than answers end.
class DawdlingVerifier final : public Verifier
{
public:
    [[nodiscard]] std::string_view name() const override { return "dawdling"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        if (answer.tokens % 2 == 0)
            std::this_thread::sleep_for(30ms);
        Verdict verdict;
        verdict.outcome =
            answer.text.find(prompt.answer) != std::string_view::npos ? Outcome::Correct : Outcome::Wrong;
        return verdict;
    }
};

/// Hangs on answers that begin with a word, until it is told to go on.
class PickyVerifier final : public Verifier
{
public:
    PickyVerifier(std::chrono::milliseconds deadline, std::string hangsOn)
        : m_hanging(std::make_shared<HangingVerifier>(deadline))
        , m_hangsOn(std::move(hangsOn))
    {
    }
    [[nodiscard]] std::string_view name() const override { return "picky"; }
    [[nodiscard]] std::chrono::milliseconds deadline() const override { return m_hanging->deadline(); }
    void release() { m_hanging->release(); }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        const bool hangs = answer.text.find(m_hangsOn) != std::string_view::npos;
        Verdict verdict = m_hanging->verify(prompt, hangs ? "hang" : answer.text, FinishReason::Stop);
        verdict.verifier.clear();
        return verdict;
    }

private:
    std::shared_ptr<HangingVerifier> m_hanging;
    std::string m_hangsOn;
};

class Sampler : public EngineTest
{
protected:
    [[nodiscard]] std::unique_ptr<SamplingModel> load(std::string_view name, VerificationPool& pool) const
    {
        const DeviceChoice device = chooseDevice("cpu");
        return std::make_unique<SamplingModel>(loadModel(m_folder / name, device.device), device, pool);
    }

    [[nodiscard]] static SamplingParams params(int samples, int maxNewTokens)
    {
        SamplingParams params;
        params.samples = samples;
        params.maxNewTokens = maxNewTokens;
        params.seed = 7;
        return params;
    }

    const std::vector<Prompt> m_prompts{{.id = "a", .text = "Guess", .answer = "2", .category = {}},
                                        {.id = "b", .text = "Guess again", .answer = "3", .category = {}}};
    const std::atomic<bool> m_never = false;
};

TEST_F(Sampler, DoesNotDependOnTheOrderOfVerdicts)
{
    const auto draw = [&](unsigned threads, std::vector<int>* order) {
        VerificationPool pool(std::make_shared<DawdlingVerifier>(), {.threads = threads});
        const auto model = load("model", pool);
        const SamplingObserver observer{
            .text = {}, .ended = {}, .finished = [&](std::size_t, const Rollout& rollout) {
                if (order != nullptr)
                    order->push_back(rollout.index);
            }};
        auto groups = model->sampler.sample(m_prompts, params(12, 24), 3, observer, m_never);
        for (RolloutGroup& group : groups) {
            for (Rollout& rollout : group.rollouts)
                rollout.verdict.value().milliseconds = 0.0;
        }
        return groups;
    };
    std::vector<int> order;
    const auto one = draw(1, nullptr);
    const auto many = draw(6, &order);
    EXPECT_EQ(order.size(), 24U);
    ASSERT_EQ(one.size(), many.size());
    for (std::size_t group = 0; group < one.size(); ++group) {
        for (std::size_t i = 0; i < one[group].rollouts.size(); ++i) {
            const Rollout& first = one[group].rollouts[i];
            const Rollout& second = many[group].rollouts[i];
            EXPECT_EQ(first.tokens, second.tokens);
            EXPECT_EQ(first.text, second.text);
            EXPECT_EQ(first.verdict, second.verdict);
            EXPECT_EQ(first.verdict->outcome == Outcome::Correct,
                      first.finish == FinishReason::Stop &&
                          first.text.find(one[group].prompt.answer) != std::string::npos);
        }
    }
}

TEST_F(Sampler, GoesOnWritingWhileAVerifierHangs)
{
    const auto verifier = std::make_shared<PickyVerifier>(1min, "1");
    VerificationPool pool(verifier, {.threads = 2});
    const auto model = load("model", pool);
    std::set<int> ended;
    std::set<int> finishedBefore;
    bool released = false;
    std::size_t stepsWhileWaiting = 0;
    SamplingObserver observer;
    observer.text = [&](std::span<const LiveText>) {
        stepsWhileWaiting += ended.empty() ? 0U : 1U;
        if (stepsWhileWaiting == 2) {
            verifier->release();
            released = true;
        }
    };
    observer.ended = [&](std::size_t, const Rollout& rollout) {
        EXPECT_FALSE(rollout.verdict);
        EXPECT_FALSE(rollout.tokens.empty());
        ended.insert(rollout.index);
    };
    observer.finished = [&](std::size_t, const Rollout& rollout) {
        EXPECT_TRUE(rollout.verdict);
        if (!released)
            finishedBefore.insert(rollout.index);
    };
    const auto groups =
        model->sampler.sample(std::span(m_prompts).first(1), params(16, 48), 0, observer, m_never);
    EXPECT_TRUE(released) << "answers were written while others waited for their verdict";
    EXPECT_FALSE(ended.empty());
    for (const Rollout& rollout : groups[0].rollouts)
        EXPECT_NE(rollout.verdict.value().outcome, Outcome::Error);
    for (const int index : finishedBefore)
        EXPECT_EQ(groups[0].rollouts[static_cast<std::size_t>(index)].text.find('1'), std::string::npos);
}

TEST_F(Sampler, ReportsAVerifierThatHangsOnItsAnswerAlone)
{
    const auto verifier = std::make_shared<PickyVerifier>(200ms, "1");
    VerificationPool pool(verifier, {.threads = 2, .mostStuck = 64});
    const auto model = load("model", pool);
    const auto groups = model->sampler.sample(m_prompts, params(8, 24), 0, {}, m_never);
    int hung = 0;
    for (const RolloutGroup& group : groups) {
        for (const Rollout& rollout : group.rollouts) {
            const bool hangs = rollout.text.find('1') != std::string::npos;
            EXPECT_EQ(rollout.verdict.value().outcome == Outcome::Error, hangs) << rollout.text;
            hung += hangs ? 1 : 0;
            if (hangs) {
                EXPECT_THAT(rollout.verdict->message, HasSubstr("picky hangs: no verdict in 0.2 s"));
            }
        }
    }
    EXPECT_GT(hung, 0);
    EXPECT_LT(hung, 16);
    verifier->release();
}

TEST_F(Sampler, CancelsWhileAVerifierHangs)
{
    const auto verifier = std::make_shared<PickyVerifier>(1min, "");
    VerificationPool pool(verifier, {.threads = 1});
    const auto model = load("model", pool);
    std::atomic<bool> cancel = false;
    SamplingObserver observer;
    Clock::time_point cancelled;
    observer.ended = [&](std::size_t, const Rollout&) {
        if (!cancel.exchange(true))
            cancelled = Clock::now();
    };
    const auto groups = model->sampler.sample(m_prompts, params(4, 24), 0, observer, cancel);
    EXPECT_LT(Clock::now() - cancelled, 10s);
    for (const RolloutGroup& group : groups) {
        for (const Rollout& rollout : group.rollouts)
            EXPECT_EQ(rollout.verdict.value().outcome, Outcome::Undecided);
    }
    verifier->release();
}

} // namespace

} // namespace rw
