#pragma once

#include "core/verify/answer_extraction.h"

#include <optional>
#include <string_view>

namespace rw {

/// The last mathematics of a text behind byte `from`: what stands between dollar signs, \( and \), or \[ and
/// \]. Dollar signs that write prices are none: a pair has no line end, no two words outside of \text{}, and
/// either spaces inside at both ends or at none; no digit follows it.
std::optional<ByteRange> lastMathIn(std::string_view text, std::size_t from);

} // namespace rw
