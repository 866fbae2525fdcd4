#pragma once

#include "core/weights/model_config.h"

#include <array>
#include <cstddef>

namespace rw {

/// Layers of one kind see equally far back and turn queries and keys by the same angles.
enum class LayerKind { Full, Sliding };

inline LayerKind kindOf(const ModelConfig& config, std::size_t layer)
{
    return config.isSliding(static_cast<int>(layer)) ? LayerKind::Sliding : LayerKind::Full;
}

/// Whether the model has layers of this kind.
inline bool hasKind(const ModelConfig& config, LayerKind kind)
{
    for (std::size_t layer = 0; layer < static_cast<std::size_t>(config.layers); ++layer) {
        if (kindOf(config, layer) == kind)
            return true;
    }
    return false;
}

/// Tokens that a layer of this kind sees, itself included; 0: all.
inline int windowOf(const ModelConfig& config, LayerKind kind)
{
    return kind == LayerKind::Sliding ? config.slidingWindow : 0;
}

/// What depends on the kind of a layer alone.
template <class Value>
class PerKind
{
public:
    /// @param make called with each kind that the model has
    template <class Make>
    PerKind(const ModelConfig& config, const Make& make)
    {
        for (const LayerKind kind : {LayerKind::Full, LayerKind::Sliding}) {
            if (hasKind(config, kind))
                (*this)[kind] = make(kind);
        }
    }
    PerKind() = default;

    [[nodiscard]] Value& operator[](LayerKind kind) { return m_values[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const Value& operator[](LayerKind kind) const
    {
        return m_values[static_cast<std::size_t>(kind)];
    }

private:
    std::array<Value, 2> m_values;
};

} // namespace rw
