#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/policy/torch_compat.h"
#include "core/rollout/advantages.h"
#include "core/rollout/group_statistics.h"
#include "core/rollout/memory_estimate.h"
#include "core/rollout/rewards.h"
#include "core/training/group_tensors.h"
#include "core/training/micro_batches.h"
#include "core/training/policy_loss.h"
#include "core/training/reward_metrics.h"
#include "core/training/training_state.h"

#include <ATen/ops/where.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rw {

namespace {

/// What each answer of a step counts for, in the order of groups and answers.
struct AnswerTargets
{
    std::vector<float> advantages;
    std::vector<std::int64_t> lengths; ///< tokens that are learnt from; 0 leaves the answer out
};

/// Advantages of the group-relative objective. Fills rewards and advantage of each rollout.
AnswerTargets relativeTargets(std::span<RolloutGroup> groups, ScaleRewards scale)
{
    std::vector<std::vector<std::optional<float>>> rewards;
    for (const RolloutGroup& group : groups) {
        auto& row = rewards.emplace_back();
        for (const Rollout& rollout : group.rollouts)
            row.push_back(rewardOf(rollout.rewards));
    }
    const auto advantages = groupAdvantages(rewards, scale);
    AnswerTargets targets;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (std::size_t a = 0; a < groups[g].rollouts.size(); ++a) {
            Rollout& rollout = groups[g].rollouts[a];
            rollout.advantage = advantages[g][a];
            targets.advantages.push_back(advantages[g][a]);
            targets.lengths.push_back(rewards[g][a] ? static_cast<std::int64_t>(rollout.tokens.size()) : 0);
        }
    }
    return targets;
}

/// Best answer (RAFT, Dong et al., 2023): the starred answer of each group, or else its shortest correct one,
/// is learnt; the others are not.
AnswerTargets bestAnswerTargets(std::span<RolloutGroup> groups)
{
    AnswerTargets targets;
    for (RolloutGroup& group : groups) {
        auto best = starredAnswer(group);
        if (!best)
            best = shortestCorrectAnswer(group);
        for (std::size_t a = 0; a < group.rollouts.size(); ++a) {
            const bool chosen = best == a;
            group.rollouts[a].advantage = chosen ? 1.0F : 0.0F;
            targets.advantages.push_back(chosen ? 1.0F : 0.0F);
            targets.lengths.push_back(chosen ? static_cast<std::int64_t>(group.rollouts[a].tokens.size())
                                             : 0);
        }
    }
    return targets;
}

/// Where the loss does without the KL, one of so many answers is enough to draw its curve.
constexpr std::int64_t kKlSampleStride = 4;

/// Sums over the tokens of a step.
struct TokenSums
{
    double loss = 0.0;
    double tokens = 0.0;
    double entropy = 0.0;
    double kl = 0.0;
    double klTokens = 0.0; ///< those that the KL was computed for
    double clippedLow = 0.0;
    double clippedHigh = 0.0;
    double logpDifference = 0.0;
    double logpDifferenceMax = 0.0;
};

double sumOf(const at::Tensor& values)
{
    return values.sum().item<double>();
}

} // namespace

/// One pass over the groups of a step, a micro-batch at a time, adding up gradients.
class Trainer::Pass
{
public:
    Pass(const Trainer& trainer, const AnswerTargets& targets)
        : m_policy(trainer.m_policy)
        , m_reference(trainer.m_reference)
        , m_config(trainer.m_config)
        , m_advantages(at::tensor(targets.advantages).to(m_policy.device()))
    {
        const LossType type =
            m_config.objective == Objective::BestAnswer ? LossType::Bnpo : m_config.lossType;
        m_weights = at::tensor(tokenWeights(type, targets.lengths, m_config.sampling.maxNewTokens))
                        .to(m_policy.device());
    }

