#include "core/engine/rollout_sampler.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/text/streaming_decoder.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace rw {

namespace {

using namespace std::chrono_literals;

constexpr auto kSoon = 20ms;           ///< a verdict that comes within this is not waited for in public
constexpr auto kCancelCheck = 50ms;    ///< between looks at the cancel flag while verdicts are awaited
constexpr auto kCancelPatience = 50ms; ///< for verdicts, after a cancel

/// Groups while their answers are written and verified.
class GroupsUnderWay
{
public:
    GroupsUnderWay(std::vector<RolloutGroup>& groups, const Tokenizer& tokenizer,
                   VerificationPool& verification, const SamplingObserver& observer)
        : m_groups(groups)
        , m_observer(observer)
        , m_verdicts(verification)
    {
        for (const RolloutGroup& group : groups) {
            m_writing.emplace_back();
            for (std::size_t i = 0; i < group.rollouts.size(); ++i)
                m_writing.back().push_back({StreamingDecoder(tokenizer), {}, false});
        }
    }

    /// A decode step.
    void drawn(std::span<const DrawnToken> tokens)
    {
        tellTexts(tokens);
        put(m_verdicts.poll());
        tellOfWaiting();
        for (const DrawnToken& token : tokens) {
            if (token.finished)
                end(static_cast<std::size_t>(token.request), token.answer, token.finish);
        }
    }

    /// Generating is over: ends what has not ended, and waits for the verdicts.
    void finish(const std::vector<std::vector<GeneratedAnswer>>& answers, const std::atomic<bool>& cancel)
    {
        for (std::size_t group = 0; group < m_groups.size(); ++group) {
            for (const Rollout& rollout : m_groups[group].rollouts) {
                const auto index = static_cast<std::size_t>(rollout.index);
                if (!m_writing[group][index].ended)
                    end(group, rollout.index, answers[group][index].finish);
            }
        }
        while (m_verdicts.pending() > 0 && !cancel.load()) {
            put(m_verdicts.waitFor(m_unannounced.empty() ? kCancelCheck : kSoon));
            tellOfWaiting();
        }
        put(m_verdicts.giveUp(kCancelPatience));
    }

private:
    /// One answer while it is written.
    struct Writing
    {
        StreamingDecoder decoder;
        std::string text;
        bool ended = false;
    };

    struct Place
    {
        std::size_t group = 0;
        int answer = 0;
    };

    [[nodiscard]] Rollout& at(Place place)
    {
        return m_groups[place.group].rollouts[static_cast<std::size_t>(place.answer)];
    }

    void tellTexts(std::span<const DrawnToken> tokens)
    {
        m_live.clear();
        for (const DrawnToken& token : tokens) {
            const Place place{static_cast<std::size_t>(token.request), token.answer};
            Writing& writing = m_writing[place.group][static_cast<std::size_t>(place.answer)];
            Rollout& rollout = at(place);
            rollout.tokens.push_back(token.trace);
            const std::string gained = writing.decoder.push(token.trace.token);
            writing.text += gained;
            m_live.push_back({place.group, place.answer, gained, static_cast<int>(rollout.tokens.size())});
        }
        if (m_observer.text)
            m_observer.text(m_live);
    }

    void end(std::size_t group, int answer, FinishReason reason)
    {
        Writing& writing = m_writing[group][static_cast<std::size_t>(answer)];
        writing.ended = true;
        Rollout& rollout = at({group, answer});
        rollout.text = writing.text + writing.decoder.finish();
        rollout.finish = reason;
        m_unannounced.push_back(m_verdicts.submit(m_groups[group].prompt, rollout.text, reason,
                                                  static_cast<int>(rollout.tokens.size())));
        m_places.push_back({group, answer});
    }

    /// Those that came together in the order in which the answers ended.
    void put(std::vector<Judged> judged)
    {
        std::ranges::sort(judged, {}, &Judged::number);
        for (Judged& one : judged) {
            const Place place = m_places[one.number];
            at(place).verdict = std::move(one.verdict);
            if (m_observer.finished)
                m_observer.finished(place.group, at(place));
        }
    }

    /// Of answers that ended before this step.
    void tellOfWaiting()
    {
        for (const std::size_t number : std::exchange(m_unannounced, {})) {
            const Place place = m_places[number];
            if (m_observer.ended && !at(place).verdict)
                m_observer.ended(place.group, at(place));
        }
    }

    std::vector<RolloutGroup>& m_groups;
    const SamplingObserver& m_observer;
    VerificationBatch m_verdicts;
    std::vector<std::vector<Writing>> m_writing;
    std::vector<LiveText> m_live;
    std::vector<Place> m_places;            ///< by number in m_verdicts
    std::vector<std::size_t> m_unannounced; ///< ended, and nobody was told that they wait
};

} // namespace

RolloutSampler::RolloutSampler(const LoadedModel& model, Generator& generator, VerificationPool& verification)
    : m_model(model)
    , m_generator(generator)
    , m_verification(verification)
{
}

GenerationRequest RolloutSampler::requestFor(const Prompt& prompt, const SamplingParams& params) const
{
    GenerationRequest request;
    request.promptKey = stableHash(prompt.text);
    request.promptTokens = encode(prompt);
    request.params = params;
    const int room =
        m_model.transformer.config().maxPositions - static_cast<int>(request.promptTokens.size());
    if (room < 1) {
        throw Error("The prompt \"" + prompt.id + "\" has " + std::to_string(request.promptTokens.size()) +
                        " tokens, and the model's context holds " +
                        std::to_string(m_model.transformer.config().maxPositions) + ".",
                    "Shorten the prompt.");
    }
    request.params.maxNewTokens = std::min(params.maxNewTokens, room);
    return request;
}

std::vector<RolloutGroup> RolloutSampler::sample(std::span<const Prompt> prompts,
                                                 const SamplingParams& params, int policyVersion,
                                                 const SamplingObserver& observer,
                                                 const std::atomic<bool>& cancel) const
{
    std::vector<GenerationRequest> requests;
    std::vector<RolloutGroup> groups;
    for (const Prompt& prompt : prompts) {
        requests.push_back(requestFor(prompt, params));
        RolloutGroup group;
        group.prompt = prompt;
        group.params = requests.back().params;
        group.promptTokens = requests.back().promptTokens;
        group.rollouts.resize(static_cast<std::size_t>(params.samples));
        for (int i = 0; i < params.samples; ++i) {
            group.rollouts[static_cast<std::size_t>(i)].index = i;
            group.rollouts[static_cast<std::size_t>(i)].policyVersion = policyVersion;
        }
        groups.push_back(std::move(group));
    }

    GroupsUnderWay underWay(groups, m_model.tokenizer, m_verification, observer);
    const auto answers = m_generator.generate(
        requests, [&](std::span<const DrawnToken> tokens) { underWay.drawn(tokens); }, cancel);
    underWay.finish(answers, cancel);
    return groups;
}

} // namespace rw
