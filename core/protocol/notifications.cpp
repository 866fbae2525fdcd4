#include "core/protocol/member_reader.h"
#include "core/protocol/messages.h"
#include "core/protocol/rollout_json.h"

#include <cmath>

namespace rw::protocol {

namespace {

Json toJson(const TokenDelta& delta)
{
    return {{"index", delta.index}, {"text", delta.text}, {"tokens", delta.tokens}};
}

TokenDelta deltaFrom(const Json& json)
{
    TokenDelta delta;
    const MemberReader members(json, "tokens notification: an answer");
    members.require("index", delta.index);
    members.read("text", delta.text);
    members.read("tokens", delta.tokens);
    return delta;
}

/// A metric that could not be computed travels as null and arrives as NaN.
Metrics metricsFrom(const Json& json)
{
    Metrics metrics;
    for (const auto& [key, value] : json.items()) {
        if (!value.is_number() && !value.is_null())
            throw Error("step_committed notification: metric \"" + key + "\" must be a number or null.");
        metrics[key] = value.is_null() ? std::nan("") : value.get<double>();
    }
    return metrics;
}

std::vector<GroupId> groupsFrom(const Json& json)
{
    std::vector<GroupId> groups;
    for (const Json& id : json) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() > std::uint64_t{1} << 62U)
            throw Error("step_committed notification: \"groups\" must hold row numbers.");
        groups.push_back({id.get<std::int64_t>()});
    }
    return groups;
}

} // namespace

Json toJson(const Hello& message)
{
    return {{"protocol", message.protocol},
            {"engine_version", message.engineVersion},
            {"environment", message.environment}};
}

void fromJson(const Json& json, Hello& message)
{
    const MemberReader members(json, "hello notification");
    members.require("protocol", message.protocol);
    members.read("engine_version", message.engineVersion);
    if (const Json* environment = members.find("environment")) {
        if (!environment->is_object())
            members.refuse("environment", "an object");
        message.environment = *environment;
    }
}

Json toJson(const GroupStarted& message)
{
    return {{"group", idJson(message.group)},
            {"prompt", toJson(message.prompt)},
            {"stage", message.stage},
            {"params", toJson(message.params)},
            {"prompt_tokens", message.promptTokens},
            {"policy_version", message.policyVersion}};
}

void fromJson(const Json& json, GroupStarted& message)
{
    const MemberReader members(json, "group_started notification");
    members.require("group", message.group);
    members.requirePart("prompt", message.prompt);
    members.read("stage", message.stage);
    members.readPart("params", message.params);
    members.read("prompt_tokens", message.promptTokens);
    members.read("policy_version", message.policyVersion);
}

Json toJson(const Tokens& message)
{
    Json answers = Json::array();
    for (const TokenDelta& delta : message.answers)
        answers.push_back(toJson(delta));
    return {{"group", idJson(message.group)},
            {"answers", answers},
            {"tokens_per_second", finiteOrNull(message.tokensPerSecond)}};
}

void fromJson(const Json& json, Tokens& message)
{
    const MemberReader members(json, "tokens notification");
    members.require("group", message.group);
    members.read("tokens_per_second", message.tokensPerSecond, 0.0);
    message.answers.clear();
    if (const Json* answers = members.find("answers")) {
        if (!answers->is_array())
            members.refuse("answers", "a list");
        for (const Json& answer : *answers)
            message.answers.push_back(deltaFrom(answer));
    }
}

Json toJson(const AnswerEnded& message)
{
    return {{"group", idJson(message.group)},
            {"index", message.index},
            {"text", message.text},
            {"tokens", message.tokens},
            {"finish_reason", toString(message.finish)}};
}

void fromJson(const Json& json, AnswerEnded& message)
{
    const MemberReader members(json, "answer_ended notification");
    members.require("group", message.group);
    members.require("index", message.index);
    members.read("text", message.text);
    members.read("tokens", message.tokens);
    members.readWord("finish_reason", message.finish, finishReasonFromString);
}

Json toJson(const AnswerFinished& message)
{
    return {{"group", idJson(message.group)},
            {"rollout", idJson(message.rollout)},
            {"index", message.index},
            {"text", message.text},
            {"tokens", message.tokens},
            {"finish_reason", toString(message.finish)},
            {"verdict", toJson(message.verdict)}};
}

void fromJson(const Json& json, AnswerFinished& message)
{
    const MemberReader members(json, "answer_finished notification");
    members.require("group", message.group);
    members.require("rollout", message.rollout);
    members.require("index", message.index);
    members.read("text", message.text);
    members.read("tokens", message.tokens);
    members.readWord("finish_reason", message.finish, finishReasonFromString);
    members.readPart("verdict", message.verdict);
}

Json toJson(const GroupFinished& message)
{
    return {{"group", idJson(message.group)},
            {"seconds", finiteOrNull(message.seconds)},
            {"tokens_per_second", finiteOrNull(message.tokensPerSecond)}};
}

void fromJson(const Json& json, GroupFinished& message)
{
    const MemberReader members(json, "group_finished notification");
    members.require("group", message.group);
    members.read("seconds", message.seconds, 0.0);
    members.read("tokens_per_second", message.tokensPerSecond, 0.0);
}

Json toJson(const TrainProgress& message)
{
    return {{"step", message.step},
            {"done", message.done},
            {"steps", message.steps},
            {"phase", message.phase},
            {"share", finiteOrNull(message.share)},
            {"seconds_left", finiteOrNull(message.secondsLeft)}};
}

void fromJson(const Json& json, TrainProgress& message)
{
    const MemberReader members(json, "train_progress notification");
    members.require("step", message.step);
    members.read("done", message.done);
    members.read("steps", message.steps);
    members.read("phase", message.phase);
    members.read("share", message.share, 0.0, 1.0);
    members.read("seconds_left", message.secondsLeft);
}

Json toJson(const StepCommitted& message)
{
    Json metrics = Json::object();
    for (const auto& [key, value] : message.metrics)
        metrics[key] = finiteOrNull(value);
    Json groups = Json::array();
    for (const GroupId group : message.groups)
        groups.push_back(group.value);
    return {{"step", message.step},
            {"seconds", finiteOrNull(message.seconds)},
            {"metrics", metrics},
            {"groups", groups}};
}

void fromJson(const Json& json, StepCommitted& message)
{
    const MemberReader members(json, "step_committed notification");
    members.require("step", message.step);
    members.read("seconds", message.seconds, 0.0);
    if (const Json* metrics = members.find("metrics")) {
        if (!metrics->is_object())
            members.refuse("metrics", "an object");
        message.metrics = metricsFrom(*metrics);
    }
    if (const Json* groups = members.find("groups")) {
        if (!groups->is_array())
            members.refuse("groups", "a list");
        message.groups = groupsFrom(*groups);
    }
}

Json toJson(const Status& message)
{
    return {{"step", message.step},
            {"tokens_per_second", finiteOrNull(message.tokensPerSecond)},
            {"memory_bytes", message.memoryBytes},
            {"memory_total_bytes", message.memoryTotalBytes}};
}

void fromJson(const Json& json, Status& message)
{
    const MemberReader members(json, "status notification");
    members.read("step", message.step);
    members.read("tokens_per_second", message.tokensPerSecond, 0.0);
    members.read("memory_bytes", message.memoryBytes);
    members.read("memory_total_bytes", message.memoryTotalBytes);
}

} // namespace rw::protocol
