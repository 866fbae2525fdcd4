#pragma once

#include "core/checking/verification_pool.h"
#include "core/engine/loaded_model.h"
#include "core/policy/generator.h"
#include "core/rollout/rollout.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace rw {

/// What one answer gained in a decode step.
struct LiveText
{
    std::size_t group = 0;
    int answer = 0;
    std::string text; ///< valid UTF-8; an unfinished code point is held back
    int tokens = 0;   ///< of the answer so far
};

/// Told while answers are written, on the sampling thread. Members may be empty.
struct SamplingObserver
{
    std::function<void(std::span<const LiveText>)> text; ///< once a decode step
    /// Ended, and its verdict takes a while: `rollout` has everything else. Not told of answers whose verdict
    /// comes at once.
    std::function<void(std::size_t group, const Rollout& rollout)> ended;
    std::function<void(std::size_t group, const Rollout& rollout)> finished; ///< ended and verified
};

/// Draws groups of verified answers: encodes prompts, runs the generator, decodes each answer and hands it to
/// the pool as it ends. Decoding goes on meanwhile; verdicts are collected between decode steps. Refers to
/// its parts; used by one thread at a time.
class RolloutSampler
{
public:
    RolloutSampler(const LoadedModel& model, Generator& generator, VerificationPool& verification);

    /// @return a group for each prompt, in order, without ids. Cancelled answers keep what they have; what is
    /// not verified a moment after a cancel stays undecided.
    /// @throws Error if a prompt leaves no room for an answer in the model's context.
    [[nodiscard]] std::vector<RolloutGroup> sample(std::span<const Prompt> prompts,
                                                   const SamplingParams& params, int policyVersion,
                                                   const SamplingObserver& observer,
                                                   const std::atomic<bool>& cancel) const;

    /// The prompt as the model will see it.
    [[nodiscard]] std::vector<std::int32_t> encode(const Prompt& prompt) const
    {
        return m_model.encode(prompt.text);
    }

private:
    [[nodiscard]] GenerationRequest requestFor(const Prompt& prompt, const SamplingParams& params) const;

    const LoadedModel& m_model;
    Generator& m_generator;
    VerificationPool& m_verification;
};

} // namespace rw
