#include "core/policy/float_buffer.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace rw {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20U;

} // namespace

FloatBuffer::FloatBuffer(std::size_t size)
    : m_size(size)
{
    if (size == 0)
        return;
    const std::size_t bytes = size * sizeof(float);
    const std::size_t hugeBytes = bytes / kHugePage * kHugePage;
    const std::size_t mapped = hugeBytes == 0 ? bytes : bytes + kHugePage;
    void* memory = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    m_memory = std::unique_ptr<void, Unmap>(memory, Unmap{mapped});
    auto address = reinterpret_cast<std::uintptr_t>(memory);
    if (hugeBytes > 0) {
        address = (address + kHugePage - 1) / kHugePage * kHugePage;
        // A wish: where it is not granted, small pages do the same.
        static_cast<void>(madvise(reinterpret_cast<void*>(address), hugeBytes, MADV_HUGEPAGE));
    }
    m_data = reinterpret_cast<float*>(address);
}

void FloatBuffer::Unmap::operator()(void* memory) const
{
    munmap(memory, bytes);
}

} // namespace rw
