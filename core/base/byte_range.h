#pragma once

#include <cstddef>

namespace rw {

/// A half-open range of a text, in bytes.
struct ByteRange
{
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }
    bool operator==(const ByteRange&) const = default;
};

} // namespace rw
