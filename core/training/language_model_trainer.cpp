#include "core/training/language_model_trainer.h"

#include "core/base/error.h"
#include "core/policy/torch_compat.h"
#include "core/training/token_logprobs.h"

#include <algorithm>
#include <cmath>

namespace rw {

namespace {

/// The positions that are learnt, over the flattened [batch, tokens] inputs.
struct Targets
{
    at::Tensor inputs;    ///< [batch, tokens] int64
    at::Tensor positions; ///< [targets] int64, flat
    at::Tensor tokens;    ///< [targets] int64, what stands next
    at::Tensor weights;   ///< [targets] float, of sum 1
};

Targets layOut(std::span<const TrainingSequence> sequences, c10::Device device)
{
    std::size_t longest = 2;
    for (const TrainingSequence& sequence : sequences)
        longest = std::max(longest, sequence.tokens.size());
    const std::size_t width = longest - 1;
    std::vector<std::int64_t> inputs(sequences.size() * width, 0);
    std::vector<std::int64_t> positions;
    std::vector<std::int64_t> next;
    std::vector<float> weights;
    double total = 0.0;
    for (std::size_t row = 0; row < sequences.size(); ++row) {
        const TrainingSequence& sequence = sequences[row];
        for (std::size_t i = 0; i + 1 < sequence.tokens.size(); ++i) {
            inputs[row * width + i] = sequence.tokens[i];
            const float weight = i + 1 < sequence.contextLength ? sequence.contextWeight : 1.0F;
            if (weight <= 0.0F)
                continue;
            positions.push_back(static_cast<std::int64_t>(row * width + i));
            next.push_back(sequence.tokens[i + 1]);
            weights.push_back(weight);
            total += static_cast<double>(weight);
        }
    }
    if (positions.empty())
        throw Error("There is no token to learn.", "Give sequences of at least two tokens.");
    const auto batch = static_cast<std::int64_t>(sequences.size());
    return {at::tensor(inputs).view({batch, -1}).to(device), at::tensor(positions).to(device),
            at::tensor(next).to(device), at::tensor(weights).div_(total).to(device)};
}

} // namespace

at::Tensor languageModelLoss(const Transformer& model, std::span<const TrainingSequence> sequences)
{
    const Targets targets = layOut(sequences, model.device());
    const at::Tensor hidden =
        model.hiddenStates(targets.inputs).flatten(0, 1).index_select(0, targets.positions);
    const TokenQuery query{targets.tokens, at::ones_like(targets.weights), model.config().finalLogitSoftcap};
    const at::Tensor& head = model.weights().head();
    return tokenLogprobs(hidden, head, query).chosen.mul(targets.weights).sum().neg();
}

LanguageModelTrainer::LanguageModelTrainer(Transformer& model)
    : m_model(model)
    , m_optimizer(model.trainable())
{
}

double LanguageModelTrainer::step(std::span<const TrainingSequence> sequences, const AdamWSettings& settings,
                                  double maxGradNorm)
{
    const at::Tensor loss = languageModelLoss(m_model, sequences);
    loss.backward();
    const double norm = m_optimizer.gradientNorm();
    const double value = loss.item<double>();
    if (!std::isfinite(value) || !std::isfinite(norm)) {
        m_optimizer.clearGradients();
        throw Error("The loss became not-a-number; the weights are those of the step before.",
                    "Train with a lower learning rate.");
    }
    m_optimizer.update(settings, clipScale(norm, maxGradNorm));
    return value;
}

} // namespace rw
