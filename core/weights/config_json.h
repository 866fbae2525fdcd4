#pragma once

#include "core/base/strict_json.h"
#include "core/weights/model_config.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Typed access to the members of a config.json, and what it may and may not say, with messages that name the
/// file and the key.
class ConfigJson
{
public:
    /// Both must outlive this object. @param what names the file in messages.
    ConfigJson(const Json& json, const std::string& what)
        : m_json(json)
        , m_what(what)
    {
    }

    [[nodiscard]] const Json& json() const { return m_json; }
    [[nodiscard]] const std::string& what() const { return m_what; }
    /// Null where the key is absent or null.
    [[nodiscard]] const Json& member(const char* key) const;
    [[nodiscard]] bool has(const char* key) const { return !member(key).is_null(); }

    /// A size from 1 to `high`; required, or with what stands for an absent key.
    [[nodiscard]] int size(const char* key, std::int64_t high) const;
    [[nodiscard]] int size(const char* key, std::int64_t high, int fallback) const;
    [[nodiscard]] double number(const char* key, double fallback) const;
    [[nodiscard]] bool flag(const char* key, bool fallback) const;
    [[nodiscard]] std::string text(const char* key, std::string_view fallback) const;

    /// An id or a list of ids. Null means none, absent means `fallback`.
    [[nodiscard]] std::vector<std::int32_t> ids(const char* key, std::optional<int> fallback) const;
    [[nodiscard]] std::optional<std::int32_t> id(const char* key, std::optional<int> fallback) const;

    /// @throws Error: "FILE: PART is not supported."
    [[noreturn]] void refuse(const std::string& part) const;
    void refuseWhereSet(const char* key) const;
    void refuseWhereTrue(const char* key) const;

private:
    const Json& m_json;
    const std::string& m_what;
};

/// ropeTheta and ropeScaling, from rope_theta and rope_scaling (transformers 4) or rope_parameters
/// (transformers 5).
void readRope(const ConfigJson& json, ModelConfig& config);

/// The same of Gemma 3, which has a frequency of its own for sliding layers, under rope_local_base_freq or
/// with the parameters of each kind of layer nested in rope_parameters.
void readGemmaRope(const ConfigJson& json, ModelConfig& config);

/// slidingWindow and slidingLayers of Gemma 3, from layer_types or sliding_window_pattern.
void readGemmaLayers(const ConfigJson& json, ModelConfig& config);

/// @throws Error where "layer_types" names any but full attention.
void refuseOtherLayers(const ConfigJson& json);

} // namespace rw
