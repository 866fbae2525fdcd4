#pragma once

#include "core/policy/transformer.h"

#include <ATen/core/Tensor.h>

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

/// Weights large enough that logits differ clearly from token to token.
inline Transformer livelyModel(const ModelConfig& config, std::uint64_t seed)
{
    Transformer model(config, seed, c10::kCPU);
    for (const NamedTensor& parameter : model.parameters()) {
        if (parameter.tensor.dim() == 2)
            parameter.tensor.detach().mul_(12.0);
    }
    return model;
}

} // namespace rw::test
