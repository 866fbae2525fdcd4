#include "core/rollout/prompt_sampler.h"

#include "core/base/error.h"
#include "core/base/rng.h"

#include <numeric>

namespace rw {

PromptSampler::PromptSampler(std::size_t count, std::uint64_t seed)
    : m_count(count)
    , m_seed(seed)
{
    if (count == 0)
        throw UsageError("There are no prompts to train on.", "Name a file with at least one prompt.");
    arrange(0);
}

std::size_t PromptSampler::at(std::uint64_t position) const
{
    const std::uint64_t round = position / m_count;
    if (round != m_round)
        arrange(round);
    return m_order[position % m_count];
}

void PromptSampler::arrange(std::uint64_t round) const
{
    m_order.resize(m_count);
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    Rng rng(m_seed, round);
    rng.shuffle(m_order);
    m_round = round;
}

} // namespace rw
