#include "core/weights/model_config.h"

#include "core/base/error.h"
#include "core/weights/architecture.h"
#include "core/weights/model_limits.h"

#include <cmath>

namespace rw {

namespace {

/// Says what does not hold, after the name of the config.
class Demands
{
public:
    explicit Demands(std::string_view what)
        : m_what(what)
    {
    }

    void operator()(bool holds, const std::string& problem) const
    {
        if (!holds)
            throw Error(std::string(m_what) + ": " + problem + ".");
    }

    void inRange(const char* name, int value, std::int64_t high) const
    {
        (*this)(value >= 1 && value <= high, std::string(name) + " is " + std::to_string(value) +
                                                 "; it runs from 1 to " + std::to_string(high));
    }

private:
    std::string_view m_what;
};

void checkSizes(const ModelConfig& config, const Demands& demand)
{
    demand.inRange("hidden_size", config.hiddenSize, ModelLimits::kWidth);
    demand.inRange("intermediate_size", config.intermediateSize, ModelLimits::kWidth);
    demand.inRange("num_hidden_layers", config.layers, ModelLimits::kLayers);
    demand.inRange("num_attention_heads", config.heads, ModelLimits::kHeads);
    demand.inRange("num_key_value_heads", config.kvHeads, ModelLimits::kHeads);
    demand.inRange("head_dim", config.headDim, ModelLimits::kHeadDim);
    demand.inRange("vocab_size", config.vocabSize, ModelLimits::kVocabulary);
    demand.inRange("max_position_embeddings", config.maxPositions, ModelLimits::kPositions);
    demand(config.heads % config.kvHeads == 0, std::to_string(config.heads) +
                                                   " attention heads do not divide among " +
                                                   std::to_string(config.kvHeads) + " key/value heads");
    demand(config.positions == PositionKind::Rotary || config.hiddenSize == config.heads * config.headDim,
           "a width of " + std::to_string(config.hiddenSize) + " does not divide among " +
               std::to_string(config.heads) + " heads");
}

void checkRope(const ModelConfig& config, const Demands& demand)
{
    if (config.positions != PositionKind::Rotary)
        return;
    demand(config.headDim % 2 == 0, "head_dim is " + std::to_string(config.headDim) + "; it must be even");
    for (const double theta : {config.ropeTheta, config.slidingRopeTheta})
        demand(theta >= 1.0 && std::isfinite(theta), "rope_theta must be at least 1");
    const RopeScaling& scaling = config.ropeScaling;
    demand(scaling.factor >= 1.0 && std::isfinite(scaling.factor),
           "the factor of the RoPE scaling must be at least 1");
    demand(scaling.lowFrequencyFactor > 0.0 && scaling.lowFrequencyFactor < scaling.highFrequencyFactor &&
               std::isfinite(scaling.highFrequencyFactor),
           "low_freq_factor of the RoPE scaling must be positive and below high_freq_factor");
    demand.inRange("original_max_position_embeddings", scaling.originalPositions, ModelLimits::kPositions);
}

void checkNumbers(const ModelConfig& config, const Demands& demand)
{
    demand(config.normEps > 0.0 && config.normEps < 1.0, "the epsilon of its norms (rms_norm_eps or "
                                                         "layer_norm_epsilon) must lie between 0 and 1");
    demand(config.attentionScale >= 0.0 && config.attentionScale <= 1e3,
           "the scale of its attention is out of range");
    demand(config.finalLogitSoftcap >= 0.0 && std::isfinite(config.finalLogitSoftcap),
           "final_logit_softcapping must be positive");
    demand(config.slidingWindow >= 0 && config.slidingWindow <= ModelLimits::kPositions,
           "sliding_window is out of range");
    demand(config.slidingLayers.empty() ||
               config.slidingLayers.size() == static_cast<std::size_t>(config.layers),
           "it does not say of every layer whether it slides");
}

void checkTokens(const ModelConfig& config, const Demands& demand)
{
    const auto isToken = [&](std::int32_t id) { return id >= 0 && id < config.vocabSize; };
    for (const std::int32_t id : config.stopIds)
        demand(isToken(id), "the stop token " + std::to_string(id) + " is outside the vocabulary");
    demand(!config.padId || isToken(*config.padId), "the padding token is outside the vocabulary");
    demand(!config.bosId || isToken(*config.bosId), "the begin token is outside the vocabulary");
}

} // namespace

double ModelConfig::queryScale() const
{
    return attentionScale > 0.0 ? attentionScale : 1.0 / std::sqrt(static_cast<double>(headDim));
}

bool ModelConfig::isSliding(int layer) const
{
    const auto index = static_cast<std::size_t>(layer);
    return slidingWindow > 0 && index < slidingLayers.size() && slidingLayers[index];
}

void checkModelConfig(const ModelConfig& config, std::string_view what)
{
    const Demands demand(what);
    demand(findArchitecture(config.architecture) != nullptr,
           "the architecture " + config.architecture + " is not supported");
    checkSizes(config, demand);
    checkRope(config, demand);
    checkNumbers(config, demand);
    checkTokens(config, demand);
}

} // namespace rw
