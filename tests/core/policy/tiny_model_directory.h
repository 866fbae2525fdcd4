#pragma once

#include "tests/core/policy/tiny_models.h"
#include "tests/core/text/small_tokenizer.h"

#include <filesystem>

namespace rw::test {

/// Shape of a tiny model that has every token of the small tokenizer.
inline ModelConfig tinyDirectoryConfig()
{
    ModelConfig config = tinyConfig();
    config.vocabSize = smallVocabulary().size();
    config.maxPositions = 256;
    config.stopIds = {kEndId};
    config.padId = kPadId;
    return config;
}

/// Writes a whole model directory: random weights, the small tokenizer, the school's chat template.
inline void writeTinyModelDirectory(const std::filesystem::path& directory, std::uint64_t seed)
{
    std::filesystem::create_directories(directory);
    livelyModel(tinyDirectoryConfig(), seed).save(directory);
    smallVocabulary().writeTokenizer(directory / "tokenizer.json");
    writeSchoolTextFiles(directory);
}

} // namespace rw::test
