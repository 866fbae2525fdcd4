#include "core/protocol/member_reader.h"
#include "core/protocol/messages.h"
#include "core/protocol/rollout_json.h"

namespace rw::protocol {

Json toJson(const OpenRunParams& message)
{
    return {{"directory", message.directory},
            {"create", message.create},
            {"model", message.model},
            {"label", message.label},
            {"base_model", message.baseModel},
            {"imitation_model", message.imitationModel},
            {"prompts", message.prompts},
            {"library", message.library},
            {"seed", message.seed},
            {"config", toJson(message.config)},
            {"purpose", message.purpose},
            {"device", message.device},
            {"precision", message.precision}};
}

void fromJson(const Json& json, OpenRunParams& message)
{
    const MemberReader members(json, "open_run request");
    members.require("directory", message.directory);
    members.read("create", message.create);
    members.read("model", message.model);
    members.read("label", message.label);
    members.read("base_model", message.baseModel);
    members.read("imitation_model", message.imitationModel);
    members.read("prompts", message.prompts);
    members.read("library", message.library);
    members.read("seed", message.seed);
    members.readPart("config", message.config);
    members.read("purpose", message.purpose);
    if (!message.purpose.empty() && message.purpose != "train" && message.purpose != "sample")
        members.refuse("purpose", "\"train\" or \"sample\"");
    members.read("device", message.device);
    members.read("precision", message.precision);
}

Json toJson(const RunOpened& message)
{
    return {{"directory", message.directory},
            {"step", message.step},
            {"parameters", message.parameters},
            {"context_length", message.contextLength},
            {"model_name", message.modelName},
            {"config", toJson(message.config)},
            {"model", message.model},
            {"purpose", message.purpose},
            {"stages", message.stages},
            {"device", message.device},
            {"device_reason", message.deviceReason}};
}

void fromJson(const Json& json, RunOpened& message)
{
    const MemberReader members(json, "open_run result");
    members.require("directory", message.directory);
    members.read("step", message.step);
    members.read("parameters", message.parameters);
    members.read("context_length", message.contextLength);
    members.read("model_name", message.modelName);
    members.readPart("config", message.config);
    members.read("model", message.model);
    members.read("purpose", message.purpose);
    members.read("stages", message.stages);
    members.read("device", message.device);
    members.read("device_reason", message.deviceReason);
}

Json toJson(const GenerateParams& message)
{
    return {{"prompt", toJson(message.prompt)},
            {"stage", message.stage},
            {"source", message.source},
            {"params", toJson(message.params)},
            {"pace", message.pace}};
}

void fromJson(const Json& json, GenerateParams& message)
{
    const MemberReader members(json, "generate request");
    members.requirePart("prompt", message.prompt);
    members.read("stage", message.stage);
    members.read("source", message.source);
    members.readPart("params", message.params);
    members.read("pace", message.pace, 0.0);
}

Json toJson(const GenerateResult& message)
{
    return {{"group", idJson(message.group)}, {"cancelled", message.cancelled}};
}

void fromJson(const Json& json, GenerateResult& message)
{
    const MemberReader members(json, "generate result");
    members.read("group", message.group);
    members.read("cancelled", message.cancelled);
}

Json toJson(const TrainParams& message)
{
    return {{"steps", message.steps}};
}

void fromJson(const Json& json, TrainParams& message)
{
    MemberReader(json, "train request").read("steps", message.steps);
}

Json toJson(const TrainResult& message)
{
    return {{"done", message.done}, {"step", message.step}, {"paused", message.paused}};
}

void fromJson(const Json& json, TrainResult& message)
{
    const MemberReader members(json, "train result");
    members.read("done", message.done);
    members.read("step", message.step);
    members.read("paused", message.paused);
}

Json toJson(const StarParams& message)
{
    return {{"uuid", message.uuid}, {"rollout", idJson(message.rollout)}, {"starred", message.starred}};
}

void fromJson(const Json& json, StarParams& message)
{
    const MemberReader members(json, "star request");
    members.require("uuid", message.uuid);
    if (message.uuid.empty())
        members.refuse("uuid", "a text that is not empty");
    members.require("rollout", message.rollout);
    members.read("starred", message.starred);
}

Json toJson(const StarAcknowledged& message)
{
    return {{"uuid", message.uuid}};
}

void fromJson(const Json& json, StarAcknowledged& message)
{
    MemberReader(json, "star result").require("uuid", message.uuid);
}

} // namespace rw::protocol
