#pragma once

#include "core/weights/file_layout.h"
#include "core/weights/model_files.h"
#include "core/weights/tensor_source.h"

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace rw {

/// Reads weights out of files that are laid out as described.
class LayoutStore : public WeightStore
{
public:
    /// @param isIgnored says of a tensor that is not in the layout whether it may be there.
    /// @throws Error naming the first tensor that is missing, of another shape, or has no place in the
    /// layout.
    LayoutStore(std::unique_ptr<TensorSource> source, std::vector<FileTensor> layout,
                const std::function<bool(std::string_view)>& isIgnored);

    [[nodiscard]] std::vector<StoredTensor> tensors() const override { return m_source->tensors(); }
    void read(const WeightSpec& weight, std::span<float> values) const override;

private:
    /// Where a weight is found: in which tensor, behind how many outputs of others.
    struct Place
    {
        std::size_t tensor = 0;
        std::int64_t firstOutput = 0;
    };

    void readPlain(const FileTensor& tensor, const Place& place, const WeightSpec& weight,
                   std::span<float> values) const;
    void readTransposed(const FileTensor& tensor, const Place& place, const WeightSpec& weight,
                        std::span<float> values) const;

    std::unique_ptr<TensorSource> m_source;
    std::vector<FileTensor> m_layout;
    std::map<std::string, Place, std::less<>> m_places; ///< by our name of the weight
};

} // namespace rw
