#pragma once

#include "core/weights/safetensors.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Largest header that is read, in bytes (the reference implementation's limit).
inline constexpr std::uint64_t kSafetensorsHeaderLimit = 100'000'000;
/// Bytes before the header: its length, little-endian.
inline constexpr std::uint64_t kSafetensorsPrefix = 8;

struct SafetensorsHeader
{
    std::vector<TensorInfo> tensors; ///< in the order of their data, offsets counted from the file's begin
    std::map<std::string, std::string> metadata;
};

/// Parses and checks a header.
/// @param json     the header's text.
/// @param fileSize of the whole file, in bytes: the data must end there exactly.
/// @param what     names the file in messages.
/// @throws Error saying what is broken.
SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t fileSize,
                                         std::string_view what);

} // namespace rw
