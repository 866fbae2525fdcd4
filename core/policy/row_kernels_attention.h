#pragma once

// The attention of row_kernels.h.

#include "core/policy/row_kernels.h"
#include "core/policy/row_kernels_elementwise.h"

namespace rw {
namespace {

// Query heads of one key/value head go together, so that keys and values are read once for all of them. Each
// head's own order of additions is that of the head alone.
constexpr std::size_t kHeadsTogether = 4;

/// Scores of up to two blocks for some query heads: two blocks hide the latency of the additions.
template <std::size_t Heads, std::size_t Blocks>
inline void scoreBlocks(const AttentionJob& job, std::size_t head, std::size_t block)
{
    constexpr std::size_t kVectors = kBlockTokens / kLanes;
    const float* query = job.query + head * job.dim;
    const BlockView* blocks = job.blocks + block;
    Vec sums[Heads][Blocks][kVectors] = {};
    const std::size_t next = block + Blocks < job.blockCount ? block + Blocks : block;
    for (std::size_t d = 0; d < job.dim; ++d) {
        // What is read next comes from memory meanwhile: the next blocks' keys, and the values of these.
#pragma GCC unroll 4
        for (std::size_t b = 0; b < Blocks; ++b) {
            const std::size_t ahead = next + b < job.blockCount ? next + b : next;
            __builtin_prefetch(job.blocks[ahead].keys + d * kBlockTokens, 0, 3);
            __builtin_prefetch(blocks[b].values + d * kBlockTokens, 0, 2);
        }
#pragma GCC unroll 4
        for (std::size_t b = 0; b < Blocks; ++b)
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kVectors; ++v) {
                const Vec keys = load(blocks[b].keys + d * kBlockTokens + v * kLanes);
#pragma GCC unroll 4
                for (std::size_t h = 0; h < Heads; ++h)
                    sums[h][b][v] += splat(query[h * job.dim + d]) * keys;
            }
    }
    float* scores = job.scores + head * job.blockCount * kBlockTokens + block * kBlockTokens;
#pragma GCC unroll 4
    for (std::size_t h = 0; h < Heads; ++h)
#pragma GCC unroll 4
        for (std::size_t b = 0; b < Blocks; ++b)
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kVectors; ++v)
                store(scores + (h * job.blockCount + b) * kBlockTokens + v * kLanes, sums[h][b][v]);
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

/// Values mixed by the weights of some query heads, kBlockTokens dimensions at a time.
template <std::size_t Heads>
inline void mixValues(const AttentionJob& job, std::size_t head)
{
    constexpr std::size_t kVectors = kBlockTokens / kLanes;
    const std::size_t width = job.blockCount * kBlockTokens;
    const float* weights = job.scores + head * width;
    float* output = job.output + head * job.dim;
    for (std::size_t begin = 0; begin < job.dim; begin += kBlockTokens) {
        // Even and odd tokens add up apart, which halves the wait for the addition before.
        Vec sums[2][Heads][kVectors] = {};
        const auto addToken = [&](Vec(&to)[Heads][kVectors], const float* values, const float* weight) {
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kVectors; ++v) {
                const Vec value = load(values + v * kLanes);
#pragma GCC unroll 4
                for (std::size_t h = 0; h < Heads; ++h)
                    to[h][v] += splat(weight[h * width]) * value;
            }
        };
        for (std::size_t b = 0; b < job.blockCount; ++b) {
            const float* values = job.blocks[b].values + begin;
            const float* weight = weights + b * kBlockTokens;
            std::size_t t = 0;
            for (; t + 2 <= job.blocks[b].tokens; t += 2) {
                addToken(sums[0], values + t * job.paddedDim, weight + t);
                addToken(sums[1], values + (t + 1) * job.paddedDim, weight + t + 1);
            }
            if (t < job.blocks[b].tokens)
                addToken(sums[0], values + t * job.paddedDim, weight + t);
        }
        for (std::size_t h = 0; h < Heads; ++h) {
            float mixed[kBlockTokens];
            for (std::size_t v = 0; v < kVectors; ++v)
                store(mixed + v * kLanes, sums[0][h][v] + sums[1][h][v]);
            for (std::size_t d = begin; d < job.dim && d < begin + kBlockTokens; ++d)
                output[h * job.dim + d] = mixed[d - begin];
        }
    }
}

template <std::size_t Heads>
void attendHeads(const AttentionJob& job, std::size_t head)
{
    std::size_t block = 0;
    for (; block + 2 <= job.blockCount; block += 2)
        scoreBlocks<Heads, 2>(job, head, block);
    if (block < job.blockCount)
        scoreBlocks<Heads, 1>(job, head, block);
    for (std::size_t h = head; h < head + Heads; ++h)
        softmax(job, job.scores + h * job.blockCount * kBlockTokens);
    mixValues<Heads>(job, head);
}

void attend(const AttentionJob& job)
{
    std::size_t head = 0;
    for (; head + kHeadsTogether <= job.heads; head += kHeadsTogether)
        attendHeads<kHeadsTogether>(job, head);
    switch (job.heads - head) {
    case 3:
        attendHeads<3>(job, head);
        break;
    case 2:
        attendHeads<2>(job, head);
        break;
    case 1:
        attendHeads<1>(job, head);
        break;
    default:
        break;
    }
}

} // namespace
} // namespace rw
