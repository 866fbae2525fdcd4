#include "core/policy/sampler.h"

#include "core/base/error.h"
#include "core/policy/row_kernels.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace rw {

namespace {

constexpr float kNothing = -std::numeric_limits<float>::infinity();
constexpr std::size_t kChunk = 256;
constexpr std::size_t kLikeliest = std::tuple_size_v<decltype(TokenTrace::likeliest)>;

/// The likeliest tokens in order, equals by id; token -1 where there are none left.
struct TopTokens
{
    std::array<float, kLikeliest> logits;
    std::array<std::int32_t, kLikeliest> ids;
};

void insert(TopTokens& top, float logit, std::int32_t id)
{
    std::size_t place = kLikeliest - 1;
    for (; place > 0 && top.logits[place - 1] < logit; --place) {
        top.logits[place] = top.logits[place - 1];
        top.ids[place] = top.ids[place - 1];
    }
    top.logits[place] = logit;
    top.ids[place] = id;
}

TopTokens findTop(std::span<const float> logits)
{
    TopTokens top;
    top.logits.fill(kNothing);
    top.ids.fill(-1);
    for (std::size_t begin = 0; begin < logits.size(); begin += kChunk) {
        const std::size_t end = std::min(logits.size(), begin + kChunk);
        if (rowKernels().maximum(logits.data() + begin, end - begin) <= top.logits.back())
            continue;
        for (std::size_t i = begin; i < end; ++i) {
            if (logits[i] > top.logits.back())
                insert(top, logits[i], static_cast<std::int32_t>(i));
        }
    }
    return top;
}

/// Place of `token` among all, from 1; equals stand in order of ids.
std::int32_t rankOf(std::span<const float> logits, std::size_t token)
{
    const float own = logits[token];
    std::int32_t before = 0;
    for (std::size_t i = 0; i < token; ++i)
        before += logits[i] >= own ? 1 : 0;
    for (std::size_t i = token + 1; i < logits.size(); ++i)
        before += logits[i] > own ? 1 : 0;
    return before + 1;
}

std::int32_t rankOf(std::span<const float> logits, const TopTokens& top, std::int32_t token)
{
    const auto* found = std::find(top.ids.begin(), top.ids.end(), token);
    if (found != top.ids.end())
        return static_cast<std::int32_t>(found - top.ids.begin()) + 1;
    return rankOf(logits, static_cast<std::size_t>(token));
}

[[noreturn]] void throwDiverged()
{
    throw Error("The model's scores are not numbers: its weights have diverged.",
                "Go back to an earlier checkpoint and train on with a lower learning rate.");
}

} // namespace

TokenTrace Sampler::draw(std::span<const float> logits, const SamplingParams& params, double uniform)
{
    const RowKernels& kernels = rowKernels();
    const float largest = kernels.maximum(logits.data(), logits.size());
    const bool greedy = params.temperature <= 0.0F;
    const float scale = greedy ? 1.0F : 1.0F / params.temperature;
    const std::span<const float> kept = greedy ? logits : truncate(logits, params, largest);

    m_terms.resize(logits.size());
    const ExpSums sums = kernels.expSums(kept.data(), kept.size(), largest, scale, m_terms.data());
    if (!std::isfinite(largest) || !std::isfinite(sums.sum))
        throwDiverged();
    const double logSum = std::log(sums.sum);
    const auto logprob = [&](float logit) {
        return static_cast<float>(std::min(0.0, (static_cast<double>(logit) - static_cast<double>(largest)) *
                                                        static_cast<double>(scale) -
                                                    logSum));
    };

    const TopTokens top = findTop(kept);
    TokenTrace trace;
    for (std::size_t i = 0; i < kLikeliest; ++i) {
        if (top.ids[i] >= 0)
            trace.likeliest[i] = {top.ids[i], logprob(top.logits[i])};
    }
    if (greedy) {
        trace.token = top.ids[0];
        trace.rank = 1;
        return trace;
    }
    trace.token = static_cast<std::int32_t>(invert(uniform));
    trace.logprob = logprob(kept[static_cast<std::size_t>(trace.token)]);
    trace.rank = rankOf(kept, top, trace.token);
    trace.entropy = static_cast<float>(std::max(0.0, logSum - sums.weightedSum / sums.sum));
    return trace;
}

