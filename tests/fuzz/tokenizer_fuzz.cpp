#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/text/streaming_decoder.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_export.h"
#include "tests/core/text/small_tokenizer.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <cstdlib>

namespace rw::fuzz {

namespace {

constexpr std::size_t kTextBytes = 64;

void demand(bool condition)
{
    if (!condition)
        std::abort();
}

void checkText(const Tokenizer& tokenizer, const Tokenizer& again, std::string_view text, SpecialTokens mode)
{
    const std::vector<std::int32_t> ids = tokenizer.encode(text, mode);
    demand(again.encode(text, mode) == ids);
    StreamingDecoder decoder(tokenizer);
    std::string joined;
    for (const std::int32_t id : ids) {
        demand(id >= 0 && id < tokenizer.vocabSize());
        joined += decoder.push(id);
    }
    demand(joined + decoder.finish() == tokenizer.decode(ids));
}

/// Words that become one another, spaces as markers, bytes for the rest.
std::string sentencePieceSeed()
{
    Json vocabulary{{"<unk>", 0}, {"<s>", 1}, {"\u2581", 2}, {"a", 3}, {"b", 4}, {"ab", 5}, {"\u2581ab", 6}};
    const Json replace{{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "\u2581"}};
    const Json prepend{{"type", "Prepend"}, {"prepend", "\u2581"}};
    const Json back{{"type", "Replace"}, {"pattern", {{"String", "\u2581"}}}, {"content", " "}};
    const Json strip{{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}};
    return Json{
        {"added_tokens", {{{"id", 1}, {"content", "<s>"}, {"special", true}, {"lstrip", true}}}},
        {"normalizer", {{"type", "Sequence"}, {"normalizers", {prepend, replace}}}},
        {"pre_tokenizer", nullptr},
        {"decoder",
         {{"type", "Sequence"}, {"decoders", {back, {{"type", "ByteFallback"}}, {{"type", "Fuse"}}, strip}}}},
        {"model",
         {{"type", "BPE"},
          {"unk_token", "<unk>"},
          {"fuse_unk", true},
          {"byte_fallback", true},
          {"vocab", vocabulary},
          {"merges", {"a b", {"\u2581", "ab"}}}}}}
        .dump();
}

std::string expressionSeed()
{
    Json json = Json::parse(test::smallVocabulary().toTokenizerJson());
    json["normalizer"] = {{"type", "NFC"}};
    json["pre_tokenizer"] = {
        {"type", "Sequence"},
        {"pretokenizers",
         {{{"type", "Split"}, {"pattern", {{"Regex", "\\s+|[a-z]+"}}}, {"behavior", "MergedWithNext"}},
          {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"use_regex", false}}}}};
    return json.dump();
}

} // namespace

/// The input is a tokenizer.json; its end is also the text that the tokenizer encodes.
void run(std::string_view input)
{
    const Tokenizer tokenizer = Tokenizer::parse(input, "tokenizer.json");
    const Tokenizer again = Tokenizer::parse(tokenizerJson(tokenizer), "the tokenizer.json written");
    const std::string text =
        "ab  the 12 \n" + std::string(input.substr(input.size() - std::min(input.size(), kTextBytes)));
    checkText(tokenizer, again, text, SpecialTokens::Ignore);
    checkText(tokenizer, again, text, SpecialTokens::Recognise);
    try {
        (void)Tokenizer::fromGguf(ggufVocabulary(tokenizer), "the GGUF vocabulary written");
    } catch (const Error&) {
        // Not every tokenizer has words in GGUF.
    }
}

std::vector<std::string> seeds()
{
    return {test::smallVocabulary().toTokenizerJson(), sentencePieceSeed(), expressionSeed()};
}

} // namespace rw::fuzz
