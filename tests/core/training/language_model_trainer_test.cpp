#include "core/base/error.h"
#include "core/training/language_model_trainer.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/training/made_groups.h"

#include <gmock/gmock.h>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::HasSubstr;

/// The loss from each token's log-probability.
double expectedLoss(const Transformer& model, const std::vector<TrainingSequence>& sequences)
{
    double sum = 0.0;
    double total = 0.0;
    for (const TrainingSequence& sequence : sequences) {
        const std::vector<float> logprobs = sequenceLogprobs(model, sequence.tokens);
        for (std::size_t i = 0; i < logprobs.size(); ++i) {
            const double weight =
                i + 1 < sequence.contextLength ? static_cast<double>(sequence.contextWeight) : 1.0;
            sum -= weight * static_cast<double>(logprobs[i]);
            total += weight;
        }
    }
    return sum / total;
}

double lossOf(const Transformer& model, const std::vector<TrainingSequence>& sequences)
{
    const at::NoGradGuard noGrad;
    return languageModelLoss(model, sequences).item<double>();
}

TEST(LanguageModelLoss, IgnoresTheQuestionAtWeightZero)
{
    const Transformer model = livelyModel(tinyConfig(), 5);
    const std::vector<TrainingSequence> sequences{{{4, 5, 6, 20, 21, 1}, 3, 0.0F}, {{7, 8, 22, 1}, 2, 0.0F}};
    EXPECT_NEAR(lossOf(model, sequences), expectedLoss(model, sequences), 1e-4);
    const auto logprobs = sequenceLogprobs(model, sequences[0].tokens);
    const double alone = -static_cast<double>(logprobs[2] + logprobs[3] + logprobs[4]) / 3.0;
    EXPECT_NEAR(lossOf(model, {sequences[0]}), alone, 1e-4);
}

TEST(LanguageModelLoss, WeighsTheQuestion)
{
    const Transformer model = livelyModel(tinyConfig(), 5);
    const std::vector<TrainingSequence> sequences{{{4, 5, 6, 20, 21, 1}, 3, 0.25F}, {{7, 8, 22, 1}, 1, 0.0F}};
    EXPECT_NEAR(lossOf(model, sequences), expectedLoss(model, sequences), 1e-4);
}

TEST(LanguageModelTrainer, LowersTheLoss)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const std::vector<TrainingSequence> sequences{{{4, 5, 20, 21, 1}, 2, 0.0F}, {{7, 8, 9, 22, 1}, 3, 0.0F}};
    LanguageModelTrainer trainer(model);
    const double first = trainer.step(sequences, {.learningRate = 1e-2F}, 1.0);
    for (int i = 0; i < 30; ++i)
        trainer.step(sequences, {.learningRate = 1e-2F}, 1.0);
    EXPECT_LT(lossOf(model, sequences), 0.2 * first);
}

TEST(LanguageModelTrainer, RefusesSequencesWithNothingToLearn)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    LanguageModelTrainer trainer(model);
    const std::vector<TrainingSequence> nothing{{{4}, 1, 0.0F}};
    EXPECT_THAT(errorOf([&] { trainer.step(nothing, {}, 1.0); }), HasSubstr("no token to learn"));
}

TEST(LanguageModelTrainer, SaysWhereTheLossIsNotANumber)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    model.parameters()[0].tensor.detach().fill_(std::numeric_limits<float>::infinity());
    const auto before = copyOfWeights(model);
    LanguageModelTrainer trainer(model);
    const std::vector<TrainingSequence> sequences{{{4, 5, 6}, 1, 0.0F}};
    EXPECT_THAT(errorOf([&] { trainer.step(sequences, {}, 1.0); }), HasSubstr("lower learning rate"));
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_TRUE(model.parameters()[i].tensor.equal(before[i])) << model.parameters()[i].name;
}

} // namespace

} // namespace rw
