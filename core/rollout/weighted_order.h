#pragma once

#include "core/prompts/prompt.h"
#include "core/rollout/prompt_sampler.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace rw {

/// The order in which a run takes prompts whose categories have weights: one of weight 2 comes twice as often
/// as one of weight 1, one of weight 0 never. A round is about as long as there are prompts; within a
/// category all come equally often. Like PromptSampler a pure function of what it is made from and the
/// position, and the same as it where all weights are equal.
class WeightedOrder
{
public:
    /// @param weights by category, 0 or more; a category without one has 1.
    /// @throws UsageError if there is no prompt to draw.
    WeightedOrder(std::span<const Prompt> prompts, const std::map<std::string, double>& weights,
                  std::uint64_t seed);

    /// Index of the prompt at `position`, from 0 on. Asked for in ascending order it is cheap.
    std::size_t at(std::uint64_t position) const;

private:
    /// The prompts of one category, in an order of their own.
    struct Category
    {
        std::vector<std::size_t> prompts;
        std::size_t perRound;
        PromptSampler order;
    };

    void arrange(std::uint64_t round) const;

    std::uint64_t m_seed;
    std::vector<Category> m_categories;
    std::size_t m_roundLength = 0;
    mutable std::vector<std::size_t> m_order; ///< of m_round
    mutable std::uint64_t m_round = 0;
};

} // namespace rw
