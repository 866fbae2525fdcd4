#include "core/base/error.h"
#include "core/training/trainer.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/training/made_groups.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::HasSubstr;

TEST(Trainer, MakesRewardedAnswersLikelierAndTheOthersLess)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    std::vector<RolloutGroup> groups{mixedGroup(model)};
    std::vector<double> before;
    for (std::size_t i = 0; i < 4; ++i)
        before.push_back(answerLogprob(model, groups[0], i));
    Trainer trainer(model, reference, plainConfig(1e-3F));
    trainer.train(groups);
    EXPECT_GT(answerLogprob(model, groups[0], 0), before[0]);
    EXPECT_LT(answerLogprob(model, groups[0], 1), before[1]);
    EXPECT_GT(answerLogprob(model, groups[0], 2), before[2]);
    EXPECT_LT(answerLogprob(model, groups[0], 3), before[3]);
    EXPECT_EQ(trainer.step(), 1);
}

TEST(Trainer, LearnsNothingFromGroupsWithEqualRewards)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    std::vector<RolloutGroup> groups{
        madeGroup(model, {5, 9}, {{{20, 1}, Outcome::Correct}, {{21, 22, 1}, Outcome::Correct}}),
        madeGroup(model, {6, 9}, {{{20, 1}, Outcome::Wrong}, {{21, 22, 1}, Outcome::Undecided}})};
    const auto before = copyOfWeights(model);
    const Metrics metrics = Trainer(model, reference, plainConfig(1e-2F)).train(groups);
    EXPECT_EQ(largestChange(model, before), 0.0F);
    EXPECT_EQ(metrics.at("frac_reward_zero_std"), 1.0);
    EXPECT_EQ(metrics.at("grad_norm"), 0.0);
    EXPECT_EQ(metrics.at("reward"), 0.5);
}

TEST(Trainer, CountsAStarInRewardAndAdvantage)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    std::vector<RolloutGroup> groups{madeGroup(model, {5, 9},
                                               {{{20, 1}, Outcome::Correct, true},
                                                {{21, 1}, Outcome::Correct},
                                                {{22, 1}, Outcome::Wrong},
                                                {{23, 1}, Outcome::Wrong}})};
    const Metrics metrics = Trainer(model, reference, plainConfig(1e-4F)).train(groups);
    EXPECT_NEAR(metrics.at("rewards/star/mean"), 0.25, 1e-6);
    EXPECT_NEAR(metrics.at("rewards/accuracy/mean"), 0.5, 1e-6);
    EXPECT_NEAR(metrics.at("reward"), 0.55, 1e-6);
    // Rewards 1.2, 1, 0, 0: mean 0.55, unbiased std 0.640312.
    EXPECT_NEAR(metrics.at("reward_std"), 0.640312, 1e-5);
    EXPECT_NEAR(groups[0].rollouts[0].advantage.value(), 1.014972F, 1e-5F);
    EXPECT_NEAR(groups[0].rollouts[1].advantage.value(), 0.702673F, 1e-5F);
    EXPECT_NEAR(groups[0].rollouts[2].advantage.value(), -0.858823F, 1e-5F);
}

TEST(Trainer, BestAnswerLearnsTheStarredOneElseTheShortestCorrect)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    std::vector<RolloutGroup> groups{madeGroup(model, {5, 9},
                                               {{{20, 21, 1}, Outcome::Correct},
                                                {{22, 23, 24, 1}, Outcome::Correct, true},
                                                {{25, 26, 1}, Outcome::Wrong}}),
                                     madeGroup(model, {6, 7, 8},
                                               {{{27, 28, 29, 1}, Outcome::Correct},
                                                {{30, 1}, Outcome::Wrong},
                                                {{31, 32, 1}, Outcome::Correct}}),
                                     madeGroup(model, {3}, {{{33, 1}, Outcome::Wrong}})};
    const double starred = answerLogprob(model, groups[0], 1);
    const double shortest = answerLogprob(model, groups[1], 2);
    TrainingConfig config = plainConfig(1e-3F);
    config.objective = Objective::BestAnswer;
    const Metrics metrics = Trainer(model, reference, config).train(groups);
    // Four and three tokens are learnt: the loss is their mean surprise.
    EXPECT_NEAR(metrics.at("loss"), -(starred + shortest) / 7.0, 1e-4);
    EXPECT_GT(answerLogprob(model, groups[0], 1), starred);
    EXPECT_GT(answerLogprob(model, groups[1], 2), shortest);
    EXPECT_EQ(groups[0].rollouts[1].advantage, 1.0F);
    EXPECT_EQ(groups[0].rollouts[0].advantage, 0.0F);
    EXPECT_EQ(groups[1].rollouts[2].advantage, 1.0F);
    EXPECT_EQ(groups[2].rollouts[0].advantage, 0.0F);
}

TEST(Trainer, BestAnswerChangesNothingWithoutOne)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    std::vector<RolloutGroup> groups{madeGroup(model, {5}, {{{20, 1}, Outcome::Wrong}})};
    const auto before = copyOfWeights(model);
    TrainingConfig config = plainConfig(1e-2F);
    config.objective = Objective::BestAnswer;
    Trainer(model, reference, config).train(groups);
    EXPECT_EQ(largestChange(model, before), 0.0F);
}

