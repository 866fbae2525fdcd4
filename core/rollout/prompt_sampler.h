#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rw {

/// The order in which a run takes its prompts: every prompt once in an order of chance, then all again in
/// another order. A pure function of count, seed and position, so that a resumed run goes on where it was.
class PromptSampler
{
public:
    /// @throws UsageError if there is no prompt.
    PromptSampler(std::size_t count, std::uint64_t seed);

    /// Index of the prompt at `position`, from 0 on. Asked for in ascending order it is cheap.
    std::size_t at(std::uint64_t position) const;

private:
    void arrange(std::uint64_t round) const;

    std::size_t m_count;
    std::uint64_t m_seed;
    mutable std::vector<std::size_t> m_order; ///< of m_round
    mutable std::uint64_t m_round = 0;
};

} // namespace rw
