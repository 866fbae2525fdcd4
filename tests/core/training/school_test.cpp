#include "core/training/school.h"
#include "core/weights/model_config.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/policy/tiny_model_directory.h"
#include "tests/core/training/made_groups.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rw {

namespace {

using namespace rw::test;

ModelConfig longConfig()
{
    ModelConfig config = tinyDirectoryConfig();
    config.maxPositions = 512;
    return config;
}

SchoolStage shortStage()
{
    SchoolStage stage = pretrainingStage();
    stage.iterations = 6;
    stage.batch = 3;
    stage.warmup = 2;
    return stage;
}

std::vector<double> losses(SchoolTraining& training, int iterations)
{
    std::vector<double> result;
    for (int i = 0; i < iterations; ++i)
        result.push_back(training.step());
    return result;
}

TEST(School, ResumedStageEqualsAnUninterruptedOne)
{
    const TemporaryDirectory folder;
    Transformer whole = livelyModel(longConfig(), 1);
    SchoolTraining uninterrupted(whole, smallTokenizer(), shortStage(), 7);
    losses(uninterrupted, 6);
    EXPECT_TRUE(uninterrupted.isDone());

    Transformer half = livelyModel(longConfig(), 1);
    SchoolTraining before(half, smallTokenizer(), shortStage(), 7);
    losses(before, 4);
    half.save(folder.path());
    before.saveState(folder.path());
    Transformer resumed = Transformer::load(folder.path(), c10::kCPU);
    SchoolTraining after(resumed, smallTokenizer(), shortStage(), 7);
    after.loadState(folder.path());
    EXPECT_EQ(after.iteration(), 4);
    EXPECT_FALSE(after.isDone());
    losses(after, 2);
    EXPECT_EQ(largestChange(resumed, copyOfWeights(whole)), 0.0F);
}

TEST(School, ReadsWhatItsSeedSays)
{
    const auto lossesOf = [](std::uint64_t seed) {
        Transformer model = livelyModel(longConfig(), 1);
        SchoolTraining training(model, smallTokenizer(), shortStage(), seed);
        return losses(training, 3);
    };
    const std::vector<double> first = lossesOf(7);
    EXPECT_EQ(lossesOf(7), first);
    EXPECT_NE(lossesOf(8), first);
}

TEST(School, TokenizerKeepsDigitsSingle)
{
    const BpeVocabulary vocabulary = trainSchoolTokenizer(1);
    EXPECT_GT(vocabulary.size(), 700);
    EXPECT_LE(vocabulary.size(), 1024);
    for (const std::string& token : vocabulary.tokens) {
        const bool digit =
            std::any_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
        EXPECT_TRUE(!digit || token.size() == 1) << token;
    }
    const Tokenizer tokenizer = Tokenizer::parse(vocabulary.toTokenizerJson(), "school");
    EXPECT_EQ(tokenizer.encode("12+345").size(), 6U);
    EXPECT_LT(tokenizer.encode("Each orange costs two dollars.").size(), 12U);
}

TEST(School, ModelIsSmallAndSound)
{
    const ModelConfig config = schoolModelConfig(1024);
    checkModelConfig(config, "school");
    EXPECT_GT(parameterCount(config), 1'000'000);
    EXPECT_LT(parameterCount(config), 3'000'000);
}

} // namespace

} // namespace rw
