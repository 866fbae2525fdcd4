#include "core/base/error.h"
#include "core/text/gguf_pre_tokenizers.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_export.h"
#include "core/text/tokenizer_tables.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

using TokenType = GgufVocabulary::TokenType;

[[noreturn]] void refuse(const std::string& what)
{
    throw Error("A GGUF file cannot say that a tokenizer " + what + ".",
                "Export this model as safetensors with its tokenizer.json instead.");
}

void fillTokens(const TokenizerTables& tables, GgufVocabulary& vocabulary)
{
    for (std::int32_t id = 0; id < tables.texts.size(); ++id) {
        vocabulary.tokens.push_back(tables.fileText(id));
        const bool isByte = !tables.byteLevel && fallbackByte(tables.texts[id]) >= 0;
        vocabulary.types.push_back(isByte ? TokenType::Byte : TokenType::Normal);
    }
    for (const AddedToken& token : tables.added) {
        if (token.singleWord || token.stripLeft || token.stripRight)
            refuse("has added tokens with conditions, as \"" + token.text + "\" is");
        const auto id = static_cast<std::size_t>(token.id);
        vocabulary.tokens[id] = token.text;
        vocabulary.types[id] = token.id == tables.unknownId ? TokenType::Unknown
                               : token.special              ? TokenType::Control
                                                            : TokenType::UserDefined;
    }
}

void fillByteLevel(const TokenizerTables& tables, GgufVocabulary& vocabulary)
{
    vocabulary.model = "gpt2";
    vocabulary.pre = ggufPreTokenizerName(tables);
    if (vocabulary.pre.empty())
        refuse("prepares text as this one does");
    for (const Merge& merge : tables.merges.sorted())
        vocabulary.merges.push_back(tables.fileText(merge.left) + " " + tables.fileText(merge.right));
}

/// Whether spaces become markers, whether one is put in front, and nothing else happens to the text.
bool isSentencePiece(const TokenizerTables& tables, bool& prefix)
{
    bool marks = false;
    prefix = false;
    for (const NormalizerStep& step : tables.normalizer.steps()) {
        const auto* replace = std::get_if<ReplaceStep>(&step);
        const auto* prepend = std::get_if<PrependStep>(&step);
        if (replace != nullptr && !replace->pattern.isExpression() && replace->pattern.text() == " " &&
            replace->content == kSpaceMarker)
            marks = true;
        else if (prepend != nullptr && prepend->prefix == kSpaceMarker)
            prefix = true;
        else
            return false;
    }
    for (const PreTokenizerStep& step : tables.preTokenizer.steps()) {
        const auto* split = std::get_if<SplitStep>(&step);
        const auto* metaspace = std::get_if<MetaspaceStep>(&step);
        const bool cutsNothing = split != nullptr && marks && !split->pattern.isExpression() &&
                                 split->pattern.text() == " " && !split->invert;
        if (metaspace != nullptr && !marks && !metaspace->split) {
            marks = true;
            prefix = metaspace->prepend != MetaspaceStep::Prepend::Never;
        } else if (!cutsNothing) {
            return false;
        }
    }
    return marks;
}

void fillSentencePiece(const TokenizerTables& tables, GgufVocabulary& vocabulary)
{
    bool prefix = false;
    if (!isSentencePiece(tables, prefix) || tables.ignoreMerges || !tables.byteFallback)
        refuse("prepares text as this one does");
    vocabulary.model = "llama";
    vocabulary.pre = "default";
    vocabulary.addSpacePrefix = prefix;
    // What merges first scores highest; what no merge makes, lowest.
    const std::vector<Merge> merges = tables.merges.sorted();
    vocabulary.scores.assign(vocabulary.tokens.size(), -static_cast<float>(merges.size() + 1));
    for (auto merge = merges.rbegin(); merge != merges.rend(); ++merge)
        vocabulary.scores[static_cast<std::size_t>(merge->result)] = -static_cast<float>(merge->rank);
}

} // namespace

GgufVocabulary ggufVocabulary(const Tokenizer& tokenizer)
{
    const TokenizerTables& tables = tokenizer.tables();
    GgufVocabulary vocabulary;
    fillTokens(tables, vocabulary);
    if (tables.byteLevel)
        fillByteLevel(tables, vocabulary);
    else
        fillSentencePiece(tables, vocabulary);
    if (tables.inFront.size() > 1 || tables.behind.size() > 1)
        refuse("puts several tokens in front of a text or behind it");
    vocabulary.addBos = !tables.inFront.empty();
    vocabulary.addEos = !tables.behind.empty();
    if (!tables.inFront.empty())
        vocabulary.bosId = tables.inFront.front();
    if (!tables.behind.empty())
        vocabulary.eosId = tables.behind.front();
    if (tables.unknownId >= 0)
        vocabulary.unknownId = tables.unknownId;
    return vocabulary;
}

} // namespace rw
