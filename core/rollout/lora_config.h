#pragma once

#include "core/weights/decoder_weights.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// The projections of a layer that may carry an adapter.
enum class LoraTarget { Query, Key, Value, Output, Gate, Up, Down };

/// "q", "k", "v", "o", "gate", "up", "down".
std::string_view toString(LoraTarget target);
/// @throws UsageError that lists the words accepted.
LoraTarget loraTargetFromString(std::string_view word);

/// The target that a weight of `role` is; none where it is no projection.
std::optional<LoraTarget> loraTargetOf(WeightRole role);

/// Every projection, in the order of LoraTarget.
std::vector<LoraTarget> allLoraTargets();

/// "q,v" read and written. Repeated and disordered words are put in order, each once.
/// @throws UsageError that lists the words accepted.
std::vector<LoraTarget> loraTargetsFromString(std::string_view words);
std::string toString(const std::vector<LoraTarget>& targets);

/// Low-rank adaptation (Hu et al., 2021): a frozen matrix W acts as W + (alpha / rank) B A, and only B and A
/// learn.
struct LoraConfig
{
    int rank = 0; ///< inner width of B A; 0: no adapter, all weights learn
    float alpha = 32.0F;
    std::vector<LoraTarget> targets = allLoraTargets(); ///< at least one, in the order of LoraTarget

    [[nodiscard]] bool isOn() const { return rank > 0; }
    /// What B A is multiplied by. Only where isOn().
    [[nodiscard]] float scale() const { return alpha / static_cast<float>(rank); }

    bool operator==(const LoraConfig&) const = default;
};

/// @throws UsageError that names the first value out of range.
void validate(const LoraConfig& config);

} // namespace rw
