#include "core/base/atomic_file.h"
#include "core/weights/gguf_file.h"
#include "core/weights/gguf_vocabulary.h"
#include "core/weights/model_files.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/tiny_architectures.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/target.h"

namespace rw::fuzz {

/// The vocabulary alone, then the whole model with every weight.
void run(std::string_view input)
{
    static const MemoryFile file;
    const std::filesystem::path path = file.write(input);
    try {
        (void)readGgufVocabulary(GgufFile::open(path));
    } catch (const Error&) {
        // The model may open without a sound vocabulary.
    }
    const ModelFiles files = ModelFiles::open(path);
    const WeightValues values = valuesOf(files.weights());
    for (const WeightSpec& weight : decoderWeights(files.config()))
        (void)values(weight);
}

std::vector<std::string> seeds()
{
    const test::TemporaryDirectory folder;
    const std::filesystem::path path = folder / "seed.gguf";
    std::vector<std::string> seeds;
    for (ModelConfig config : test::tinyArchitectures()) {
        config.layers = 1;
        config.slidingLayers.resize(config.slidingLayers.empty() ? 0 : 1);
        const auto weights = test::randomWeights(config);
        for (const GgufSavedType type : {GgufSavedType::F32, GgufSavedType::F16, GgufSavedType::Q8_0}) {
            writeGguf(path, config, test::tinyVocabulary(), test::valuesOf(weights), type, {});
            seeds.push_back(readFile(path, std::size_t{1} << 20U));
        }
    }
    return seeds;
}

} // namespace rw::fuzz
