#include "core/protocol/model_messages.h"

#include "core/protocol/member_reader.h"
#include "core/protocol/rollout_json.h"

namespace rw {

namespace {

/// The parts of an estimate by their names in JSON, for both directions.
template <class Estimate, class Visit>
void forEachPart(Estimate& estimate, Visit&& visit)
{
    visit("runtime", estimate.runtime);
    visit("weights", estimate.weights);
    visit("decode_weights", estimate.decodeWeights);
    visit("sampling", estimate.sampling);
    visit("reference", estimate.reference);
    visit("optimizer", estimate.optimizer);
    visit("activations", estimate.activations);
}

} // namespace

Json toJson(const MemoryEstimate& estimate)
{
    Json json = Json::object();
    forEachPart(estimate, [&](const char* key, std::int64_t bytes) { json[key] = bytes; });
    return json;
}

void fromJson(const Json& json, MemoryEstimate& estimate)
{
    const MemberReader members(json, "memory estimate");
    forEachPart(estimate, [&](const char* key, std::int64_t& bytes) { members.read(key, bytes); });
}

namespace protocol {

Json toJson(const ModelCard& card)
{
    return {{"path", card.path},
            {"name", card.name},
            {"architecture", card.architecture},
            {"format", card.format},
            {"types", card.types},
            {"parameters", card.parameters},
            {"file_bytes", card.fileBytes},
            {"tensors", card.tensors},
            {"layers", card.layers},
            {"hidden_size", card.hiddenSize},
            {"context_length", card.contextLength},
            {"vocabulary", card.vocabulary},
            {"tokenizer", card.tokenizer},
            {"chat_template", card.chatTemplate},
            {"licence", textOrNull(card.licence)}};
}

void fromJson(const Json& json, ModelCard& card)
{
    const MemberReader members(json, "model card");
    members.require("path", card.path);
    members.read("name", card.name);
    members.read("architecture", card.architecture);
    members.read("format", card.format);
    members.read("types", card.types);
    members.read("parameters", card.parameters);
    members.read("file_bytes", card.fileBytes);
    members.read("tensors", card.tensors);
    members.read("layers", card.layers);
    members.read("hidden_size", card.hiddenSize);
    members.read("context_length", card.contextLength);
    members.read("vocabulary", card.vocabulary);
    members.read("tokenizer", card.tokenizer);
    members.read("chat_template", card.chatTemplate);
    members.read("licence", card.licence);
}

namespace {

void fromJson(const Json& json, PromptStretch& stretch)
{
    const MemberReader members(json, "exact_prompt result: a stretch of text");
    members.require("text", stretch.text);
    members.read("special", stretch.special);
}

void fromJson(const Json& json, PromptToken& token)
{
    const MemberReader members(json, "exact_prompt result: a token");
    members.require("id", token.id);
    members.read("text", token.text);
    members.read("special", token.special);
}

template <class Part>
void readList(const MemberReader& members, const char* key, std::vector<Part>& parts)
{
    parts.clear();
    const Json* list = members.find(key);
    if (list == nullptr)
        return;
    if (!list->is_array())
        members.refuse(key, "a list");
    for (const Json& part : *list)
        fromJson(part, parts.emplace_back());
}

} // namespace

Json toJson(const InspectModelParams& message)
{
    return {{"path", message.path}, {"config", rw::toJson(message.config)}};
}

void fromJson(const Json& json, InspectModelParams& message)
{
    const MemberReader members(json, "inspect_model request");
    members.require("path", message.path);
    members.readPart("config", message.config);
}

Json toJson(const ModelInspected& message)
{
    return {{"card", toJson(message.card)},           {"training", rw::toJson(message.training)},
            {"lora", rw::toJson(message.lora)},       {"sampling", rw::toJson(message.sampling)},
            {"adapter", rw::toJson(message.adapter)}, {"memory_free", message.memoryFree}};
}

void fromJson(const Json& json, ModelInspected& message)
{
    const MemberReader members(json, "inspect_model result");
    members.requirePart("card", message.card);
    members.readPart("training", message.training);
    members.readPart("lora", message.lora);
    members.readPart("sampling", message.sampling);
    members.readPart("adapter", message.adapter);
    members.read("memory_free", message.memoryFree);
}

Json toJson(const LoadProgress& message)
{
    return {{"model", message.model}, {"bytes", message.bytes}, {"total_bytes", message.totalBytes}};
}

void fromJson(const Json& json, LoadProgress& message)
{
    const MemberReader members(json, "load_progress notification");
    members.read("model", message.model);
    members.require("bytes", message.bytes);
    members.require("total_bytes", message.totalBytes);
}

Json toJson(const ExactPromptParams& message)
{
    return {{"prompt", rw::toJson(message.prompt)}};
}

void fromJson(const Json& json, ExactPromptParams& message)
{
    MemberReader(json, "exact_prompt request").requirePart("prompt", message.prompt);
}

Json toJson(const ExactPrompt& message)
{
    Json text = Json::array();
    for (const PromptStretch& stretch : message.text)
        text.push_back({{"text", stretch.text}, {"special", stretch.special}});
    Json tokens = Json::array();
    for (const PromptToken& token : message.tokens)
        tokens.push_back({{"id", token.id}, {"text", token.text}, {"special", token.special}});
    return {{"text", text}, {"tokens", tokens}};
}

void fromJson(const Json& json, ExactPrompt& message)
{
    const MemberReader members(json, "exact_prompt result");
    readList(members, "text", message.text);
    readList(members, "tokens", message.tokens);
}

Json toJson(const ExportModelParams& message)
{
    return {{"path", message.path}, {"format", message.format}};
}

void fromJson(const Json& json, ExportModelParams& message)
{
    const MemberReader members(json, "export_model request");
    members.require("path", message.path);
    members.require("format", message.format);
}

Json toJson(const ModelExported& message)
{
    return {{"path", message.path}, {"bytes", message.bytes}};
}

void fromJson(const Json& json, ModelExported& message)
{
    const MemberReader members(json, "export_model result");
    members.read("path", message.path);
    members.read("bytes", message.bytes);
}

} // namespace protocol

} // namespace rw
