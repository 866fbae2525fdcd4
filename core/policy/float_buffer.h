#pragma once

#include <cstddef>
#include <memory>

namespace rw {

/// A fixed number of floats, 0 at first, that begin a cache line: vector loads never straddle two. Where
/// there are many they lie on huge pages if the system gives them, so that streaming through them misses no
/// translation of addresses; memory is taken when it is first touched. Movable.
class FloatBuffer
{
public:
    FloatBuffer() = default;
    /// @throws std::bad_alloc
    explicit FloatBuffer(std::size_t size);

    [[nodiscard]] float* data() { return m_data; }
    [[nodiscard]] const float* data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    struct Unmap
    {
        std::size_t bytes;
        void operator()(void* memory) const;
    };

    std::unique_ptr<void, Unmap> m_memory;
    float* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace rw
