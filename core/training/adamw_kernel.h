#pragma once

#include <cstddef>

namespace rw {

/// The numbers of one AdamW update, as each element needs them.
struct AdamWStep
{
    float gradientScale = 1.0F; ///< from clipping
    float keep = 1.0F;          ///< what weight decay leaves of a weight
    float beta1 = 0.0F;
    float beta2 = 0.0F;
    float rate = 0.0F;              ///< learning rate over the correction of the first moment
    float secondMomentScale = 1.0F; ///< 1 / square root of the correction of the second moment
    float epsilon = 0.0F;
};

/// Updates `count` weights and their moments in one pass: every number is read once and written once. An
/// element's result depends on that element alone.
void adamwUpdate(const AdamWStep& step, const float* gradient, float* weight, float* firstMoment,
                 float* secondMoment, std::size_t count);

/// Sum of squares, in one order whatever the CPU.
double squaredSum(const float* values, std::size_t count);

} // namespace rw
