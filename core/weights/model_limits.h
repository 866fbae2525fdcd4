#pragma once

#include <cstdint>

namespace rw {

/// The largest sizes that a config may name, whatever the format.
struct ModelLimits
{
    static constexpr std::int64_t kWidth = 1 << 20;
    static constexpr std::int64_t kLayers = 512;
    static constexpr std::int64_t kHeads = 1024;
    static constexpr std::int64_t kHeadDim = 512;
    static constexpr std::int64_t kVocabulary = 1 << 22;
    static constexpr std::int64_t kPositions = 1 << 24;
};

} // namespace rw
