#pragma once

#include "core/policy/float_buffer.h"
#include "core/policy/row_kernels.h"
#include "core/weights/model_config.h"

#include <cstddef>
#include <vector>

namespace rw {

/// Memory for keys and values, handed out in blocks of kBlockTokens tokens that hold all layers. Blocks given
/// back are used again, so that decoding allocates only until its largest batch has been seen. Not
/// thread-safe.
class KvPool
{
public:
    explicit KvPool(const ModelConfig& config);

    [[nodiscard]] float* take();
    void giveBack(float* block);

    [[nodiscard]] std::size_t keyValueHeads() const { return m_heads; }
    [[nodiscard]] std::size_t headDim() const { return m_dim; }
    /// Row length of values in a block: headDim rounded up to kBlockTokens.
    [[nodiscard]] std::size_t paddedDim() const { return m_paddedDim; }
    /// Floats of one layer and head in a block: keys, then values.
    [[nodiscard]] std::size_t headSize() const { return (m_dim + m_paddedDim) * kBlockTokens; }
    [[nodiscard]] std::size_t blockSize() const { return m_layers * m_heads * headSize(); }

private:
    void addChunk();

    std::size_t m_layers;
    std::size_t m_heads;
    std::size_t m_dim;
    std::size_t m_paddedDim;
    std::vector<FloatBuffer> m_chunks;
    std::vector<float*> m_free;
};

/// Bytes that keys and values of one token take in all layers of a CPU cache.
std::size_t kvBytesPerToken(const ModelConfig& config);

/// The keys and values of consecutive tokens, of a prompt or of an answer. The pool must outlive it.
class KvSequence
{
public:
    explicit KvSequence(KvPool& pool)
        : m_pool(&pool)
    {
    }
    ~KvSequence();
    KvSequence(KvSequence&& other) noexcept;
    KvSequence& operator=(KvSequence&& other) noexcept;
    KvSequence(const KvSequence&) = delete;
    KvSequence& operator=(const KvSequence&) = delete;

    [[nodiscard]] std::size_t tokens() const { return m_tokens; }
    /// Makes room for `count` more tokens, to be written before they are read.
    void grow(std::size_t count);

    /// Different tokens may be written from different threads.
    /// @param keys, values [keyValueHeads][headDim], keys already turned
    void write(std::size_t layer, std::size_t token, const float* keys, const float* values);

    /// Appends views of tokens [begin, end) as one head of one layer sees them.
    void appendViews(std::size_t layer, std::size_t head, std::size_t begin, std::size_t end,
                     std::vector<BlockView>& views) const;

private:
    [[nodiscard]] float* headData(std::size_t block, std::size_t layer, std::size_t head) const
    {
        return m_blocks[block] + (layer * m_pool->keyValueHeads() + head) * m_pool->headSize();
    }

    KvPool* m_pool;
    std::vector<float*> m_blocks;
    std::size_t m_tokens = 0;
};

} // namespace rw
