#include "core/engine/rollout_sampler.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/text/streaming_decoder.h"

#include <algorithm>

namespace rw {

namespace {

/// One answer while it is written.
struct Writing
{
    StreamingDecoder decoder;
    std::string text;
    int tokens = 0;
};

} // namespace

RolloutSampler::RolloutSampler(const LoadedModel& model, Generator& generator, const Verifier& verifier)
    : m_model(model)
    , m_generator(generator)
    , m_verifier(verifier)
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
    std::vector<std::vector<Writing>> writing;
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
        writing.emplace_back();
        for (int i = 0; i < params.samples; ++i)
            writing.back().push_back({StreamingDecoder(m_model.tokenizer), {}, 0});
    }

    const auto finish = [&](std::size_t group, int answer, FinishReason reason) {
        Writing& done = writing[group][static_cast<std::size_t>(answer)];
        Rollout& rollout = groups[group].rollouts[static_cast<std::size_t>(answer)];
        rollout.text = done.text + done.decoder.finish();
        rollout.finish = reason;
        rollout.verdict = m_verifier.verify(groups[group].prompt, rollout.text, reason);
        if (observer.finished)
            observer.finished(group, rollout);
    };

    std::vector<LiveText> live;
    const auto onStep = [&](std::span<const DrawnToken> drawn) {
        live.clear();
        for (const DrawnToken& token : drawn) {
            const auto group = static_cast<std::size_t>(token.request);
            Writing& answer = writing[group][static_cast<std::size_t>(token.answer)];
            groups[group].rollouts[static_cast<std::size_t>(token.answer)].tokens.push_back(token.trace);
            const std::string gained = answer.decoder.push(token.trace.token);
            answer.text += gained;
            live.push_back({group, token.answer, gained, ++answer.tokens});
        }
        if (observer.text)
            observer.text(live);
        for (const DrawnToken& token : drawn) {
            if (token.finished)
                finish(static_cast<std::size_t>(token.request), token.answer, token.finish);
        }
    };
    const auto answers = m_generator.generate(requests, onStep, cancel);

    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (Rollout& rollout : groups[group].rollouts) {
            if (!rollout.verdict)
                finish(group, rollout.index, answers[group][static_cast<std::size_t>(rollout.index)].finish);
        }
    }
    return groups;
}

} // namespace rw
