#include "core/weights/file_values.h"

#include "core/base/error.h"
#include "core/weights/head_order.h"

#include <algorithm>

namespace rw {

namespace {

std::size_t elements(const FileTensor& tensor)
{
    std::int64_t count = 0;
    for (const WeightSpec& weight : tensor.weights)
        count += weight.elements();
    return static_cast<std::size_t>(count);
}

std::span<const float> checked(const WeightValues& valuesOf, const WeightSpec& weight)
{
    const std::span<const float> values = valuesOf(weight);
    if (static_cast<std::int64_t>(values.size()) != weight.elements())
        throw Error("The weight \"" + weight.name + "\" has " + std::to_string(values.size()) +
                    " values, which do not fit its shape.");
    return values;
}

} // namespace

std::span<const float> FileValues::of(const FileTensor& tensor)
{
    const bool asIs = tensor.weights.size() == 1 && !tensor.transposed && tensor.interleavedHeads == 0 &&
                      tensor.offset == 0.0F;
    if (asIs)
        return checked(m_values, tensor.weights.front());
    m_buffer.resize(elements(tensor));
    std::size_t begin = 0;
    std::int64_t firstOutput = 0;
    for (const WeightSpec& weight : tensor.weights) {
        const std::span<const float> values = checked(m_values, weight);
        if (tensor.transposed)
            placeTransposed(tensor, weight, values, firstOutput);
        else
            std::copy(values.begin(), values.end(), m_buffer.begin() + static_cast<std::ptrdiff_t>(begin));
        begin += values.size();
        firstOutput += weight.shape.front();
    }
    if (tensor.interleavedHeads > 0)
        interleaveHalves(m_buffer, tensor.interleavedHeads, tensor.shape.front());
    if (tensor.offset != 0.0F)
        std::for_each(m_buffer.begin(), m_buffer.end(), [&](float& value) { value += tensor.offset; });
    return m_buffer;
}

void FileValues::placeTransposed(const FileTensor& tensor, const WeightSpec& weight,
                                 std::span<const float> values, std::int64_t firstOutput)
{
    const auto inputs = static_cast<std::size_t>(tensor.shape[0]);
    const auto width = static_cast<std::size_t>(tensor.shape[1]);
    const auto outputs = static_cast<std::size_t>(weight.shape[0]);
    for (std::size_t output = 0; output < outputs; ++output) {
        for (std::size_t input = 0; input < inputs; ++input)
            m_buffer[input * width + static_cast<std::size_t>(firstOutput) + output] =
                values[output * inputs + input];
    }
}

} // namespace rw
