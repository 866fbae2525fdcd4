#include "core/rollout/weighted_order.h"

#include "core/base/error.h"
#include "core/base/rng.h"

#include <algorithm>
#include <cmath>

namespace rw {

namespace {

using ByCategory = std::map<std::string, std::vector<std::size_t>>;

double weightOf(const std::map<std::string, double>& weights, const std::string& category)
{
    const auto found = weights.find(category);
    return found == weights.end() ? 1.0 : found->second;
}

/// By category those that are drawn at all. Where all weigh the same there is one category of all.
ByCategory drawnPrompts(std::span<const Prompt> prompts, const std::map<std::string, double>& weights)
{
    ByCategory drawn;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        if (weightOf(weights, prompts[i].category) > 0.0)
            drawn[prompts[i].category].push_back(i);
    }
    return drawn;
}

bool allWeighTheSame(const ByCategory& drawn, const std::map<std::string, double>& weights)
{
    return std::all_of(drawn.begin(), drawn.end(), [&](const auto& category) {
        return weightOf(weights, category.first) == weightOf(weights, drawn.begin()->first);
    });
}

std::vector<std::size_t> joined(const ByCategory& drawn)
{
    std::vector<std::size_t> all;
    for (const auto& [category, prompts] : drawn)
        all.insert(all.end(), prompts.begin(), prompts.end());
    std::sort(all.begin(), all.end());
    return all;
}

/// The mean weight of a prompt.
double meanWeight(const ByCategory& drawn, const std::map<std::string, double>& weights)
{
    double sum = 0.0;
    double count = 0.0;
    for (const auto& [category, prompts] : drawn) {
        sum += weightOf(weights, category) * static_cast<double>(prompts.size());
        count += static_cast<double>(prompts.size());
    }
    return sum / count;
}

} // namespace

WeightedOrder::WeightedOrder(std::span<const Prompt> prompts, const std::map<std::string, double>& weights,
                             std::uint64_t seed)
    : m_seed(seed)
{
    const ByCategory drawn = drawnPrompts(prompts, weights);
    if (drawn.empty())
        throw UsageError(prompts.empty() ? "There are no prompts to train on."
                                         : "Every category has the weight 0: no prompt is left to train on.",
                         prompts.empty() ? "Name a file with at least one prompt."
                                         : "Give at least one category a weight.");
    if (allWeighTheSame(drawn, weights)) {
        std::vector<std::size_t> all = joined(drawn);
        const std::size_t count = all.size();
        m_categories.push_back({std::move(all), count, PromptSampler(count, seed)});
        return;
    }
    const double mean = meanWeight(drawn, weights);
    for (const auto& [category, members] : drawn) {
        const double wanted = weightOf(weights, category) / mean * static_cast<double>(members.size());
        const std::size_t perRound = std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(wanted)));
        m_categories.push_back(
            {members, perRound, PromptSampler(members.size(), seed ^ stableHash(category))});
        m_roundLength += perRound;
    }
    arrange(0);
}

std::size_t WeightedOrder::at(std::uint64_t position) const
{
    if (m_categories.size() == 1)
        return m_categories[0].prompts[m_categories[0].order.at(position)];
    const std::uint64_t round = position / m_roundLength;
    if (round != m_round)
        arrange(round);
    return m_order[position % m_roundLength];
}

void WeightedOrder::arrange(std::uint64_t round) const
{
    m_order.clear();
    for (const Category& category : m_categories) {
        for (std::uint64_t i = 0; i < category.perRound; ++i)
            m_order.push_back(category.prompts[category.order.at(round * category.perRound + i)]);
    }
    Rng rng(m_seed, round);
    rng.shuffle(m_order);
    m_round = round;
}

} // namespace rw
