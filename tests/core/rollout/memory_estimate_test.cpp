#include "core/rollout/memory_estimate.h"
#include "core/weights/decoder_weights.h"

#include <gtest/gtest.h>

namespace rw {
namespace {

ModelConfig smallModel()
{
    ModelConfig model;
    model.hiddenSize = 576;
    model.intermediateSize = 1536;
    model.layers = 30;
    model.heads = 9;
    model.kvHeads = 3;
    model.headDim = 64;
    model.vocabSize = 49152;
    model.maxPositions = 8192;
    model.tieWordEmbeddings = true;
    return model;
}

TEST(MemoryEstimate, IsTheSumOfItsParts)
{
    const MemoryEstimate estimate = estimateMemory(smallModel(), {});
    EXPECT_EQ(estimate.total(), estimate.runtime + estimate.weights + estimate.decodeWeights +
                                    estimate.sampling + estimate.reference + estimate.optimizer +
                                    estimate.activations);
    EXPECT_EQ(estimate.weights, 4 * parameterCount(smallModel()));
}

TEST(MemoryEstimate, AnswersAloneNeedNoOptimizerReferenceOrActivations)
{
    const MemoryEstimate estimate = estimateMemory(smallModel(), {}, {.training = false});
    EXPECT_EQ(estimate.optimizer, 0);
    EXPECT_EQ(estimate.reference, 0);
    EXPECT_EQ(estimate.activations, 0);
    EXPECT_GT(estimate.sampling, 0);
}

TEST(MemoryEstimate, AnAdapterNeedsNoReferenceAndAlmostNoOptimizer)
{
    TrainingConfig config;
    const MemoryEstimate whole = estimateMemory(smallModel(), config);
    config.lora.rank = 8;
    const MemoryEstimate adapter = estimateMemory(smallModel(), config);
    EXPECT_EQ(adapter.reference, 0);
    EXPECT_LT(adapter.optimizer, whole.optimizer / 20);
    EXPECT_GT(adapter.weights, whole.weights);
}

TEST(MemoryEstimate, GrowsWithAnswersTheirLengthAndTheMicroBatch)
{
    TrainingConfig few;
    few.sampling.samples = 2;
    few.sampling.maxNewTokens = 16;
    TrainingConfig many = few;
    many.sampling.samples = 4;
    EXPECT_GT(estimateMemory(smallModel(), many).sampling, estimateMemory(smallModel(), few).sampling);
    EXPECT_GT(estimateMemory(smallModel(), many).activations, estimateMemory(smallModel(), few).activations);
    TrainingConfig longer = few;
    longer.sampling.maxNewTokens *= 2;
    EXPECT_GT(estimateMemory(smallModel(), longer).sampling, estimateMemory(smallModel(), few).sampling);
    TrainingConfig smallSteps = few;
    smallSteps.microBatchGroups = 1;
    EXPECT_LT(estimateMemory(smallModel(), smallSteps).activations,
              estimateMemory(smallModel(), few).activations);
}

TEST(MemoryEstimate, ActivationsStayWithinWhatAMicroBatchMayTake)
{
    TrainingConfig config;
    config.sampling.samples = 64;
    const std::int64_t logits = std::int64_t{256} << 20U; // the most that are kept for the backward pass
    EXPECT_LE(estimateMemory(smallModel(), config).activations, kMicroBatchBytes + logits);
    config.sampling.maxNewTokens = 8000; // a single answer is never cut
    EXPECT_GT(estimateMemory(smallModel(), config).activations, 2 * kMicroBatchBytes);
}

TEST(TrainableParameters, OfAnAdapterAreThoseOfItsTwoFactors)
{
    LoraConfig lora{.rank = 8, .targets = {LoraTarget::Query, LoraTarget::Value}};
    // q: 576 -> 576, v: 576 -> 192, both factors of rank 8, in 30 layers.
    EXPECT_EQ(trainableParameters(smallModel(), lora), 30 * 8 * (576 + 576 + 576 + 192));
    EXPECT_EQ(trainableParameters(smallModel(), {}), parameterCount(smallModel()));
}

} // namespace
} // namespace rw
