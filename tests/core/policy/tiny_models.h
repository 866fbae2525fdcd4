#pragma once

#include "core/policy/torch_compat.h"
#include "core/policy/transformer.h"

#include <vector>

namespace rw::test {

/// A model small enough for finite differences, with grouped queries and a head_dim of its own.
inline ModelConfig tinyConfig()
{
    ModelConfig config;
    config.architecture = "LlamaForCausalLM";
    config.hiddenSize = 12;
    config.intermediateSize = 20;
    config.layers = 2;
    config.heads = 4;
    config.kvHeads = 2;
    config.headDim = 6;
    config.vocabSize = 37;
    config.maxPositions = 64;
    config.normEps = 1e-5;
    config.ropeTheta = 10000.0;
    config.tieWordEmbeddings = true;
    config.stopIds = {1};
    return config;
}

/// As Qwen 2 has it: biases of queries, keys and values, stretched frequencies as in Llama 3.
inline ModelConfig tinyBiasedConfig()
{
    ModelConfig config = tinyConfig();
    config.queryKeyValueBias = true;
    config.tieWordEmbeddings = false;
    config.ropeScaling = {RopeScaling::Kind::Llama3, 4.0, 1.0, 4.0, 16};
    return config;
}

/// As Qwen 3 has it: queries and keys are normed.
inline ModelConfig tinyNormedHeadsConfig()
{
    ModelConfig config = tinyConfig();
    config.queryKeyNorm = true;
    config.headDim = 10;
    return config;
}

/// As Gemma 3 has it: sliding layers with a window shorter than the prompts of tests.
inline ModelConfig tinySlidingConfig()
{
    ModelConfig config = tinyNormedHeadsConfig();
    config.layers = 3;
    config.slidingWindow = 4;
    config.slidingLayers = {true, false, true};
    config.slidingRopeTheta = 100.0;
    config.ropeScaling = {RopeScaling::Kind::Linear, 8.0};
    config.normOffset = 1.0;
    config.outputNorms = true;
    config.activation = Activation::GeluTanh;
    config.attentionScale = 0.4;
    config.embeddingScale = 3.4641016;
    config.finalLogitSoftcap = 30.0;
    return config;
}

/// As GPT-2 has it: learned positions, norms with biases, biases everywhere, nothing gated, an odd head_dim.
inline ModelConfig tinyLearnedPositionsConfig()
{
    ModelConfig config = tinyConfig();
    config.norm = NormKind::Layer;
    config.positions = PositionKind::Learned;
    config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = true;
    config.gatedFeedForward = false;
    config.activation = Activation::GeluTanh;
    config.kvHeads = 4;
    config.headDim = 3;
    return config;
}

/// Every architecture in small.
inline std::vector<ModelConfig> tinyArchitectures()
{
    return {tinyConfig(), tinyBiasedConfig(), tinyNormedHeadsConfig(), tinySlidingConfig(),
            tinyLearnedPositionsConfig()};
}

/// Weights large enough that logits differ clearly from token to token.
inline Transformer livelyModel(const ModelConfig& config, std::uint64_t seed)
{
    Transformer model(config, seed, c10::kCPU);
    for (const NamedTensor& parameter : model.parameters()) {
        const at::Tensor weight = parameter.tensor.detach();
        if (weight.dim() == 2)
            weight.mul_(12.0);
        else if (parameter.name.ends_with(".bias"))
            weight.copy_(at::arange(weight.numel(), weight.options()).sin_().mul_(0.3));
    }
    return model;
}

} // namespace rw::test
