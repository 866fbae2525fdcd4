#pragma once

#include "core/base/rng.h"
#include "core/weights/model_config.h"
#include "core/weights/model_writer.h"

#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rw::test {

/// A small config of each architecture. Every row is 32 values wide or more, so that all types fit.
inline ModelConfig tinyLlama()
{
    ModelConfig config;
    config.hiddenSize = 32;
    config.intermediateSize = 64;
    config.layers = 2;
    config.heads = 4;
    config.kvHeads = 2;
    config.headDim = 8;
    config.vocabSize = 20;
    config.maxPositions = 64;
    config.tieWordEmbeddings = true;
    config.stopIds = {1};
    config.bosId = 0;
    return config;
}

inline ModelConfig tinyLlama3()
{
    ModelConfig config = tinyLlama();
    config.tieWordEmbeddings = false;
    config.ropeTheta = 500000.0;
    config.maxPositions = 131072;
    config.ropeScaling.kind = RopeScaling::Kind::Llama3;
    config.ropeScaling.factor = 32.0;
    return config;
}

inline ModelConfig tinyQwen2()
{
    ModelConfig config = tinyLlama();
    config.architecture = "Qwen2ForCausalLM";
    config.queryKeyValueBias = true;
    config.normEps = 1e-6;
    return config;
}

inline ModelConfig tinyQwen3()
{
    ModelConfig config = tinyLlama();
    config.architecture = "Qwen3ForCausalLM";
    config.queryKeyNorm = true;
    config.headDim = 16;
    config.normEps = 1e-6;
    return config;
}

inline ModelConfig tinyGemma3()
{
    ModelConfig config = tinyLlama();
    config.architecture = "Gemma3ForCausalLM";
    config.headDim = 16;
    config.normEps = 1e-6;
    config.normOffset = 1.0;
    config.queryKeyNorm = config.outputNorms = true;
    config.activation = Activation::GeluTanh;
    config.embeddingScale = std::sqrt(32.0);
    config.ropeTheta = 1e6;
    config.slidingWindow = 8;
    config.layers = 7;
    config.slidingLayers = {true, true, true, true, true, false, true};
    return config;
}

inline ModelConfig tinyGpt2()
{
    ModelConfig config = tinyLlama();
    config.architecture = "GPT2LMHeadModel";
    config.kvHeads = config.heads;
    config.intermediateSize = 128;
    config.norm = NormKind::Layer;
    config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = true;
    config.gatedFeedForward = false;
    config.activation = Activation::GeluTanh;
    config.positions = PositionKind::Learned;
    return config;
}

inline std::vector<ModelConfig> tinyArchitectures()
{
    return {tinyLlama(), tinyLlama3(), tinyQwen2(), tinyQwen3(), tinyGemma3(), tinyGpt2()};
}

/// Random weights of a config, by name.
inline std::map<std::string, std::vector<float>> randomWeights(const ModelConfig& config)
{
    Rng random(7, 0);
    std::map<std::string, std::vector<float>> weights;
    for (const WeightSpec& weight : decoderWeights(config)) {
        std::vector<float> values(static_cast<std::size_t>(weight.elements()));
        for (float& value : values)
            value = static_cast<float>(random.uniform()) - 0.5F;
        weights.emplace(weight.name, std::move(values));
    }
    return weights;
}

/// @param weights must outlive the function.
inline WeightValues valuesOf(const std::map<std::string, std::vector<float>>& weights)
{
    return [&weights](const WeightSpec& weight) { return std::span<const float>(weights.at(weight.name)); };
}

/// As many byte-level tokens as a tiny config has.
inline GgufVocabulary tinyVocabulary()
{
    GgufVocabulary vocabulary;
    vocabulary.model = "gpt2";
    vocabulary.pre = "gpt-2";
    vocabulary.tokens = {"<|begin|>", "<|end|>"};
    while (vocabulary.tokens.size() < 19)
        vocabulary.tokens.emplace_back(1, static_cast<char>('a' + vocabulary.tokens.size() - 2));
    vocabulary.tokens.emplace_back("ab");
    vocabulary.types.assign(20, GgufVocabulary::TokenType::Normal);
    vocabulary.types[0] = vocabulary.types[1] = GgufVocabulary::TokenType::Control;
    vocabulary.merges = {"a b"};
    vocabulary.bosId = 0;
    vocabulary.eosId = 1;
    vocabulary.addBos = false;
    vocabulary.chatTemplate = "{{ messages }}";
    return vocabulary;
}

} // namespace rw::test
