#include "core/text/tokenizer_json_steps.h"

#include "core/base/error.h"

#include <array>
#include <functional>
#include <utility>

namespace rw {

namespace {

/// Calls `read` for an object of a part or, if it is a Sequence, for each object of its list `steps`.
void forEachStep(const JsonObject& root, const char* part, const char* steps,
                 const std::function<void(const JsonObject&)>& read)
{
    if (!root.has(part))
        return;
    const JsonObject object = root.object(part);
    if (object.text("type") != "Sequence") {
        read(object);
        return;
    }
    for (const auto step : object.list(steps)) {
        const JsonObject one(step, object.what());
        if (one.text("type") == "Sequence")
            refusePart(one, part, "Sequence in a Sequence");
        read(one);
    }
}

TextPattern readPattern(const JsonObject& owner)
{
    const JsonObject pattern = owner.object("pattern");
    if (pattern.has("Regex"))
        return TextPattern::expression(std::string(pattern.text("Regex")), owner.what());
    return TextPattern::literal(std::string(pattern.text("String")));
}

NormalizerStep normalizerStep(const JsonObject& step)
{
    const std::string_view type = step.text("type");
    if (type == "NFC")
        return ComposeStep{};
    if (type == "Replace")
        return ReplaceStep{readPattern(step), std::string(step.text("content"))};
    if (type == "Prepend")
        return PrependStep{std::string(step.text("prepend"))};
    if (type == "Strip")
        return StripStep{step.flag("strip_left", true), step.flag("strip_right", true)};
    refusePart(step, "normalizer", type);
}

SplitBehavior readBehavior(const JsonObject& step)
{
    constexpr std::array<std::pair<std::string_view, SplitBehavior>, 4> kNames{
        {{"Removed", SplitBehavior::Removed},
         {"Isolated", SplitBehavior::Isolated},
         {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
         {"MergedWithNext", SplitBehavior::MergedWithNext}}};
    const std::string_view name = step.text("behavior");
    for (const auto& [known, behavior] : kNames) {
        if (name == known)
            return behavior;
    }
    refusePart(step, "pre_tokenizer Split behavior", name);
}

PreTokenizerStep splitStep(const JsonObject& step)
{
    const SplitBehavior behavior = readBehavior(step);
    const bool invert = step.flag("invert", false);
    // The known patterns match all of any text, so the two ways to keep what they match are one.
    const bool keepsMatches =
        invert ? behavior == SplitBehavior::Removed : behavior == SplitBehavior::Isolated;
    const JsonObject pattern = step.object("pattern");
    for (const WordPattern known : {WordPattern::Gpt2, WordPattern::Llama3, WordPattern::Qwen2}) {
        if (keepsMatches && pattern.text("Regex", "") == patternText(known))
            return WordsStep{known};
    }
    return SplitStep{readPattern(step), behavior, invert};
}

MetaspaceStep::Prepend readPrepend(const JsonObject& step)
{
    if (!step.flag("add_prefix_space", true))
        return MetaspaceStep::Prepend::Never;
    const std::string_view scheme = step.text("prepend_scheme", "always");
    if (scheme == "always")
        return MetaspaceStep::Prepend::Always;
    if (scheme == "first")
        return MetaspaceStep::Prepend::First;
    if (scheme == "never")
        return MetaspaceStep::Prepend::Never;
    refusePart(step, "Metaspace option prepend_scheme", scheme);
}

void checkMarker(const JsonObject& step)
{
    if (step.text("replacement", kSpaceMarker) != kSpaceMarker)
        refusePart(step, "Metaspace option replacement", step.text("replacement"));
}

void addPreTokenizerStep(const JsonObject& step, TokenizerTables& tables,
                         std::vector<PreTokenizerStep>& steps)
{
    const std::string_view type = step.text("type");
    if (tables.byteLevel)
        refusePart(step, "pre_tokenizer behind ByteLevel", type);
    if (type == "Split") {
        steps.push_back(splitStep(step));
    } else if (type == "Digits") {
        steps.emplace_back(DigitsStep{step.flag("individual_digits", false)});
    } else if (type == "Metaspace") {
        checkMarker(step);
        steps.emplace_back(MetaspaceStep{readPrepend(step), step.flag("split", true)});
    } else if (type == "ByteLevel") {
        tables.byteLevel = true;
        if (step.flag("add_prefix_space", true))
            steps.emplace_back(PrefixSpaceStep{});
        if (step.flag("use_regex", true))
            steps.emplace_back(WordsStep{WordPattern::Gpt2});
    } else {
        refusePart(step, "pre_tokenizer", type);
    }
}

void addDecoderStep(const JsonObject& step, DecoderRules& rules, bool& fused)
{
    const std::string_view type = step.text("type");
    const auto refuse = [&] { refusePart(step, "decoder", type); };
    if (rules.byteLevel || rules.leadingCount > 0)
        refuse();
    if (type == "ByteLevel") {
        rules.byteLevel = true;
    } else if (type == "Replace" && !fused && !rules.byteFallback && rules.marker.empty()) {
        const JsonObject pattern = step.object("pattern");
        const std::string_view from = pattern.text("String", "");
        if (from.empty())
            refusePart(step, "decoder Replace pattern", shortJson(*step.find("pattern")));
        rules.replacements.emplace_back(from, step.text("content"));
    } else if (type == "Metaspace" && !fused && !rules.byteFallback) {
        checkMarker(step);
        rules.marker = kSpaceMarker;
        rules.dropFirstMarkers = readPrepend(step) != MetaspaceStep::Prepend::Never;
    } else if (type == "ByteFallback" && !fused) {
        rules.byteFallback = true;
    } else if (type == "Fuse") {
        fused = true;
    } else if (type == "Strip" && fused && step.count("stop") == 0) {
        rules.leading = step.text("content");
        rules.leadingCount = static_cast<std::int32_t>(std::min<std::uint64_t>(step.count("start"), 1000));
    } else {
        refuse();
    }
}

/// The ids that stand for a special token in a TemplateProcessing.
void appendTemplateIds(const JsonObject& post, std::string_view name, const TokenizerTables& tables,
                       std::vector<std::int32_t>& ids)
{
    const JsonObject token = post.object("special_tokens").object(name);
    for (const auto entry : token.list("ids")) {
        std::uint64_t id = 0;
        if (entry.get(id) != simdjson::SUCCESS || id >= static_cast<std::uint64_t>(tables.texts.size()))
            throw Error(post.what() + " names the id " + shortJson(entry) + ", which is no token.");
        ids.push_back(static_cast<std::int32_t>(id));
    }
}

void readTemplate(const JsonObject& post, TokenizerTables& tables)
{
    bool seenText = false;
    for (const auto element : post.list("single")) {
        const JsonObject item(element, post.what());
        if (item.has("Sequence")) {
            if (seenText || item.object("Sequence").text("id", "A") != "A")
                refusePart(post, "post_processor", "TemplateProcessing of more than one text");
            seenText = true;
        } else {
            appendTemplateIds(post, item.object("SpecialToken").text("id"), tables,
                              seenText ? tables.behind : tables.inFront);
        }
    }
    if (!seenText)
        refusePart(post, "post_processor", "TemplateProcessing without a text");
}

} // namespace

void refusePart(const JsonObject& owner, std::string_view part, std::string_view name)
{
    throw Error(owner.what() + ": the " + std::string(part) + " \"" + std::string(name.substr(0, 80)) +
                    "\" is not supported.",
                "BPE as GPT-2, Llama, Qwen, SmolLM and Gemma models have it is.");
}

void readNormalizer(const JsonObject& root, TokenizerTables& tables)
{
    std::vector<NormalizerStep> steps;
    forEachStep(root, "normalizer", "normalizers",
                [&](const JsonObject& step) { steps.push_back(normalizerStep(step)); });
    tables.normalizer = Normalizer(std::move(steps));
}

void readPreTokenizer(const JsonObject& root, TokenizerTables& tables)
{
    std::vector<PreTokenizerStep> steps;
    forEachStep(root, "pre_tokenizer", "pretokenizers",
                [&](const JsonObject& step) { addPreTokenizerStep(step, tables, steps); });
    tables.preTokenizer = PreTokenizer(std::move(steps));
}

void readDecoder(const JsonObject& root, TokenizerTables& tables)
{
    if (!root.has("decoder"))
        refusePart(root, "decoder", "null");
    bool fused = false;
    forEachStep(root, "decoder", "decoders",
                [&](const JsonObject& step) { addDecoderStep(step, tables.decoder, fused); });
    if (tables.decoder.byteLevel != tables.byteLevel)
        throw Error(root.what() + " has ByteLevel as its " +
                        (tables.byteLevel ? "pre_tokenizer, but not as its decoder."
                                          : "decoder, but not as its pre_tokenizer."),
                    "Take the tokenizer.json that belongs to the model.");
}

void readPostProcessor(const JsonObject& root, TokenizerTables& tables)
{
    bool seen = false;
    forEachStep(root, "post_processor", "processors", [&](const JsonObject& step) {
        const std::string_view type = step.text("type");
        if (type == "ByteLevel") // moves offsets alone
            return;
        if (type != "TemplateProcessing" || std::exchange(seen, true))
            refusePart(step, "post_processor", type);
        readTemplate(step, tables);
    });
}

} // namespace rw
