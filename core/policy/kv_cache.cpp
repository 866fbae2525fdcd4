#include "core/policy/kv_cache.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

constexpr std::size_t kChunkFloats = std::size_t{1} << 20U;

} // namespace

KvPool::KvPool(const ModelConfig& config)
    : m_layers(static_cast<std::size_t>(config.layers))
    , m_heads(static_cast<std::size_t>(config.kvHeads))
    , m_dim(static_cast<std::size_t>(config.headDim))
    , m_paddedDim((m_dim + kBlockTokens - 1) / kBlockTokens * kBlockTokens)
{
}

void KvPool::addChunk()
{
    const std::size_t blocks = std::max<std::size_t>(1, kChunkFloats / blockSize());
    m_chunks.emplace_back(blocks * blockSize());
    // The first of the chunk is handed out first.
    for (std::size_t i = blocks; i-- > 0;)
        m_free.push_back(m_chunks.back().data() + i * blockSize());
}

float* KvPool::take()
{
    if (m_free.empty())
        addChunk();
    float* block = m_free.back();
    m_free.pop_back();
    return block;
}

void KvPool::giveBack(float* block)
{
    m_free.push_back(block);
}

std::size_t kvBytesPerToken(const ModelConfig& config)
{
    return KvPool(config).blockSize() * sizeof(float) / kBlockTokens;
}

KvSequence::~KvSequence()
{
    for (float* block : m_blocks)
        m_pool->giveBack(block);
}

KvSequence::KvSequence(KvSequence&& other) noexcept
    : m_pool(other.m_pool)
    , m_blocks(std::exchange(other.m_blocks, {}))
    , m_tokens(std::exchange(other.m_tokens, 0))
{
}

KvSequence& KvSequence::operator=(KvSequence&& other) noexcept
{
    std::swap(m_pool, other.m_pool);
    std::swap(m_blocks, other.m_blocks);
    std::swap(m_tokens, other.m_tokens);
    return *this;
}

void KvSequence::grow(std::size_t count)
{
    m_tokens += count;
    while (m_blocks.size() * kBlockTokens < m_tokens)
        m_blocks.push_back(m_pool->take());
}

void KvSequence::write(std::size_t layer, std::size_t token, const float* keys, const float* values)
{
    const std::size_t dim = m_pool->headDim();
    const std::size_t slot = token % kBlockTokens;
    for (std::size_t head = 0; head < m_pool->keyValueHeads(); ++head) {
        float* data = headData(token / kBlockTokens, layer, head);
        for (std::size_t d = 0; d < dim; ++d)
            data[d * kBlockTokens + slot] = keys[head * dim + d];
        std::copy_n(values + head * dim, dim, data + dim * kBlockTokens + slot * m_pool->paddedDim());
    }
}

void KvSequence::appendViews(std::size_t layer, std::size_t head, std::size_t begin, std::size_t end,
                             std::vector<BlockView>& views) const
{
    for (std::size_t block = begin / kBlockTokens; block * kBlockTokens < end; ++block) {
        const float* data = headData(block, layer, head);
        const std::size_t start = block * kBlockTokens;
        views.push_back({data, data + m_pool->headDim() * kBlockTokens, begin > start ? begin - start : 0,
                         std::min(kBlockTokens, end - start)});
    }
}

} // namespace rw
