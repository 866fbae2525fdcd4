#include "core/rollout/sampling_params.h"

#include "core/base/error.h"
#include "core/rollout/range_check.h"

namespace rw {

void validate(const SamplingParams& params)
{
    requireRange("samples", params.samples, 1, 512);
    requireRange("temperature", params.temperature, 0.0F, 10.0F);
    requireRange("top-k", params.topK, 0, 1'000'000);
    requireRange("top-p", params.topP, 1e-6F, 1.0F);
    requireRange("min-p", params.minP, 0.0F, 1.0F);
    requireRange("max-new-tokens", params.maxNewTokens, 1, 65536);
}

} // namespace rw
