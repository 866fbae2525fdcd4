#include "core/policy/generator.h"

#include "core/policy/step_decoder.h"
#include "core/policy/torch_generator.h"

namespace rw {

std::unique_ptr<Generator> makeGenerator(const ModelConfig& config, c10::Device device, Precision precision)
{
    if (device.is_cpu())
        return makeBatchGenerator(config, makeCpuDecoder(config));
    return makeTorchGenerator(config, device, precision);
}

} // namespace rw
