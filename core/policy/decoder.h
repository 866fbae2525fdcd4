#pragma once

#include "core/policy/weight_layout.h"

#include <functional>

namespace rw {

/// Projections of one layer, heads of queries and keys normed where the model does so, before they are split
/// and turned.
struct Projections
{
    at::Tensor query; ///< [rows, heads * dim]
    at::Tensor key;   ///< [rows, kv * dim]
    at::Tensor value; ///< [rows, kv * dim]
};

/// Rows of tokens with their places in the text.
struct TokenRows
{
    at::Tensor tokens;    ///< [rows] int64
    at::Tensor positions; ///< [rows] int64; read where positions are learned, undefined elsewhere
};

/// Mixes rows: takes the projections of a layer, returns [rows, heads * dim].
using RowAttention = std::function<at::Tensor(std::size_t layer, const Projections&)>;

/// The decoder layers and the final norm over rows that are independent but for `attention`.
/// @return [rows, hidden]
at::Tensor decodeRows(const WeightView& weights, const ModelConfig& config, const TokenRows& rows,
                      const RowAttention& attention);

/// @param hidden [..., hidden]  @return [..., vocab], fp32
at::Tensor decoderLogits(const WeightView& weights, const ModelConfig& config, const at::Tensor& hidden);

} // namespace rw