TEST(Trainer, KlWeightPullsTowardsTheReference)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = livelyModel(tinyConfig(), 6).clone();
    TrainingConfig config = plainConfig(3e-3F);
    config.beta = 1.0F;
    Trainer trainer(model, reference, config);
    std::vector<RolloutGroup> groups{
        madeGroup(model, {5, 9}, {{{20, 21, 1}, Outcome::Wrong}, {{22, 23, 1}, Outcome::Wrong}})};
    const double first = trainer.train(groups).at("kl");
    for (int i = 0; i < 10; ++i)
        trainer.train(groups);
    EXPECT_LT(trainer.train(groups).at("kl"), 0.7 * first);
}

/// A run begins with one copy of its weights in memory; the policy must not take the reference along.
TEST(Trainer, FreezesAReferenceThatSharesThePolicysWeights)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    std::vector<RolloutGroup> groups{mixedGroup(model)};
    Transformer twin = livelyModel(tinyConfig(), 5);
    Trainer sharing(model, model, plainConfig(1e-3F));
    Trainer apart(twin, livelyModel(tinyConfig(), 5), plainConfig(1e-3F));
    EXPECT_EQ(sharing.train(groups).at("kl"), 0.0);
    apart.train(groups);
    const double moved = sharing.train(groups).at("kl");
    EXPECT_GT(moved, 0.0);
    EXPECT_NEAR(moved, apart.train(groups).at("kl"), 1e-6 * moved);
}

TEST(Trainer, MovesAnAdapterAndLeavesItsBase)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    std::vector<RolloutGroup> groups{mixedGroup(model)};
    const double before = answerLogprob(model, groups[0], 0);
    const auto weights = copyOfWeights(model);
    model.setAdapter(LoraAdapter(tinyConfig(), {.rank = 2, .alpha = 4.0F}, 1, c10::kCPU));
    TrainingConfig config = plainConfig(1e-2F);
    config.beta = 0.01F;
    Trainer trainer(model, model.base(), config);
    EXPECT_NEAR(trainer.train(groups).at("kl"), 0.0, 1e-8);
    EXPECT_EQ(trainer.learningWeights(), 2 * 2 * (36 + 24 + 24 + 36 + 32 + 32 + 32));
    trainer.train(groups);
    EXPECT_GT(trainer.train(groups).at("kl"), 0.0);
    EXPECT_GT(answerLogprob(model, groups[0], 0), before);
    EXPECT_EQ(largestChange(model, weights), 0.0F);
}

/// What the sampler recorded as the old policy is what the trainer computes for the same weights.
TEST(Trainer, AgreesWithTheSamplerAboutItsLogProbabilities)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    const auto generator = makeGenerator(model.config(), c10::kCPU);
    generator->loadWeights(model);
    TrainingConfig config = plainConfig(1e-3F);
    config.sampling.temperature = 0.7F;
    config.sampling.maxNewTokens = 12;
    config.sampling.samples = 6;
    std::vector<GenerationRequest> requests(2);
    requests[0] = {.promptKey = 1, .promptTokens = {4, 5, 6, 7, 8}, .params = config.sampling};
    requests[1] = {.promptKey = 2, .promptTokens = {9, 3}, .params = config.sampling};
    requests[1].params.samples = 3;
    const std::atomic<bool> never = false;
    const auto answers = generator->generate(requests, {}, never);
    std::vector<RolloutGroup> groups(2);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].promptTokens = requests[g].promptTokens;
        groups[g].params = requests[g].params;
        for (const GeneratedAnswer& answer : answers[g]) {
            Rollout& rollout = groups[g].rollouts.emplace_back();
            rollout.tokens = answer.tokens;
            rollout.finish = answer.finish;
            rollout.verdict.emplace().outcome =
                groups[g].rollouts.size() % 2 == 0 ? Outcome::Correct : Outcome::Wrong;
        }
    }
    const Metrics metrics = Trainer(model, reference, config).train(groups);
    EXPECT_LT(metrics.at("sampling/sampling_logp_difference/max"), 1e-4);
    EXPECT_GT(metrics.at("entropy"), 0.0);
    EXPECT_EQ(metrics.at("clip_ratio/region_mean"), 0.0);
    EXPECT_NEAR(metrics.at("kl"), 0.0, 1e-8);
}

TEST(Trainer, KeepsTheWeightsWhereTheLossIsNotANumber)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    Trainer trainer(model, reference, plainConfig(1e-2F));
    std::vector<RolloutGroup> broken{mixedGroup(model)};
    broken[0].rollouts[0].tokens[0].logprob = std::numeric_limits<float>::quiet_NaN();
    const auto before = copyOfWeights(model);
    EXPECT_THAT(errorOf([&] { trainer.train(broken); }), HasSubstr("learning rate"));
    EXPECT_EQ(largestChange(model, before), 0.0F);
    EXPECT_EQ(trainer.step(), 0);

    Transformer untouched = livelyModel(tinyConfig(), 5);
    Trainer fresh(untouched, reference, plainConfig(1e-2F));
    std::vector<RolloutGroup> sound{mixedGroup(model)};
    std::vector<RolloutGroup> same = sound;
    trainer.train(sound);
    fresh.train(same);
    EXPECT_EQ(largestChange(model, copyOfWeights(untouched)), 0.0F) << "the failed step left something";
}

