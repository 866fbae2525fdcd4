#include "core/prompts/prompt_record.h"

#include "core/base/strict_json.h"

namespace rw {

namespace {

/// Metadata that is no JSON any more (edited by hand) is kept as a text.
Json metadataJson(const std::string& metadata)
{
    Json json = Json::parse(metadata, nullptr, false);
    return json.is_discarded() ? Json(metadata) : json;
}

} // namespace

std::string_view toString(PromptSplit split)
{
    return split == PromptSplit::Training ? "train" : "heldout";
}

std::string recordLine(const PromptRecord& record)
{
    Json json{{"id", record.prompt.id}, {"prompt", record.prompt.text}};
    const auto add = [&json](const char* key, const std::string& text) {
        if (!text.empty())
            json[key] = text;
    };
    add("answer", record.prompt.answer);
    add("category", record.prompt.category);
    if (record.prompt.difficulty != 0)
        json["difficulty"] = record.prompt.difficulty;
    add("solution", record.solution);
    add("chosen", record.chosen);
    add("rejected", record.rejected);
    if (!record.tags.empty())
        json["tags"] = record.tags;
    if (record.split == PromptSplit::HeldOut)
        json["split"] = toString(record.split);
    if (!record.metadata.empty())
        json["metadata"] = metadataJson(record.metadata);
    return jsonLine(json);
}

} // namespace rw
