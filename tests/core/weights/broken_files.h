#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rw::test {

/// The eight bytes that hold a header's length.
inline std::string lengthPrefix(std::uint64_t length)
{
    std::string bytes;
    for (unsigned shift = 0; shift < 64; shift += 8)
        bytes += static_cast<char>((length >> shift) & 0xFFU);
    return bytes;
}

/// A safetensors file of this header and data, with the right length in front.
inline std::string safetensorsBytes(std::string_view header, std::string_view data)
{
    return lengthPrefix(header.size()) + std::string(header) + std::string(data);
}

} // namespace rw::test
