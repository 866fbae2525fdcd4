#pragma once

#include "core/base/error.h"
#include "core/weights/model_files.h"

#include <atomic>
#include <cstdint>
#include <functional>

namespace rw {

/// Follows the loading of a model. Members may be empty.
struct LoadWatch
{
    /// Told some twenty times a second and at the end, on the thread that loads. Bytes of the model's files.
    std::function<void(std::int64_t read, std::int64_t total)> progress;
    const std::atomic<bool>* cancel = nullptr; ///< set: loading ends before the next weight, with Cancelled
};

/// Lets `watch` follow the reading of the model's weights.
void watchLoading(ModelFiles& files, const LoadWatch& watch);

} // namespace rw
