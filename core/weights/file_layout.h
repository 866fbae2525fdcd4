#pragma once

#include "core/weights/decoder_weights.h"

#include <string>
#include <vector>

namespace rw {

/// A tensor of a model's files and the weights that it holds: the one description by which an architecture's
/// files are checked, read and written.
struct FileTensor
{
    std::string name = {};
    std::vector<std::int64_t> shape = {}; ///< as the file has it, outermost first
    std::vector<WeightSpec> weights = {}; ///< stacked along their outputs; mostly one
    bool transposed = false;              ///< [in, out] (GPT-2's Conv1D)
    /// The rows of each of so many heads are interleaved, rows 0 and half, 1 and half + 1, ... (llama in
    /// GGUF, which turns neighbours); 0: they are not.
    int interleavedHeads = 0;
    float offset = 0.0F; ///< what the file has added to the weights (Gemma's norms in GGUF: 1)
};

/// The tensors of an architecture's safetensors files, in our order.
std::vector<FileTensor> huggingFaceLayout(const ModelConfig& config);
/// With which the names of all but the head begin; files of the bare decoder leave it out.
std::string_view huggingFacePrefix(const ModelConfig& config);
/// Whether files may hold such a tensor, which is no weight: buffers of older versions, and the head where it
/// is tied.
bool isIgnoredByHuggingFace(const ModelConfig& config, std::string_view name);

/// The tensors of an architecture's GGUF file, in our order; without `rope_freqs.weight`, which belongs to
/// the config.
std::vector<FileTensor> ggufLayout(const ModelConfig& config);

} // namespace rw
