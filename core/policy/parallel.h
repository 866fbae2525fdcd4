#pragma once

#include <cstddef>
#include <functional>

namespace rw {

/// Splits [0, size) among LibTorch's threads (at::get_num_threads()) and waits. Inside a part it runs in
/// place, so that nesting costs nothing. Exceptions of a part reach the caller.
/// @param grain smallest part worth a thread
void parallelFor(std::size_t size, std::size_t grain,
                 const std::function<void(std::size_t, std::size_t)>& part);

} // namespace rw
