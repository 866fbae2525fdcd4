#pragma once

// The attention of row_kernels.h.

#include "core/policy/row_kernels.h"
#include "core/policy/row_kernels_elementwise.h"

namespace rw {
namespace {

/// Scores of up to two blocks for one query head: two blocks hide the latency of the additions.
template <std::size_t Blocks>
inline void scoreBlocks(const float* query, std::size_t dim, const BlockView* blocks, float* scores)
{
    constexpr std::size_t kVectors = kBlockTokens / kLanes;
    Vec sums[Blocks][kVectors] = {};
    for (std::size_t d = 0; d < dim; ++d) {
        const Vec factor = splat(query[d]);
#pragma GCC unroll 4
        for (std::size_t b = 0; b < Blocks; ++b)
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kVectors; ++v)
                sums[b][v] += factor * load(blocks[b].keys + d * kBlockTokens + v * kLanes);
    }
#pragma GCC unroll 4
    for (std::size_t b = 0; b < Blocks; ++b)
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kVectors; ++v)
            store(scores + b * kBlockTokens + v * kLanes, sums[b][v]);
}

/// Scores become weights that sum to 1.
inline void softmax(const AttentionJob& job, float* scores)
{
    const std::size_t size = job.blockCount * kBlockTokens;
    for (std::size_t b = 0; b < job.blockCount; ++b) {
        for (std::size_t t = 0; t < job.blocks[b].first; ++t)
            scores[b * kBlockTokens + t] = -__builtin_inff();
        for (std::size_t t = job.blocks[b].tokens; t < kBlockTokens; ++t)
            scores[b * kBlockTokens + t] = -__builtin_inff();
    }
    const float largest = maximum(scores, size);
    Vec total{};
    for (std::size_t i = 0; i < size; i += kLanes) {
        const Vec term = vexp(load(scores + i) - largest);
        store(scores + i, term);
        total += term;
    }
    const float inverse = 1.0F / laneSum(total);
    for (std::size_t i = 0; i < size; i += kLanes)
        store(scores + i, load(scores + i) * inverse);
}

/// Values mixed by weights, kBlockTokens dimensions at a time.
inline void mixValues(const AttentionJob& job, const float* weights, float* output)
{
    constexpr std::size_t kVectors = kBlockTokens / kLanes;
    for (std::size_t begin = 0; begin < job.dim; begin += kBlockTokens) {
        // Even and odd tokens add up apart, which halves the wait for the addition before.
        Vec even[kVectors] = {}, odd[kVectors] = {};
        for (std::size_t b = 0; b < job.blockCount; ++b) {
            const float* values = job.blocks[b].values + begin;
            const float* weight = weights + b * kBlockTokens;
            std::size_t t = 0;
            for (; t + 2 <= job.blocks[b].tokens; t += 2)
#pragma GCC unroll 4
                for (std::size_t v = 0; v < kVectors; ++v) {
                    even[v] += splat(weight[t]) * load(values + t * job.paddedDim + v * kLanes);
                    odd[v] += splat(weight[t + 1]) * load(values + (t + 1) * job.paddedDim + v * kLanes);
                }
            if (t < job.blocks[b].tokens)
#pragma GCC unroll 4
                for (std::size_t v = 0; v < kVectors; ++v)
                    even[v] += splat(weight[t]) * load(values + t * job.paddedDim + v * kLanes);
        }
        float mixed[kBlockTokens];
        for (std::size_t v = 0; v < kVectors; ++v)
            store(mixed + v * kLanes, even[v] + odd[v]);
        for (std::size_t d = begin; d < job.dim && d < begin + kBlockTokens; ++d)
            output[d] = mixed[d - begin];
    }
}

void attend(const AttentionJob& job)
{
    const std::size_t width = job.blockCount * kBlockTokens;
    for (std::size_t head = 0; head < job.heads; ++head) {
        const float* query = job.query + head * job.dim;
        float* scores = job.scores + head * width;
        std::size_t b = 0;
        for (; b + 2 <= job.blockCount; b += 2)
            scoreBlocks<2>(query, job.dim, job.blocks + b, scores + b * kBlockTokens);
        if (b < job.blockCount)
            scoreBlocks<1>(query, job.dim, job.blocks + b, scores + b * kBlockTokens);
        softmax(job, scores);
        mixValues(job, scores, job.output + head * job.dim);
    }
}

} // namespace
} // namespace rw
