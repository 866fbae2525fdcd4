#include "core/base/strict_json.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_export.h"
#include "core/text/tokenizer_tables.h"

#include <utility>

namespace rw {

namespace {

Json patternJson(const TextPattern& pattern)
{
    return {{pattern.isExpression() ? "Regex" : "String", pattern.text()}};
}

Json stepJson(const ComposeStep&)
{
    return {{"type", "NFC"}};
}

Json stepJson(const ReplaceStep& step)
{
    return {{"type", "Replace"}, {"pattern", patternJson(step.pattern)}, {"content", step.content}};
}

Json stepJson(const PrependStep& step)
{
    return {{"type", "Prepend"}, {"prepend", step.prefix}};
}

Json stepJson(const StripStep& step)
{
    return {{"type", "Strip"}, {"strip_left", step.left}, {"strip_right", step.right}};
}

const char* nameOf(SplitBehavior behavior)
{
    switch (behavior) {
    case SplitBehavior::Removed:
        return "Removed";
    case SplitBehavior::Isolated:
        return "Isolated";
    case SplitBehavior::MergedWithPrevious:
        return "MergedWithPrevious";
    case SplitBehavior::MergedWithNext:
        return "MergedWithNext";
    }
    return "";
}

Json splitJson(const Json& pattern, SplitBehavior behavior, bool invert)
{
    return {{"type", "Split"}, {"pattern", pattern}, {"behavior", nameOf(behavior)}, {"invert", invert}};
}

Json stepJson(const SplitStep& step)
{
    return splitJson(patternJson(step.pattern), step.behavior, step.invert);
}

Json stepJson(const WordsStep& step)
{
    return splitJson({{"Regex", patternText(step.pattern)}}, SplitBehavior::Isolated, false);
}

Json stepJson(const DigitsStep& step)
{
    return {{"type", "Digits"}, {"individual_digits", step.individual}};
}

Json metaspaceJson(MetaspaceStep::Prepend prepend, bool split)
{
    const char* scheme = prepend == MetaspaceStep::Prepend::Always  ? "always"
                         : prepend == MetaspaceStep::Prepend::First ? "first"
                                                                    : "never";
    return {
        {"type", "Metaspace"}, {"replacement", kSpaceMarker}, {"prepend_scheme", scheme}, {"split", split}};
}

Json stepJson(const MetaspaceStep& step)
{
    return metaspaceJson(step.prepend, step.split);
}

Json byteLevelJson(bool prefixSpace, bool words)
{
    return {{"type", "ByteLevel"},
            {"add_prefix_space", prefixSpace},
            {"trim_offsets", true},
            {"use_regex", words}};
}

/// Where it stands alone; the ByteLevel behind it says it too.
Json stepJson(const PrefixSpaceStep&)
{
    return byteLevelJson(true, false);
}

/// One step as it is, several as a Sequence, none as null.
Json sequence(std::vector<Json> steps, const char* key)
{
    if (steps.empty())
        return nullptr;
    if (steps.size() == 1)
        return steps.front();
    return {{"type", "Sequence"}, {key, std::move(steps)}};
}

Json normalizerJson(const TokenizerTables& tables)
{
    std::vector<Json> steps;
    for (const NormalizerStep& step : tables.normalizer.steps())
        steps.push_back(std::visit([](const auto& one) { return stepJson(one); }, step));
    return sequence(std::move(steps), "normalizers");
}

Json preTokenizerJson(const TokenizerTables& tables)
{
    std::vector<PreTokenizerStep> rest = tables.preTokenizer.steps();
    bool words = false;
    bool prefixSpace = false;
    if (tables.byteLevel) { // ByteLevel stands for what is last of these
        const auto* last = rest.empty() ? nullptr : std::get_if<WordsStep>(&rest.back());
        words = last != nullptr && last->pattern == WordPattern::Gpt2;
        if (words)
            rest.pop_back();
        prefixSpace = !rest.empty() && std::holds_alternative<PrefixSpaceStep>(rest.back());
        if (prefixSpace)
            rest.pop_back();
    }
    std::vector<Json> steps;
    for (const PreTokenizerStep& step : rest)
        steps.push_back(std::visit([](const auto& one) { return stepJson(one); }, step));
    if (tables.byteLevel)
        steps.push_back(byteLevelJson(prefixSpace, words));
    return sequence(std::move(steps), "pretokenizers");
}

Json decoderJson(const DecoderRules& rules)
{
    if (rules.byteLevel)
        return byteLevelJson(false, true);
    std::vector<Json> steps;
    for (const auto& [from, to] : rules.replacements)
        steps.push_back({{"type", "Replace"}, {"pattern", {{"String", from}}}, {"content", to}});
    if (!rules.marker.empty())
        steps.push_back(metaspaceJson(
            rules.dropFirstMarkers ? MetaspaceStep::Prepend::Always : MetaspaceStep::Prepend::Never, true));
    if (rules.byteFallback)
        steps.push_back({{"type", "ByteFallback"}});
    if (rules.leadingCount > 0 || steps.empty() || rules.byteFallback)
        steps.push_back({{"type", "Fuse"}});
    if (rules.leadingCount > 0)
        steps.push_back(
            {{"type", "Strip"}, {"content", rules.leading}, {"start", rules.leadingCount}, {"stop", 0}});
    return sequence(std::move(steps), "decoders");
}

Json postProcessorJson(const TokenizerTables& tables)
{
    if (tables.inFront.empty() && tables.behind.empty())
        return nullptr;
    Json single = Json::array();
    Json special = Json::object();
    const auto add = [&](std::int32_t id) {
        const std::string text(tables.texts[id]);
        single.push_back({{"SpecialToken", {{"id", text}, {"type_id", 0}}}});
        special[text] = {{"id", text}, {"ids", Json::array({id})}, {"tokens", Json::array({text})}};
    };
    for (const std::int32_t id : tables.inFront)
        add(id);
    single.push_back({{"Sequence", {{"id", "A"}, {"type_id", 0}}}});
    for (const std::int32_t id : tables.behind)
        add(id);
    const Json pair = Json::array(
        {{{"Sequence", {{"id", "A"}, {"type_id", 0}}}}, {{"Sequence", {{"id", "B"}, {"type_id", 1}}}}});
    return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", special}};
}

Json addedJson(const TokenizerTables& tables)
{
    Json added = Json::array();
    for (const AddedToken& token : tables.added)
        added.push_back({{"id", token.id},
                         {"content", token.text},
                         {"single_word", token.singleWord},
                         {"lstrip", token.stripLeft},
                         {"rstrip", token.stripRight},
                         {"normalized", token.normalized},
                         {"special", token.special}});
    return added;
}

Json modelJson(const TokenizerTables& tables)
{
    Json vocabulary = Json::object();
    for (std::int32_t id = 0; id < tables.texts.size(); ++id) {
        if (tables.traits[static_cast<std::size_t>(id)].inModel)
            vocabulary[tables.fileText(id)] = id;
    }
    Json merges = Json::array();
    for (const Merge& merge : tables.merges.sorted())
        merges.push_back({tables.fileText(merge.left), tables.fileText(merge.right)});
    const Json unknown = tables.unknownId < 0 ? Json() : Json(tables.fileText(tables.unknownId));
    return {{"type", "BPE"},
            {"dropout", nullptr},
            {"unk_token", unknown},
            {"continuing_subword_prefix", nullptr},
            {"end_of_word_suffix", nullptr},
            {"fuse_unk", tables.fuseUnknown},
            {"byte_fallback", tables.byteFallback},
            {"ignore_merges", tables.ignoreMerges},
            {"vocab", std::move(vocabulary)},
            {"merges", std::move(merges)}};
}

} // namespace

std::string tokenizerJson(const Tokenizer& tokenizer)
{
    const TokenizerTables& tables = tokenizer.tables();
    const Json root{{"version", "1.0"},
                    {"truncation", nullptr},
                    {"padding", nullptr},
                    {"added_tokens", addedJson(tables)},
                    {"normalizer", normalizerJson(tables)},
                    {"pre_tokenizer", preTokenizerJson(tables)},
                    {"post_processor", postProcessorJson(tables)},
                    {"decoder", decoderJson(tables.decoder)},
                    {"model", modelJson(tables)}};
    return root.dump() + "\n";
}

} // namespace rw
