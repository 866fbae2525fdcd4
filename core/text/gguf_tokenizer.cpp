#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/gguf_pre_tokenizers.h"
#include "core/text/tokenizer_tables.h"
#include "core/text/vocabulary_builder.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace rw {

namespace {

using TokenType = GgufVocabulary::TokenType;

constexpr std::string_view kRemedy =
    "Take a GGUF file of a Llama, Qwen2, Qwen3, Gemma 3, SmolLM or GPT-2 model, as llama.cpp converts them.";

/// Reads one vocabulary; the members say what is refused.
class GgufTokenizerReader
{
public:
    GgufTokenizerReader(const GgufVocabulary& vocabulary, std::string_view what)
        : m_vocabulary(vocabulary)
        , m_what(what)
        , m_builder(m_tables, what, kRemedy)
    {
    }

    TokenizerTables read()
    {
        checkLists();
        const bool addsBos = m_vocabulary.model == "gpt2" ? readByteLevel() : readSentencePiece();
        if (m_vocabulary.addBos.value_or(addsBos))
            append(m_tables.inFront, m_vocabulary.bosId);
        if (m_vocabulary.addEos.value_or(false))
            append(m_tables.behind, m_vocabulary.eosId);
        return std::move(m_tables);
    }

private:
    void checkLists() const
    {
        const std::size_t count = m_vocabulary.tokens.size();
        if (m_vocabulary.model != "gpt2" && m_vocabulary.model != "llama")
            m_builder.fail("has a tokenizer of the kind \"" + m_vocabulary.model.substr(0, 80) +
                           "\", which is not supported");
        if ((!m_vocabulary.types.empty() && m_vocabulary.types.size() != count) ||
            (!m_vocabulary.scores.empty() && m_vocabulary.scores.size() != count))
            m_builder.fail("has types or scores for another number of tokens than its " +
                           std::to_string(count));
    }

    [[nodiscard]] TokenType typeOf(std::size_t id) const
    {
        return m_vocabulary.types.empty() ? TokenType::Normal : m_vocabulary.types[id];
    }

    void readTokens()
    {
        for (std::size_t id = 0; id < m_vocabulary.tokens.size(); ++id) {
            const std::string& text = m_vocabulary.tokens[id];
            if (!isValidUtf8(text))
                m_builder.fail("has a token of id " + std::to_string(id) + " that is not UTF-8");
            m_builder.addToken(text, id);
            const TokenType type = typeOf(id);
            if (type != TokenType::Control && type != TokenType::UserDefined && type != TokenType::Unknown)
                continue;
            AddedToken token;
            token.text = text;
            token.special = type != TokenType::UserDefined;
            m_builder.addAdded(std::move(token), id);
        }
        m_builder.close();
    }

    /// @return whether such models begin a text with bos unless the file says otherwise.
    bool readByteLevel()
    {
        const GgufPreTokenizer pre = preTokenizer();
        m_tables.byteLevel = true;
        m_tables.decoder.byteLevel = true;
        applyPreTokenizer(pre, m_tables);

        readTokens();
        m_builder.expectMerges(m_vocabulary.merges.size());
        for (const std::string& merge : m_vocabulary.merges) {
            const std::size_t space = merge.find(' ', 1);
            if (space == std::string::npos)
                m_builder.fail("has the merge \"" + merge.substr(0, 80) + "\"; a merge is \"a b\"");
            m_builder.addMerge(std::string_view(merge).substr(0, space),
                               std::string_view(merge).substr(space + 1));
        }
        m_builder.closeMerges();
        return pre.addBos;
    }

    GgufPreTokenizer preTokenizer()
    {
        const std::string& name = m_vocabulary.pre;
        if (const GgufPreTokenizer* known = findGgufPreTokenizer(name))
            return *known;
        if (!name.empty() && name != "default")
            throw Error(m_what + " cuts text into words as \"" + name.substr(0, 80) +
                            "\" does, which is not supported.",
                        std::string(kRemedy));
        m_tables.warning = m_what +
                           " does not say how it cuts text into words; GPT-2's way is taken, which may "
                           "not be the model's. If its answers look odd, take a file that a newer "
                           "llama.cpp has converted.";
        return *findGgufPreTokenizer("gpt-2");
    }

    bool readSentencePiece()
    {
        const auto isNumber = [](float score) { return std::isfinite(score); };
        if (m_vocabulary.scores.empty())
            m_builder.fail("has no scores for its tokens");
        if (!std::all_of(m_vocabulary.scores.begin(), m_vocabulary.scores.end(), isNumber))
            m_builder.fail("has a score that is no number");
        const bool prefix = m_vocabulary.addSpacePrefix.value_or(true);
        const std::string marker(kSpaceMarker);
        std::vector<NormalizerStep> steps;
        if (prefix)
            steps.emplace_back(PrependStep{marker});
        steps.emplace_back(ReplaceStep{TextPattern::literal(" "), marker});
        m_tables.normalizer = Normalizer(std::move(steps));
        m_tables.byteFallback = true;
        m_tables.fuseUnknown = true;
        m_tables.decoder.replacements = {{marker, " "}};
        m_tables.decoder.byteFallback = true;
        m_tables.decoder.leading = " ";
        m_tables.decoder.leadingCount = prefix ? 1 : 0;

        readTokens();
        m_tables.unknownId = m_vocabulary.unknownId.value_or(-1);
        m_builder.addScoredMerges(m_vocabulary.scores);
        m_builder.closeMerges();
        return true;
    }

    void append(std::vector<std::int32_t>& ids, std::optional<std::int32_t> id) const
    {
        if (id && m_tables.has(*id))
            ids.push_back(*id);
    }

    const GgufVocabulary& m_vocabulary;
    std::string m_what;
    TokenizerTables m_tables;
    VocabularyBuilder m_builder;
};

} // namespace

TokenizerTables tablesFromGguf(const GgufVocabulary& vocabulary, std::string_view what)
{
    return GgufTokenizerReader(vocabulary, what).read();
}

} // namespace rw