    void add(const MicroBatch& batch)
    {
        if (everyNth(batch, 1).empty())
            return;
        const GroupTensors tensors = groupTensors(batch, m_policy.device());
        const at::Tensor advantages = m_advantages.index_select(0, tensors.answers);
        const at::Tensor weights = m_weights.index_select(0, tensors.answers);
        const TokenLogprobs current = answerLogprobs(m_policy, tensors);
        const at::Tensor own = current.chosen.detach();
        const at::Tensor old = at::where(tensors.isOwn, tensors.sampled, own);

        at::Tensor tokenLoss = m_config.objective == Objective::BestAnswer
                                   ? current.chosen.neg()
                                   : clippedTokenLoss(current.chosen, old, advantages, m_config.epsilonLow,
                                                      m_config.epsilonHigh);
        if (m_config.beta > 0.0F) {
            const at::Tensor kl = klToReference(current.chosen, referenceLogprobs(tensors));
            tokenLoss = tokenLoss + kl * m_config.beta;
            countKl(kl.detach());
        }
        const at::Tensor loss = (tokenLoss * weights).sum();
        loss.backward();
        count(tensors, current, old, advantages, loss.item<double>());
        if (m_config.beta <= 0.0F)
            sampleKl(batch, tensors, own);
    }

    [[nodiscard]] const TokenSums& sums() const { return m_sums; }

private:
    at::Tensor referenceLogprobs(const GroupTensors& tensors) const
    {
        const at::NoGradGuard noGrad;
        return answerLogprobs(m_reference, tensors).chosen;
    }

    /// The KL of a step whose loss does without it: on some of the answers, for its curve.
    void sampleKl(const MicroBatch& batch, const GroupTensors& tensors, const at::Tensor& own)
    {
        if (m_reference.sharesWeights(m_policy)) {
            m_sums.klTokens += static_cast<double>(own.numel());
            return;
        }
        const MicroBatch some = everyNth(batch, kKlSampleStride);
        if (some.empty())
            return;
        const at::Tensor rows = tensors.answers.remainder(kKlSampleStride).eq(0).nonzero().squeeze(1);
        countKl(klToReference(own.index_select(0, rows),
                              referenceLogprobs(groupTensors(some, m_policy.device()))));
    }

    void countKl(const at::Tensor& kl)
    {
        m_sums.kl += sumOf(kl);
        m_sums.klTokens += static_cast<double>(kl.numel());
    }

    void count(const GroupTensors& tensors, const TokenLogprobs& current, const at::Tensor& old,
               const at::Tensor& advantages, double loss)
    {
        const at::NoGradGuard noGrad;
        const auto tokens = static_cast<double>(tensors.tokens.numel());
        const at::Tensor own = current.chosen.detach();
        const at::Tensor difference = (own - old).abs();
        const ClipRatios clipped =
            clipRatios(own, old, advantages, m_config.epsilonLow, m_config.epsilonHigh);
        m_sums.loss += loss;
        m_sums.tokens += tokens;
        m_sums.entropy += sumOf(current.entropy);
        m_sums.clippedLow += clipped.low * tokens;
        m_sums.clippedHigh += clipped.high * tokens;
        m_sums.logpDifference += sumOf(difference);
        m_sums.logpDifferenceMax = std::max(m_sums.logpDifferenceMax, difference.max().item<double>());
    }

    const Transformer& m_policy;
    const Transformer& m_reference;
    const TrainingConfig& m_config;
    at::Tensor m_advantages; ///< [answers]
    at::Tensor m_weights;    ///< [answers], of each of its tokens
    TokenSums m_sums;
};

namespace {

void addTokenMetrics(const TokenSums& sums, Metrics& metrics)
{
    const double tokens = std::max(1.0, sums.tokens);
    metrics["loss"] = sums.loss;
    metrics["entropy"] = sums.entropy / tokens;
    metrics["kl"] = sums.kl / std::max(1.0, sums.klTokens);
    metrics["clip_ratio/low_mean"] = sums.clippedLow / tokens;
    metrics["clip_ratio/high_mean"] = sums.clippedHigh / tokens;
    metrics["clip_ratio/region_mean"] = (sums.clippedLow + sums.clippedHigh) / tokens;
    metrics["sampling/sampling_logp_difference/mean"] = sums.logpDifference / tokens;
    metrics["sampling/sampling_logp_difference/max"] = sums.logpDifferenceMax;
}

void requireAnswers(std::span<const RolloutGroup> groups)
{
    const bool some = std::any_of(groups.begin(), groups.end(), [](const RolloutGroup& group) {
        return std::any_of(group.rollouts.begin(), group.rollouts.end(),
                           [](const Rollout& rollout) { return !rollout.tokens.empty(); });
    });
    if (!some)
        throw Error("There is no answer to train on.", "Generate answers first.");
}

} // namespace

