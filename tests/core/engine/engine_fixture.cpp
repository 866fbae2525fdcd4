#include "tests/core/engine/engine_fixture.h"

#include "core/policy/torch_compat.h"
#include "tests/core/policy/tiny_model_directory.h"

namespace rw::test {

// One feature is large for every token, and the head turns it into a liking for some digits and for the end.
void writeGuessingModelDirectory(const std::filesystem::path& directory, bool stops)
{
    constexpr float kLiking = 2.5F;
    writeTinyModelDirectory(directory, 3);
    ModelConfig config = tinyDirectoryConfig();
    config.tieWordEmbeddings = false;
    config.maxPositions = stops ? config.maxPositions : 8192;
    const Transformer model = livelyModel(config, 3);
    for (const NamedTensor& parameter : model.parameters()) {
        const at::Tensor weight = parameter.tensor.detach();
        if (parameter.name == "model.embed_tokens.weight")
            weight.select(1, 0).fill_(6.0F);
        if (parameter.name != "lm_head.weight")
            continue;
        weight.select(1, 0).fill_(0.0F);
        for (const std::int32_t token : {idOfByte('1'), idOfByte('2'), idOfByte('3'), idOfByte(' ')})
            weight[token][0].fill_(kLiking);
        weight[kEndId][0].fill_(stops ? kLiking : -kLiking);
    }
    model.save(directory);
}

void replaceWeightsByWiderOnes(const std::filesystem::path& directory)
{
    const ModelConfig config = readModelConfig(directory);
    ModelConfig wider = config;
    wider.hiddenSize *= 2;
    livelyModel(wider, 1).save(directory);
    writeModelConfig(config, directory);
}

} // namespace rw::test
