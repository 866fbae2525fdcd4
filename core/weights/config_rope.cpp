#include "core/base/error.h"
#include "core/weights/config_json.h"
#include "core/weights/model_limits.h"

namespace rw {

namespace {

/// One set of rotary parameters: rope_scaling, rope_parameters or a part of it.
ConfigJson ropeMember(const ConfigJson& json, const char* key)
{
    const Json& rope = json.member(key);
    if (!rope.is_null() && !rope.is_object())
        throw Error(json.what() + ": \"" + key + "\" must be an object.");
    return {rope, json.what()};
}

std::string ropeType(const ConfigJson& rope)
{
    return rope.text("rope_type", rope.text("type", "default"));
}

void refusePartialRotation(const ConfigJson& json)
{
    if (json.number("partial_rotary_factor", 1.0) != 1.0)
        json.refuse("\"partial_rotary_factor\"");
}

double requiredNumber(const ConfigJson& json, const char* key)
{
    if (!json.has(key))
        throw Error(json.what() + ": the RoPE scaling has no \"" + key + "\".");
    return json.number(key, 0.0);
}

RopeScaling readScaling(const ConfigJson& rope, int maxPositions)
{
    RopeScaling scaling;
    if (rope.json().is_null())
        return scaling;
    refusePartialRotation(rope);
    const std::string type = ropeType(rope);
    if (type == "default")
        return scaling;
    if (type == "linear") {
        scaling.kind = RopeScaling::Kind::Linear;
        scaling.factor = requiredNumber(rope, "factor");
    } else if (type == "llama3") {
        scaling.kind = RopeScaling::Kind::Llama3;
        scaling.factor = requiredNumber(rope, "factor");
        scaling.lowFrequencyFactor = requiredNumber(rope, "low_freq_factor");
        scaling.highFrequencyFactor = requiredNumber(rope, "high_freq_factor");
        scaling.originalPositions =
            rope.size("original_max_position_embeddings", ModelLimits::kPositions, maxPositions);
    } else {
        rope.refuse("the RoPE scaling \"" + type.substr(0, 40) + "\"");
    }
    return scaling;
}

double theta(const ConfigJson& rope, double fallback)
{
    return rope.json().is_null() ? fallback : rope.number("rope_theta", fallback);
}

} // namespace

void readRope(const ConfigJson& json, ModelConfig& config)
{
    refusePartialRotation(json);
    const ConfigJson scaling = ropeMember(json, "rope_scaling");
    const ConfigJson parameters = ropeMember(json, "rope_parameters");
    const ConfigJson& rope = scaling.json().is_null() ? parameters : scaling;
    for (const char* kind : {"full_attention", "sliding_attention"}) {
        if (rope.json().is_object() && rope.has(kind))
            rope.refuse(std::string("\"rope_parameters\" with a \"") + kind + "\" of its own");
    }
    config.ropeTheta = theta(rope, json.number("rope_theta", 10000.0));
    config.ropeScaling = readScaling(rope, config.maxPositions);
}

void readGemmaRope(const ConfigJson& json, ModelConfig& config)
{
    constexpr double kFullTheta = 1'000'000.0, kSlidingTheta = 10'000.0;
    refusePartialRotation(json);
    const ConfigJson parameters = ropeMember(json, "rope_parameters");
    const Json nothing;
    const auto nested = [&](const char* kind) {
        return parameters.json().is_null() ? ConfigJson(nothing, json.what()) : ropeMember(parameters, kind);
    };
    const ConfigJson full = nested("full_attention"), sliding = nested("sliding_attention");
    if (!parameters.json().is_null() && full.json().is_null() && sliding.json().is_null())
        json.refuse("\"rope_parameters\" that do not name \"full_attention\" and \"sliding_attention\"");
    const ConfigJson scaling = ropeMember(json, "rope_scaling");

    config.ropeTheta = theta(full, json.number("rope_theta", kFullTheta));
    config.ropeScaling = readScaling(scaling.json().is_null() ? full : scaling, config.maxPositions);
    config.slidingRopeTheta = theta(sliding, json.number("rope_local_base_freq", kSlidingTheta));
    if (readScaling(sliding, config.maxPositions).kind != RopeScaling::Kind::None)
        json.refuse("RoPE scaling of sliding layers");
}

void readGemmaLayers(const ConfigJson& json, ModelConfig& config)
{
    constexpr int kWindow = 4096, kPeriod = 6;
    // "null": a window that ends nowhere.
    const bool unbounded = json.json().contains("sliding_window") && !json.has("sliding_window");
    config.slidingWindow =
        json.size("sliding_window", ModelLimits::kPositions, unbounded ? config.maxPositions : kWindow);
    const int period = json.size("sliding_window_pattern", ModelLimits::kLayers,
                                 json.size("_sliding_window_pattern", ModelLimits::kLayers, kPeriod));
    const Json& types = json.member("layer_types");
    if (types.is_null()) {
        for (int layer = 0; layer < config.layers; ++layer)
            config.slidingLayers.push_back((layer + 1) % period != 0);
        return;
    }
    if (!types.is_array() || types.size() != static_cast<std::size_t>(config.layers))
        throw Error(json.what() + ": \"layer_types\" must name the kind of each of the " +
                    std::to_string(config.layers) + " layers.");
    for (const Json& type : types) {
        if (type != "full_attention" && type != "sliding_attention")
            json.refuse("the layer type " + jsonLine(type).substr(0, 80));
        config.slidingLayers.push_back(type == "sliding_attention");
    }
}

void refuseOtherLayers(const ConfigJson& json)
{
    const Json& types = json.member("layer_types");
    if (types.is_null())
        return;
    if (!types.is_array())
        throw Error(json.what() + ": \"layer_types\" must be a list.");
    for (const Json& type : types) {
        if (type != "full_attention")
            json.refuse("the layer type " + jsonLine(type).substr(0, 80));
    }
}

} // namespace rw
