// The loss of a whole step and its gradient, seen from outside: with beta1 = 0 the optimizer's first moment,
// which is saved with a checkpoint, is the gradient.
#include "core/training/trainer.h"
#include "core/training/training_state.h"
#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/training/made_groups.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rw {

namespace {

using namespace rw::test;

TrainingConfig gradientConfig(LossType type)
{
    TrainingConfig config = plainConfig(0.0F);
    config.lossType = type;
    config.beta = 0.3F;
    config.adamBeta1 = 0.0F;
    config.sampling.maxNewTokens = 8;
    return config;
}

/// Groups of different sizes, prompts and answers of different lengths, drawn by weights a little older: some
/// ratios are within the clip range, some far outside it, none near its ends.
std::vector<RolloutGroup> unevenGroups(const Transformer& model)
{
    std::vector<RolloutGroup> groups{
        mixedGroup(model),
        madeGroup(model, {8, 2, 30, 31, 7, 11, 4},
                  {{{12, 13, 14, 15, 16, 1}, Outcome::Correct}, {{17, 1}, Outcome::Wrong}}),
        madeGroup(model, {6},
                  {{{33, 34, 1}, Outcome::Wrong},
                   {{35, 36, 1}, Outcome::Correct},
                   {{18, 19, 1}, Outcome::Undecided}})};
    float shift = 0.05F;
    for (RolloutGroup& group : groups) {
        for (Rollout& rollout : group.rollouts) {
            rollout.tokens.front().logprob += shift;
            rollout.tokens.back().logprob += 12.0F * shift;
            shift = -shift;
        }
    }
    return groups;
}

struct LossAndGradient
{
    double loss = 0.0;
    double norm = 0.0;
    std::vector<at::Tensor> gradient;
};

LossAndGradient stepOf(Transformer& model, const Transformer& reference, std::vector<RolloutGroup> groups,
                       const TrainingConfig& config)
{
    const TemporaryDirectory folder;
    Trainer trainer(model, reference, config);
    const Metrics metrics = trainer.train(groups);
    trainer.saveState(folder.path());
    LossAndGradient result{metrics.at("loss"), metrics.at("grad_norm"), {}};
    const SafetensorsFile file = SafetensorsFile::open(folder / kOptimizerFile);
    for (const NamedTensor& parameter : model.parameters()) {
        at::Tensor values = at::empty(parameter.tensor.sizes(), at::kFloat);
        file.readFloats("exp_avg." + parameter.name,
                        {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
        result.gradient.push_back(values);
    }
    return result;
}

double lossOf(Transformer& model, const Transformer& reference, std::vector<RolloutGroup> groups,
              const TrainingConfig& config)
{
    return Trainer(model, reference, config).train(groups).at("loss");
}

class TrainerGradient : public ::testing::TestWithParam<LossType>
{
};

TEST_P(TrainerGradient, AgreesWithFiniteDifferences)
{
    Transformer model = livelyModel(tinyConfig(), 3);
    const Transformer reference = livelyModel(tinyConfig(), 4).clone();
    const std::vector<RolloutGroup> groups = unevenGroups(model);
    const TrainingConfig config = gradientConfig(GetParam());
    const LossAndGradient step = stepOf(model, reference, groups, config);
    for (std::size_t i = 0; i < step.gradient.size(); ++i) {
        // Along the gradient itself the slope is its norm: the strongest signal over rounding.
        const at::Tensor& gradient = step.gradient[i];
        const double norm = gradient.norm().item<double>();
        ASSERT_GT(norm, 0.0) << model.parameters()[i].name;
        const double length = 3e-3 / std::max(1.0, norm);
        const at::Tensor weight = model.parameters()[i].tensor.detach();
        const at::Tensor before = weight.clone();
        weight.add_(gradient, length / norm);
        const double up = lossOf(model, reference, groups, config);
        weight.copy_(before).sub_(gradient, length / norm);
        const double down = lossOf(model, reference, groups, config);
        weight.copy_(before);
        EXPECT_NEAR((up - down) / (2 * length), norm, 0.03 * norm) << model.parameters()[i].name;
    }
}

TEST_P(TrainerGradient, DoesNotDependOnTheMicroBatch)
{
    Transformer model = livelyModel(tinyConfig(), 3);
    const Transformer reference = livelyModel(tinyConfig(), 4).clone();
    const std::vector<RolloutGroup> groups = unevenGroups(model);
    TrainingConfig config = gradientConfig(GetParam());
    config.microBatchGroups = 3;
    const LossAndGradient whole = stepOf(model, reference, groups, config);
    for (const int atOnce : {1, 2}) {
        config.microBatchGroups = atOnce;
        const LossAndGradient parts = stepOf(model, reference, groups, config);
        EXPECT_NEAR(parts.loss, whole.loss, 1e-5 * std::max(1.0, std::abs(whole.loss)));
        for (std::size_t i = 0; i < whole.gradient.size(); ++i) {
            EXPECT_LT((parts.gradient[i] - whole.gradient[i]).abs().max().item<double>(),
                      1e-5 * std::max(1.0, whole.norm))
                << model.parameters()[i].name;
        }
    }
}

/// An answer whose verifier failed must weigh on nothing: not on the others' advantages, not on their
/// normalisation.
TEST_P(TrainerGradient, LeavesOutAnswersWhoseVerifierFailed)
{
    Transformer model = livelyModel(tinyConfig(), 3);
    const Transformer reference = livelyModel(tinyConfig(), 4).clone();
    const TrainingConfig config = gradientConfig(GetParam());
    const std::vector<MadeAnswer> judged{{{20, 21, 1}, Outcome::Correct}, {{22, 23, 24, 1}, Outcome::Wrong}};
    std::vector<MadeAnswer> withFailure = judged;
    withFailure.insert(withFailure.begin() + 1, {{30, 31, 32, 33, 34, 1}, Outcome::Error});
    const auto without = stepOf(model, reference, {madeGroup(model, {5, 9}, judged)}, config);
    const auto with = stepOf(model, reference, {madeGroup(model, {5, 9}, withFailure)}, config);
    EXPECT_NEAR(with.loss, without.loss, 1e-5);
    EXPECT_NEAR(with.norm, without.norm, 1e-5 * without.norm);
}

INSTANTIATE_TEST_SUITE_P(LossTypes, TrainerGradient,
                         ::testing::Values(LossType::Grpo, LossType::Bnpo, LossType::DrGrpo, LossType::Dapo),
                         [](const auto& one) { return std::string(toString(one.param)); });

} // namespace

} // namespace rw
