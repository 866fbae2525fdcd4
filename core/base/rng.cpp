#include "core/base/rng.h"

#include <cmath>
#include <numbers>

namespace rw {

namespace {

constexpr std::uint32_t low32(std::uint64_t value)
{
    return static_cast<std::uint32_t>(value);
}

constexpr std::uint32_t high32(std::uint64_t value)
{
    return static_cast<std::uint32_t>(value >> 32U);
}

} // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key)
{
    constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
    constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
    constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
    constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
    constexpr int kRounds = 10;

    for (int round = 0; round < kRounds; ++round) {
        const std::uint64_t product0 = kMultiplier0 * counter[0];
        const std::uint64_t product1 = kMultiplier1 * counter[2];
        counter = {high32(product1) ^ counter[1] ^ key[0], low32(product1),
                   high32(product0) ^ counter[3] ^ key[1], low32(product0)};
        key[0] += kWeyl0;
        key[1] += kWeyl1;
    }
    return counter;
}

double unitDouble(std::uint32_t high, std::uint32_t low)
{
    constexpr double kTwoToMinus53 = 1.0 / 9007199254740992.0;
    const std::uint64_t bits = ((static_cast<std::uint64_t>(high) << 32U) | low) >> 11U;
    return static_cast<double>(bits) * kTwoToMinus53;
}

double sampleUniform(std::uint64_t seed, std::uint64_t prompt, std::uint32_t answer, std::uint32_t position)
{
    const auto bits =
        philox4x32({low32(prompt), high32(prompt), answer, position}, {low32(seed), high32(seed)});
    return unitDouble(bits[0], bits[1]);
}

std::uint64_t stableHash(std::string_view bytes)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001B3ULL;
    }
    return hash;
}

Rng::Rng(std::uint64_t seed, std::uint64_t stream)
    : m_key{low32(seed), high32(seed)}
    , m_stream(stream)
{
}

std::uint32_t Rng::next32()
{
    if (m_used == 4) {
        m_buffer = philox4x32({low32(m_block), high32(m_block), low32(m_stream), high32(m_stream)}, m_key);
        ++m_block;
        m_used = 0;
    }
    return m_buffer[static_cast<std::size_t>(m_used++)];
}

double Rng::uniform()
{
    const std::uint32_t high = next32();
    return unitDouble(high, next32());
}

int Rng::between(int low, int high)
{
    const auto span = static_cast<std::uint64_t>(static_cast<std::int64_t>(high) - low) + 1;
    // Multiply-shift; the bias is below span / 2^32, far under anything seen here.
    const std::uint64_t offset = (static_cast<std::uint64_t>(next32()) * span) >> 32U;
    return static_cast<int>(static_cast<std::int64_t>(low) + static_cast<std::int64_t>(offset));
}

double Rng::normal()
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

} // namespace rw
