#include "core/policy/decode_weights.h"
#include "core/policy/kv_cache.h"
#include "core/rollout/memory_estimate.h"
#include "tests/core/policy/tiny_models.h"

#include <gtest/gtest.h>

namespace rw {
namespace {

/// SmolLM2-135M.
ModelConfig realConfig()
{
    ModelConfig config;
    config.hiddenSize = 576;
    config.intermediateSize = 1536;
    config.layers = 30;
    config.heads = 9;
    config.kvHeads = 3;
    config.headDim = 64;
    config.vocabSize = 49152;
    config.maxPositions = 8192;
    config.tieWordEmbeddings = true;
    return config;
}

TEST(DecodeMemory, IsWhatTheEstimateSays)
{
    ModelConfig untied = realConfig();
    untied.tieWordEmbeddings = false;
    for (const ModelConfig& config : {realConfig(), untied}) {
        const MemoryEstimate estimate = estimateMemory(config, {});
        const auto packed = static_cast<double>(packedWeightBytes(config));
        EXPECT_NEAR(packed, static_cast<double>(estimate.decodeWeights), 0.01 * packed);
    }
}

TEST(DecodeMemory, OfKeysAndValuesIsWhatTheEstimateSays)
{
    for (const ModelConfig& config : {realConfig(), test::tinyLearnedPositionsConfig()}) {
        TrainingConfig training;
        training.sampling.samples = 1;
        training.sampling.maxNewTokens = 32;
        const MemoryEstimate estimate =
            estimateMemory(config, training, {.training = false, .promptTokens = 16});
        EXPECT_EQ(static_cast<std::size_t>(estimate.sampling),
                  48 * kvBytesPerToken(config) + 4 * static_cast<std::size_t>(config.vocabSize));
    }
}

} // namespace
} // namespace rw
