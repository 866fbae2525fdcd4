#pragma once

#include "core/engine/loaded_model.h"
#include "core/engine/rollout_sampler.h"
#include "core/policy/generator.h"

#include <memory>

namespace rw {

/// A loaded model, ready to answer. Stays where it was made: the sampler refers to its parts.
struct SamplingModel
{
    LoadedModel model;
    std::unique_ptr<Generator> generator;
    RolloutSampler sampler;

    SamplingModel(LoadedModel loaded, const DeviceChoice& device, VerificationPool& verification)
        : model(std::move(loaded))
        , generator(makeGenerator(model.transformer.config(), device.device, device.precision))
        , sampler(model, *generator, verification)
    {
        generator->loadWeights(model.transformer);
    }
    SamplingModel(const SamplingModel&) = delete;
    SamplingModel& operator=(const SamplingModel&) = delete;
};

} // namespace rw
