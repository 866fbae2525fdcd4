#include "core/weights/model_config.h"
#include "tests/core/weights/tiny_architectures.h"
#include "tests/fuzz/target.h"

namespace rw::fuzz {

/// What is read must also be written, and read again as the same.
void run(std::string_view input)
{
    const Json json = parseJson(input, "config.json");
    ModelConfig config = parseModelConfig(json, "config.json");
    (void)parameterCount(config);
    (void)parseModelConfig(toJson(config), "config.json");
    applyGenerationConfig(json, "generation_config.json", config);
}

std::vector<std::string> seeds()
{
    std::vector<std::string> seeds;
    for (const ModelConfig& config : test::tinyArchitectures())
        seeds.push_back(toJson(config).dump());
    return seeds;
}

} // namespace rw::fuzz
