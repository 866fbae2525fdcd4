#pragma once

#include "core/policy/weight_layout.h"

#include <functional>

namespace rw {

/// Projections of one layer, before heads are split and turned.
struct Projections
{
    at::Tensor query; ///< [rows, heads * dim]
    at::Tensor key;   ///< [rows, kv * dim]
    at::Tensor value; ///< [rows, kv * dim]
};

/// Mixes rows: takes the projections of a layer, returns [rows, heads * dim].
using RowAttention = std::function<at::Tensor(const Projections&)>;

/// Root mean square norm (Zhang and Sennrich, 2019, eq. 4) over the last dimension.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, float epsilon);

/// The decoder layers and the final norm over rows that are independent but for `attention`.
/// @param tokens [rows] int64  @return [rows, hidden]
at::Tensor decodeRows(const WeightView& weights, const ModelConfig& config, const at::Tensor& tokens,
                      const RowAttention& attention);

} // namespace rw
