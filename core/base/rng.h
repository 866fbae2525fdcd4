#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rw {

/// Philox4x32-10, a counter-based generator: the output is a pure function of key and counter, so a draw can
/// be repeated on its own, in any order, on any thread. Salmon et al., "Parallel Random Numbers: As Easy as
/// 1, 2, 3", SC 2011, section 3.3 and table 2.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// A uniform number in [0, 1) with 53 random bits.
double unitDouble(std::uint32_t high, std::uint32_t low);

/// The draw for one position of one answer to one prompt. Depends on nothing else: not on the batch, the
/// order, the device.
///
/// @param seed     the run's or request's seed.
/// @param prompt   a stable key of the prompt, see stableHash().
/// @param answer   index of the answer in its group, from 0.
/// @param position index of the token in the answer, from 0.
/// @return a uniform number in [0, 1).
double sampleUniform(std::uint64_t seed, std::uint64_t prompt, std::uint32_t answer, std::uint32_t position);

/// FNV-1a, 64 bits. The same on every machine and in every release: it keys draws and splits.
std::uint64_t stableHash(std::string_view bytes);

/// A sequential generator on top of Philox, for shuffles, initial weights and made-up problems.
/// The sequence depends on seed and stream alone and is the same on every platform (unlike std::
/// distributions).
class Rng
{
public:
    explicit Rng(std::uint64_t seed, std::uint64_t stream = 0);

    std::uint32_t next32();
    /// Uniform in [0, 1).
    double uniform();
    /// Uniform in [low, high], both included. Requires low <= high.
    int between(int low, int high);
    /// Standard normal (Box-Muller).
    double normal();

    /// A reference to a uniformly chosen element of a non-empty random-access range.
    template <class Range>
    const auto& choose(const Range& range)
    {
        return range[static_cast<std::size_t>(between(0, static_cast<int>(std::size(range)) - 1))];
    }

    /// Fisher-Yates.
    template <class Range>
    void shuffle(Range& range)
    {
        for (std::size_t i = std::size(range); i > 1; --i) {
            using std::swap;
            swap(range[i - 1], range[static_cast<std::size_t>(between(0, static_cast<int>(i) - 1))]);
        }
    }

private:
    std::array<std::uint32_t, 2> m_key;
    std::uint64_t m_stream;
    std::uint64_t m_block = 0;
    std::array<std::uint32_t, 4> m_buffer{};
    int m_used = 4;
};

} // namespace rw
