#pragma once

#include <cstdint>
#include <span>

namespace rw {

// Rotary positions turn pairs of rows of each head. Everything here pairs a row with the one half a head
// further; llama's GGUF files put the two rows of a pair next to each other: row 2i + j there is row
// j * half + i here (llama.cpp, convert_hf_to_gguf.py).

/// From llama's order in GGUF files to ours. @param values `rows` rows of `heads` heads, or as many biases.
void separateHalves(std::span<float> values, int heads, std::int64_t rows);
/// The other way.
void interleaveHalves(std::span<float> values, int heads, std::int64_t rows);

} // namespace rw