std::span<const float> Sampler::truncate(std::span<const float> logits, const SamplingParams& params,
                                         float largest)
{
    const float scale = 1.0F / params.temperature;
    float cut = kNothing;
    if (params.topK > 0 && static_cast<std::size_t>(params.topK) < logits.size())
        cut = topKCut(logits, params.topK);
    const auto keep = [&] {
        m_kept.resize(logits.size());
        std::transform(logits.begin(), logits.end(), m_kept.begin(),
                       [cut](float logit) { return logit >= cut ? logit : kNothing; });
        return std::span<const float>(m_kept);
    };
    if (params.topP < 1.0F)
        cut = std::max(cut, topPCut(keep(), largest, scale, params.topP));
    // p_i >= minP * p_max, said in logits.
    if (params.minP > 0.0F)
        cut = std::max(cut, std::min(largest, largest + std::log(params.minP) / scale));
    return cut == kNothing ? logits : keep();
}

float Sampler::topKCut(std::span<const float> logits, int count)
{
    m_order.assign(logits.begin(), logits.end());
    const auto last = m_order.begin() + (count - 1);
    std::nth_element(m_order.begin(), last, m_order.end(), std::greater<>());
    return *last;
}

float Sampler::topPCut(std::span<const float> logits, float largest, float scale, float mass)
{
    m_terms.resize(logits.size());
    const double total =
        rowKernels().expSums(logits.data(), logits.size(), largest, scale, m_terms.data()).sum;
    m_order.assign(logits.begin(), logits.end());
    // The likeliest tokens hold the mass in all but flat distributions: sort a beginning that grows.
    double before = 0.0;
    std::size_t sorted = 0;
    for (std::size_t length = 64; sorted < m_order.size(); length *= 4) {
        const std::size_t end = std::min(length, m_order.size());
        const auto at = [&](std::size_t i) { return m_order.begin() + static_cast<std::ptrdiff_t>(i); };
        std::partial_sort(at(sorted), at(end), m_order.end(), std::greater<>());
        for (; sorted < end; ++sorted) {
            before += std::exp(static_cast<double>((m_order[sorted] - largest) * scale));
            if (before >= static_cast<double>(mass) * total)
                return m_order[sorted];
        }
    }
    return kNothing;
}

std::size_t Sampler::invert(double uniform)
{
    m_chunkSums.clear();
    double total = 0.0;
    for (std::size_t begin = 0; begin < m_terms.size(); begin += kChunk) {
        const std::size_t end = std::min(m_terms.size(), begin + kChunk);
        double sum = 0.0;
        for (std::size_t i = begin; i < end; ++i)
            sum += static_cast<double>(m_terms[i]);
        m_chunkSums.push_back(sum);
        total += sum;
    }
    const double target = uniform * total;
    double before = 0.0;
    std::size_t chunk = 0;
    for (; chunk + 1 < m_chunkSums.size() && before + m_chunkSums[chunk] <= target; ++chunk)
        before += m_chunkSums[chunk];
    // A token is taken where the sum grows beyond the target, so it has a probability. Rounding may leave the
    // sum short of a target close to the total: then it is the last token that has one.
    std::size_t last = 0;
    for (std::size_t i = chunk * kChunk; i < m_terms.size(); ++i) {
        if (m_terms[i] <= 0.0F)
            continue;
        last = i;
        before += static_cast<double>(m_terms[i]);
        if (before > target)
            return i;
    }
    while (m_terms[last] <= 0.0F)
        last = last == 0 ? m_terms.size() - 1 : last - 1;
    return last;
}

} // namespace rw
