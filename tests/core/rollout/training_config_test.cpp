#include "core/base/error.h"
#include "core/rollout/training_config.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rw {

namespace {

TEST(TrainingConfig, DefaultsAreValid)
{
    EXPECT_NO_THROW(validate(TrainingConfig{}));
    EXPECT_NO_THROW(validate(SamplingParams{}));
}

TEST(TrainingConfig, NamesTheSettingOutOfRange)
{
    const auto message = [](auto change) -> std::string {
        TrainingConfig config;
        change(config);
        try {
            validate(config);
        } catch (const UsageError& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_NE(message([](auto& c) { c.promptsPerStep = 0; }).find("prompts-per-step is 0"),
              std::string::npos);
    EXPECT_NE(message([](auto& c) { c.learningRate = std::nanf(""); }).find("learning-rate"),
              std::string::npos);
    EXPECT_NE(message([](auto& c) { c.epsilonLow = -0.1F; }).find("epsilon"), std::string::npos);
    EXPECT_NE(message([](auto& c) { c.sampling.topP = 1.5F; }).find("top-p"), std::string::npos);
    EXPECT_NE(message([](auto& c) { c.sampling.samples = 0; }).find("samples"), std::string::npos);
    EXPECT_NE(message([](auto& c) { c.sampling.temperature = 0.0F; }).find("temperature"), std::string::npos);
}

TEST(TrainingConfig, WordsReadBackAndListWhatIsKnown)
{
    for (const LossType type : {LossType::Grpo, LossType::Bnpo, LossType::DrGrpo, LossType::Dapo})
        EXPECT_EQ(lossTypeFromString(toString(type)), type);
    for (const Objective objective : {Objective::Grpo, Objective::BestAnswer})
        EXPECT_EQ(objectiveFromString(toString(objective)), objective);
    for (const ScaleRewards scale : {ScaleRewards::Group, ScaleRewards::Batch, ScaleRewards::None})
        EXPECT_EQ(scaleRewardsFromString(toString(scale)), scale);
    try {
        (void)lossTypeFromString("ppo");
        FAIL();
    } catch (const UsageError& error) {
        EXPECT_NE(std::string(error.what()).find("dr_grpo"), std::string::npos);
    }
}

TEST(CheckpointInterval, GrowsWithWhatIsWritten)
{
    TrainingConfig config;
    EXPECT_EQ(checkpointInterval(config, 1'600'000), 1);
    EXPECT_EQ(checkpointInterval(config, 135'000'000), 10);
    config.checkpointEvery = 3;
    EXPECT_EQ(checkpointInterval(config, 1'600'000), 3);
    EXPECT_EQ(checkpointInterval(config, 135'000'000), 3);
}

TEST(LearningRate, WarmsUpThenDecays)
{
    TrainingConfig config;
    config.learningRate = 1.0F;
    config.warmupSteps = 4;
    config.decaySteps = 100;
    config.finalRateShare = 0.2F;
    EXPECT_FLOAT_EQ(learningRateAt(config, 1), 0.25F);
    EXPECT_FLOAT_EQ(learningRateAt(config, 4), 1.0F);
    EXPECT_FLOAT_EQ(learningRateAt(config, 50), 0.6F);
    EXPECT_FLOAT_EQ(learningRateAt(config, 100), 0.2F);
    EXPECT_FLOAT_EQ(learningRateAt(config, 1000), 0.2F);
    config.decaySteps = 0;
    EXPECT_FLOAT_EQ(learningRateAt(config, 1000), 1.0F);
}

} // namespace

} // namespace rw
