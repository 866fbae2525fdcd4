#include "core/policy/generator.h"

#include "core/policy/step_decoder.h"

namespace rw {

std::unique_ptr<Generator> makeGenerator(const ModelConfig& config, c10::Device /*device*/)
{
    return makeBatchGenerator(config, makeCpuDecoder(config));
}

} // namespace rw
