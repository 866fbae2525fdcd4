#include "core/base/error.h"
#include "core/text/json_object.h"
#include "core/text/tokenizer_json_steps.h"
#include "core/text/tokenizer_tables.h"
#include "core/text/vocabulary_builder.h"

namespace rw {

namespace {

constexpr std::string_view kRemedy = "Take the tokenizer.json that belongs to the model.";
constexpr std::size_t kDepthLimit = 16;

void readModelOptions(const JsonObject& model, TokenizerTables& tables)
{
    if (const std::string_view type = model.text("type", "BPE"); type != "BPE")
        refusePart(model, "model", type);
    for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"}) {
        if (!model.text(key, "").empty())
            refusePart(model, std::string("model option ") + key, model.text(key));
    }
    double dropout = 0.0;
    if (const auto element = model.find("dropout");
        element && (element->get(dropout) != simdjson::SUCCESS || dropout != 0.0))
        refusePart(model, "model option dropout", shortJson(*element));
    tables.ignoreMerges = model.flag("ignore_merges", false);
    tables.byteFallback = model.flag("byte_fallback", false);
    tables.fuseUnknown = model.flag("fuse_unk", false);
}

void readTokens(const JsonObject& model, VocabularyBuilder& builder)
{
    simdjson::dom::object vocabulary;
    const auto element = model.find("vocab");
    if (!element || element->get(vocabulary) != simdjson::SUCCESS || vocabulary.size() == 0)
        builder.fail("has no \"vocab\" in its model");
    for (const auto field : vocabulary) {
        std::uint64_t id = 0;
        if (field.value.get(id) != simdjson::SUCCESS)
            builder.fail("gives the token \"" + std::string(field.key.substr(0, 80)) + "\" the id " +
                         shortJson(field.value) + "; ids are whole numbers from 0 on");
        builder.addToken(field.key, id);
    }
}

void readAddedTokens(const JsonObject& root, VocabularyBuilder& builder)
{
    if (!root.has("added_tokens"))
        return;
    for (const auto element : root.list("added_tokens")) {
        const JsonObject entry(element, root.what() + ", \"added_tokens\"");
        AddedToken token;
        token.text = entry.text("content");
        token.special = entry.flag("special", false);
        token.normalized = entry.flag("normalized", !token.special);
        token.singleWord = entry.flag("single_word", false);
        token.stripLeft = entry.flag("lstrip", false);
        token.stripRight = entry.flag("rstrip", false);
        builder.addAdded(std::move(token), entry.count("id"));
    }
}

/// The parts of "a b" or ["a", "b"].
void readMerge(simdjson::dom::element merge, VocabularyBuilder& builder)
{
    std::string_view text;
    if (merge.get(text) == simdjson::SUCCESS) {
        const std::size_t space = text.find(' ');
        if (space != std::string_view::npos && text.find(' ', space + 1) == std::string_view::npos)
            return builder.addMerge(text.substr(0, space), text.substr(space + 1));
    }
    simdjson::dom::array parts;
    std::string_view left;
    std::string_view right;
    if (merge.get(parts) == simdjson::SUCCESS && parts.size() == 2 &&
        parts.at(0).get(left) == simdjson::SUCCESS && parts.at(1).get(right) == simdjson::SUCCESS)
        return builder.addMerge(left, right);
    builder.fail("has the merge " + shortJson(merge) + "; a merge is \"a b\" or [\"a\", \"b\"]");
}

void readMerges(const JsonObject& model, VocabularyBuilder& builder)
{
    simdjson::dom::array merges;
    const auto element = model.find("merges");
    if (!element || element->get(merges) != simdjson::SUCCESS)
        builder.fail("has no list \"merges\" in its model");
    builder.expectMerges(merges.size());
    for (const auto merge : merges)
        readMerge(merge, builder);
    builder.closeMerges();
}

simdjson::dom::element parsed(simdjson::dom::parser& parser, std::string_view json, std::string_view what)
{
    if (json.size() > kTokenizerFileLimit)
        throw Error(std::string(what) + " has " + std::to_string(json.size()) + " bytes of JSON; at most " +
                    std::to_string(kTokenizerFileLimit) + " are read.");
    simdjson::error_code problem = parser.allocate(json.size(), kDepthLimit);
    simdjson::dom::element root;
    if (problem == simdjson::SUCCESS)
        problem = parser.parse(json.data(), json.size()).get(root);
    if (problem == simdjson::DEPTH_ERROR)
        throw Error(std::string(what) + " is nested deeper than " + std::to_string(kDepthLimit) +
                    " levels; such JSON is refused.");
    if (problem != simdjson::SUCCESS)
        throw Error(std::string(what) + " is not valid JSON: " + simdjson::error_message(problem) + ".",
                    kRemedy);
    return root;
}

} // namespace

TokenizerTables parseTokenizerJson(std::string_view json, std::string_view what)
{
    simdjson::dom::parser parser;
    const JsonObject root(parsed(parser, json, what), what);
    TokenizerTables tables;
    readNormalizer(root, tables);
    readPreTokenizer(root, tables);
    readDecoder(root, tables);

    VocabularyBuilder builder(tables, what, kRemedy);
    if (!root.has("model"))
        builder.fail("has no \"model\"");
    const JsonObject model(*root.find("model"), std::string(what) + ", \"model\"");
    readModelOptions(model, tables);
    readTokens(model, builder);
    readAddedTokens(root, builder);
    builder.close();
    if (model.has("unk_token"))
        tables.unknownId = builder.idOf(model.text("unk_token"), "unknown token");
    readMerges(model, builder);
    readPostProcessor(root, tables);
    return tables;
}

} // namespace rw
