#pragma once

#include "core/policy/generator.h"
#include "core/policy/torch_compat.h"
#include "core/policy/transformer.h"
#include "core/rollout/rollout.h"
#include "core/rollout/training_config.h"
#include "tests/core/policy/tiny_models.h"

#include <atomic>
#include <string>
#include <utility>
#include <vector>

namespace rw::test {

/// A judged answer of a group made by hand.
struct MadeAnswer
{
    std::vector<std::int32_t> tokens;
    Outcome outcome = Outcome::Wrong;
    bool starred = false;
};

/// Log-probabilities of an answer's tokens behind its prompt, at temperature 1.
inline std::vector<float> answerLogprobs(const Transformer& model, const RolloutGroup& group,
                                         std::size_t answer)
{
    std::vector<std::int32_t> sequence = group.promptTokens;
    for (const TokenTrace& token : group.rollouts[answer].tokens)
        sequence.push_back(token.token);
    std::vector<float> all = sequenceLogprobs(model, sequence);
    return {all.end() - static_cast<std::ptrdiff_t>(group.rollouts[answer].tokens.size()), all.end()};
}

/// How likely the whole answer is.
inline double answerLogprob(const Transformer& model, const RolloutGroup& group, std::size_t answer)
{
    double sum = 0.0;
    for (const float logprob : answerLogprobs(model, group, answer))
        sum += static_cast<double>(logprob);
    return sum;
}

/// A group whose answers `model` is taken to have drawn.
inline RolloutGroup madeGroup(const Transformer& model, std::vector<std::int32_t> prompt,
                              const std::vector<MadeAnswer>& answers)
{
    RolloutGroup group;
    group.promptTokens = std::move(prompt);
    group.params.samples = static_cast<int>(answers.size());
    for (const MadeAnswer& made : answers) {
        Rollout rollout;
        rollout.index = static_cast<int>(group.rollouts.size());
        rollout.verdict.emplace().outcome = made.outcome;
        rollout.starred = made.starred;
        for (const std::int32_t token : made.tokens)
            rollout.tokens.emplace_back().token = token;
        group.rollouts.push_back(std::move(rollout));
        const std::vector<float> drawn = answerLogprobs(model, group, group.rollouts.size() - 1);
        for (std::size_t i = 0; i < drawn.size(); ++i)
            group.rollouts.back().tokens[i].logprob = drawn[i];
    }
    return group;
}

/// Two right answers and two wrong ones.
inline RolloutGroup mixedGroup(const Transformer& model)
{
    return madeGroup(model, {5, 9, 14},
                     {{{20, 21, 1}, Outcome::Correct},
                      {{22, 23, 24, 1}, Outcome::Wrong},
                      {{25, 1}, Outcome::Correct},
                      {{26, 27, 1}, Outcome::Wrong}});
}

/// A constant learning rate, gradients as they are.
inline TrainingConfig plainConfig(float learningRate)
{
    TrainingConfig config;
    config.learningRate = learningRate;
    config.warmupSteps = 0;
    config.decaySteps = 0;
    config.maxGradNorm = 1e6F;
    return config;
}

inline std::vector<at::Tensor> copyOfWeights(const Transformer& model)
{
    std::vector<at::Tensor> copies;
    for (const NamedTensor& parameter : model.parameters())
        copies.push_back(parameter.tensor.detach().clone());
    return copies;
}

/// Largest change of any weight since `before`.
inline float largestChange(const Transformer& model, const std::vector<at::Tensor>& before)
{
    float largest = 0.0F;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const at::Tensor change = model.parameters()[i].tensor.detach() - before[i];
        largest = std::max(largest, change.abs().max().item<float>());
    }
    return largest;
}

} // namespace rw::test
