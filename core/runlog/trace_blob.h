#pragma once

#include "core/rollout/rollout.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Token traces as the run log stores them: one blob a quantity, 4 bytes a value, little-endian. `likeliest`
/// holds five pairs of token id and log-probability a token, 40 bytes.
struct TraceBlobs
{
    std::string tokens;
    std::string logprobs;
    std::string ranks;
    std::string entropies;
    std::string likeliest;
};

TraceBlobs packTraces(std::span<const TokenTrace> traces);

/// @param what names the answer in messages.
/// @throws Error if the lengths do not fit together.
std::vector<TokenTrace> unpackTraces(const TraceBlobs& blobs, std::string_view what);

std::string packIntegers(std::span<const std::int32_t> values);
/// @throws Error if the length is no multiple of 4.
std::vector<std::int32_t> unpackIntegers(std::string_view blob, std::string_view what);

} // namespace rw
