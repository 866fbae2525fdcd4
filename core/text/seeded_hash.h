#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace rw {

/// Hashes with a key of the process, so that no file can be made whose entries all collide. Results must not
/// depend on the order of such a table.
inline std::uint64_t hashKey()
{
    static const std::uint64_t key = [] {
        std::random_device device;
        return (std::uint64_t{device()} << 32U) | device() | 1U;
    }();
    return key;
}

/// Folds the 128-bit product: every bit of both factors reaches the result.
inline std::uint64_t foldedProduct(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

inline std::uint64_t hashOf(std::uint64_t value, std::uint64_t key)
{
    constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;
    return foldedProduct(value ^ key, kMix ^ (key >> 7U));
}

inline std::uint64_t hashOf(std::string_view text, std::uint64_t key)
{
    std::uint64_t hash = key ^ text.size();
    std::size_t i = 0;
    for (; i + sizeof(std::uint64_t) <= text.size(); i += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, sizeof(word));
        hash = hashOf(word ^ hash, key);
    }
    std::uint64_t rest = 0;
    for (std::size_t shift = 0; i < text.size(); ++i, shift += 8)
        rest |= std::uint64_t{static_cast<unsigned char>(text[i])} << shift;
    return hashOf(rest ^ hash, key);
}

} // namespace rw