TEST(Trainer, RefusesGroupsWithoutAnswers)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    Trainer trainer(model, reference, plainConfig(1e-3F));
    std::vector<RolloutGroup> none;
    EXPECT_THAT(errorOf([&] { trainer.train(none); }), HasSubstr("no answer"));
    std::vector<RolloutGroup> empty(1);
    empty[0].promptTokens = {4};
    empty[0].rollouts.resize(2);
    EXPECT_THAT(errorOf([&] { trainer.train(empty); }), HasSubstr("no answer"));
}

TEST(Trainer, LogsUnderTrlsNames)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    std::vector<RolloutGroup> groups{mixedGroup(model)};
    groups[0].rollouts[1].finish = FinishReason::Length;
    const Metrics metrics = Trainer(model, reference, plainConfig(1e-3F)).train(groups);
    for (const char* key : {"loss",
                            "reward",
                            "reward_std",
                            "frac_reward_zero_std",
                            "rewards/accuracy/mean",
                            "rewards/accuracy/std",
                            "rewards/star/mean",
                            "completions/mean_length",
                            "completions/min_length",
                            "completions/max_length",
                            "completions/mean_terminated_length",
                            "completions/clipped_ratio",
                            "entropy",
                            "kl",
                            "grad_norm",
                            "learning_rate",
                            "clip_ratio/low_mean",
                            "clip_ratio/high_mean",
                            "clip_ratio/region_mean",
                            "sampling/sampling_logp_difference/mean",
                            "sampling/sampling_logp_difference/max",
                            "num_tokens"}) {
        EXPECT_TRUE(metrics.contains(key)) << key;
    }
    EXPECT_EQ(metrics.at("completions/mean_length"), 3.0);
    EXPECT_EQ(metrics.at("completions/min_length"), 2.0);
    EXPECT_EQ(metrics.at("completions/max_length"), 4.0);
    EXPECT_NEAR(metrics.at("completions/mean_terminated_length"), 8.0 / 3.0, 1e-6);
    EXPECT_EQ(metrics.at("completions/clipped_ratio"), 0.25);
    EXPECT_EQ(metrics.at("num_tokens"), 4 * 3 + 12);
    EXPECT_NEAR(metrics.at("learning_rate"), 1e-3, 1e-9);
}

TEST(Trainer, TellsHowFarAStepIs)
{
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    TrainingConfig config = plainConfig(1e-3F);
    config.microBatchGroups = 2;
    std::vector<RolloutGroup> groups(5, mixedGroup(model));
    std::vector<double> shares;
    Trainer(model, reference, config).train(groups, [&](double share) { shares.push_back(share); });
    EXPECT_THAT(shares, ::testing::ElementsAre(0.4, 0.8, 1.0));
}

TEST(Trainer, GoesOnFromASavedStateAsIfNothingHadHappened)
{
    const TemporaryDirectory folder;
    const Transformer reference = livelyModel(tinyConfig(), 5).clone();
    const std::vector<RolloutGroup> groups{mixedGroup(reference)};
    TrainingConfig config = plainConfig(3e-3F);
    config.warmupSteps = 3;
    config.decaySteps = 6;
    const auto train = [&](Trainer& trainer, int steps) {
        for (int i = 0; i < steps; ++i) {
            std::vector<RolloutGroup> copy = groups;
            trainer.train(copy);
        }
    };
    Transformer whole = livelyModel(tinyConfig(), 5);
    Trainer uninterrupted(whole, reference, config);
    train(uninterrupted, 4);

    Transformer half = livelyModel(tinyConfig(), 5);
    Trainer before(half, reference, config);
    train(before, 2);
    half.save(folder.path());
    before.saveState(folder.path());
    Transformer resumed = Transformer::load(folder.path(), c10::kCPU);
    Trainer after(resumed, reference, config);
    after.loadState(folder.path());
    EXPECT_EQ(after.step(), 2);
    train(after, 2);

    EXPECT_EQ(largestChange(resumed, copyOfWeights(whole)), 0.0F);
    EXPECT_GT(largestChange(resumed, copyOfWeights(half)), 0.0F);
}

TEST(Trainer, RefusesTheStateOfAnotherModel)
{
    const TemporaryDirectory folder;
    Transformer model = livelyModel(tinyConfig(), 5);
    const Transformer reference = model.clone();
    Trainer(model, reference, plainConfig(1e-3F)).saveState(folder.path());
    ModelConfig config = tinyConfig();
    config.layers = 3;
    Transformer other = livelyModel(config, 5);
    Trainer trainer(other, reference, plainConfig(1e-3F));
    EXPECT_THAT(errorOf([&] { trainer.loadState(folder.path()); }), HasSubstr("optimizer.safetensors"));
    EXPECT_EQ(trainer.step(), 0);
}

} // namespace

} // namespace rw
