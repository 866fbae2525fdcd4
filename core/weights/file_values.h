#pragma once

#include "core/weights/file_layout.h"
#include "core/weights/model_writer.h"

#include <span>
#include <vector>

namespace rw {

/// Makes the values of tensors as files have them out of weights: the inverse of LayoutStore.
class FileValues
{
public:
    /// @param values must outlive this object.
    explicit FileValues(const WeightValues& values)
        : m_values(values)
    {
    }

    /// Row-major, as long as the tensor; valid until the next call.
    std::span<const float> of(const FileTensor& tensor);

private:
    void placeTransposed(const FileTensor& tensor, const WeightSpec& weight, std::span<const float> values,
                         std::int64_t firstOutput);

    const WeightValues& m_values;
    std::vector<float> m_buffer;
};

} // namespace rw