Trainer::Trainer(Transformer& policy, Transformer reference, const TrainingConfig& config)
    : m_policy(policy)
    , m_reference(std::move(reference))
    , m_config(config)
    , m_optimizer(policy.trainable())
{
    validate(config);
}

void Trainer::setConfig(const TrainingConfig& config)
{
    validate(config);
    m_config = config;
}

std::int64_t Trainer::learningWeights() const
{
    std::int64_t count = 0;
    for (const NamedTensor& parameter : m_policy.trainable())
        count += parameter.tensor.numel();
    return count;
}

Metrics Trainer::train(std::span<RolloutGroup> groups, const std::function<void(double)>& progress)
{
    requireAnswers(groups);
    for (RolloutGroup& group : groups) {
        for (Rollout& rollout : group.rollouts)
            rollout.rewards = rewardParts(rollout, m_config.starBonus);
    }
    const AnswerTargets targets = m_config.objective == Objective::BestAnswer
                                      ? bestAnswerTargets(groups)
                                      : relativeTargets(groups, m_config.scaleRewards);
    Pass pass(*this, targets);
    accumulate(groups, pass, progress);

    Metrics metrics = rewardMetrics(groups);
    addTokenMetrics(pass.sums(), metrics);
    const double norm = m_optimizer.gradientNorm();
    if (!std::isfinite(pass.sums().loss) || !std::isfinite(norm)) {
        m_optimizer.clearGradients();
        throw Error("The loss of step " + std::to_string(m_step + 1) +
                        " became not-a-number; the weights are those of step " + std::to_string(m_step) + ".",
                    "Lower the learning rate and train on.");
    }
    if (m_reference.sharesWeights(m_policy))
        m_reference = m_reference.clone();
    const float rate = learningRateAt(m_config, m_step + 1);
    m_optimizer.update({.learningRate = rate,
                        .beta1 = m_config.adamBeta1,
                        .beta2 = m_config.adamBeta2,
                        .epsilon = m_config.adamEpsilon,
                        .weightDecay = m_config.weightDecay},
                       clipScale(norm, m_config.maxGradNorm));
    ++m_step;
    metrics["grad_norm"] = norm;
    metrics["learning_rate"] = static_cast<double>(rate);
    return metrics;
}

/// Rows whose activations fit in what a micro-batch may take.
std::int64_t Trainer::rowsAtOnce(std::span<const RolloutGroup> groups) const
{
    std::size_t context = 1;
    for (const RolloutGroup& group : groups) {
        for (const Rollout& answer : group.rollouts)
            context = std::max(context, group.promptTokens.size() + answer.tokens.size());
    }
    return kMicroBatchBytes / activationBytesPerRow(m_policy.config(), static_cast<std::int64_t>(context));
}

void Trainer::accumulate(std::span<const RolloutGroup> groups, Pass& pass,
                         const std::function<void(double)>& progress)
{
    const auto most = static_cast<std::size_t>(m_config.microBatchGroups);
    std::int64_t all = 0;
    for (const RolloutGroup& group : groups)
        all += static_cast<std::int64_t>(group.rollouts.size());
    try {
        for (const MicroBatch& batch : microBatches(groups, most, rowsAtOnce(groups))) {
            pass.add(batch);
            if (progress)
                progress(static_cast<double>(batch.back().indices.back() + 1) / static_cast<double>(all));
        }
    } catch (...) {
        m_optimizer.clearGradients();
        throw;
    }
}

void Trainer::saveState(const std::filesystem::path& directory) const
{
    saveTrainingState(directory, m_optimizer, m_step);
}

void Trainer::loadState(const std::filesystem::path& directory)
{
    m_step = loadTrainingState(directory, m_optimizer);
}

} // namespace rw
