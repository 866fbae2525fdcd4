#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/text/byte_alphabet.h"
#include "core/text/tokenizer_tables.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace rw {

namespace {

constexpr std::int64_t kMaxTokens = std::int64_t{1} << 22U;

/// Bytes that no UTF-8 contains; a vocabulary may lack them.
bool isNeverInUtf8(std::size_t byte)
{
    return byte == 0xC0 || byte == 0xC1 || byte >= 0xF5;
}

/// Reads the parts of one file; the members say what is refused.
class TokenizerReader
{
public:
    TokenizerReader(const Json& root, std::string_view what)
        : m_root(root)
        , m_what(what)
    {
    }

    TokenizerTables read()
    {
        if (!m_root.is_object())
            fail("is not a JSON object");
        for (const char* key : {"normalizer", "truncation", "padding"}) {
            if (!part(m_root, key).is_null())
                refuse(key, part(m_root, key));
        }
        readPreTokenizer();
        readDecoder();
        const Json& post = part(m_root, "post_processor");
        if (!post.is_null() && !isByteLevel(post))
            refuse("post_processor", post);
        readModel();
        readAddedTokens();
        fillTokens();
        fillBytes();
        readMerges();
        return std::move(m_tables);
    }

private:
    using Vocabulary = std::unordered_map<std::string, std::int32_t>;

    [[noreturn]] void fail(const std::string& problem) const
    {
        throw Error(m_what + " " + problem + ".", "Take the tokenizer.json that belongs to the model.");
    }

    [[noreturn]] void refuse(const std::string& key, const Json& value) const
    {
        std::string kind = jsonLine(value);
        if (value.is_object() && value.contains("type") && value["type"].is_string())
            kind = value["type"].get<std::string>();
        kind.resize(std::min<std::size_t>(kind.size(), 80));
        throw Error(m_what + ": the " + key + " \"" + kind + "\" is not supported.",
                    "Byte-level BPE without a normalizer is.");
    }

    static const Json& part(const Json& object, const char* key)
    {
        static const Json kNothing;
        const auto found = object.find(key);
        return found == object.end() ? kNothing : *found;
    }

    static bool isOfType(const Json& value, std::string_view type)
    {
        return value.is_object() && part(value, "type").is_string() &&
               part(value, "type").get_ref<const std::string&>() == type;
    }

    static bool isByteLevel(const Json& value) { return isOfType(value, "ByteLevel"); }

    void checkByteLevelSplit(const Json& value) const
    {
        if (!isByteLevel(value))
            refuse("pre_tokenizer", value);
        if (jsonBool(value, "add_prefix_space", m_what, true))
            refuse("pre_tokenizer ByteLevel option", "add_prefix_space");
        if (!jsonBool(value, "use_regex", m_what, true))
            refuse("pre_tokenizer ByteLevel option", "use_regex: false");
    }

    void readPreTokenizer()
    {
        const Json& value = part(m_root, "pre_tokenizer");
        if (!isOfType(value, "Sequence")) {
            checkByteLevelSplit(value);
            return;
        }
        const Json& steps = part(value, "pretokenizers");
        if (!steps.is_array() || steps.size() != 2 || !isOfType(steps[0], "Digits"))
            refuse("pre_tokenizer", value);
        if (!jsonBool(steps[0], "individual_digits", m_what, false))
            refuse("pre_tokenizer Digits option", "individual_digits: false");
        checkByteLevelSplit(steps[1]);
        m_tables.singleDigits = true;
    }

    void readDecoder() const
    {
        if (!isByteLevel(part(m_root, "decoder")))
            refuse("decoder", part(m_root, "decoder"));
    }

    void readModel()
    {
        m_model = &part(m_root, "model");
        if (!m_model->is_object())
            fail("has no \"model\"");
        if (!isOfType(*m_model, "BPE"))
            refuse("model", *m_model);
        for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"}) {
            if (!jsonString(*m_model, key, m_what, "").empty())
                refuse(std::string("model option ") + key, part(*m_model, key));
        }
        if (jsonNumber(*m_model, "dropout", m_what, 0.0) != 0.0)
            refuse("model option dropout", part(*m_model, "dropout"));
        if (jsonBool(*m_model, "byte_fallback", m_what, false))
            refuse("model option", "byte_fallback");
        m_tables.ignoreMerges = jsonBool(*m_model, "ignore_merges", m_what, false);

        const Json& vocabulary = part(*m_model, "vocab");
        if (!vocabulary.is_object() || vocabulary.empty())
            fail("has no \"vocab\" in its model");
        for (const auto& [text, id] : vocabulary.items()) {
            if (text.empty())
                fail("has an empty token in its vocab");
            m_vocabulary.emplace(text, checkedId(id, text));
        }
    }

    std::int32_t checkedId(const Json& id, const std::string& token) const
    {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= static_cast<std::uint64_t>(kMaxTokens))
            fail("gives the token \"" + token + "\" the id " + jsonLine(id) + "; ids run from 0 to " +
                 std::to_string(kMaxTokens - 1));
        return static_cast<std::int32_t>(id.get<std::uint64_t>());
    }

    void readAddedTokens()
    {
        const Json& list = part(m_root, "added_tokens");
        if (list.is_null())
            return;
        if (!list.is_array())
            fail("has \"added_tokens\" that are not a list");
        for (const Json& entry : list) {
            AddedToken token;
            token.text = jsonString(entry, "content", m_what);
            if (token.text.empty())
                fail("has an empty added token");
            for (const char* key : {"single_word", "lstrip", "rstrip"}) {
                if (jsonBool(entry, key, m_what, false))
                    refuse("added token option", key);
            }
            token.id = checkedId(part(entry, "id"), token.text);
            token.special = jsonBool(entry, "special", m_what, false);
            const auto known = m_vocabulary.find(token.text);
            if (known != m_vocabulary.end() && known->second != token.id)
                fail("gives the token \"" + token.text + "\" two ids");
            m_added.push_back(std::move(token));
        }
    }

    void place(std::int32_t id, std::string bytes, bool special)
    {
        auto& slot = m_tables.tokens[static_cast<std::size_t>(id)];
        if (!slot.bytes.empty())
            fail("gives the id " + std::to_string(id) + " to two tokens");
        slot = {std::move(bytes), special};
    }

    static std::string bytesOf(const std::string& text) { return alphabetBytes(text).value_or(text); }

    void fillTokens()
    {
        Vocabulary texts = m_vocabulary;
        for (const AddedToken& token : m_added) {
            if (!texts.emplace(token.text, token.id).second && !m_vocabulary.contains(token.text))
                fail("adds the token \"" + token.text + "\" twice");
        }
        m_tables.tokens.resize(texts.size());
        for (const auto& [text, id] : texts) {
            if (static_cast<std::size_t>(id) >= texts.size())
                fail("has " + std::to_string(texts.size()) + " tokens, but one of id " + std::to_string(id) +
                     "; ids must leave no gap");
        }
        Vocabulary ordinary = m_vocabulary;
        for (const AddedToken& token : m_added) {
            place(token.id, bytesOf(token.text), token.special);
            ordinary.erase(token.text);
        }
        for (const auto& [text, id] : ordinary) {
            place(id, bytesOf(text), false);
            if (const auto bytes = alphabetBytes(text))
                m_tables.byBytes.emplace(*bytes, id);
        }
        m_tables.added = AddedTokens(std::move(m_added));
    }

    void fillBytes()
    {
        for (std::size_t byte = 0; byte < m_tables.byteIds.size(); ++byte) {
            const auto found = m_tables.byBytes.find(std::string(1, static_cast<char>(byte)));
            m_tables.byteIds[byte] = found == m_tables.byBytes.end() ? -1 : found->second;
            if (found == m_tables.byBytes.end() && !isNeverInUtf8(byte))
                fail("has no token for the byte " + std::to_string(byte) +
                     ", so some text could not be written");
        }
    }

    std::pair<std::string, std::string> mergeParts(const Json& entry) const
    {
        if (entry.is_string()) {
            const auto& text = entry.get_ref<const std::string&>();
            const std::size_t space = text.find(' ');
            if (space != std::string::npos && text.find(' ', space + 1) == std::string::npos)
                return {text.substr(0, space), text.substr(space + 1)};
        } else if (entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string()) {
            return {entry[0].get<std::string>(), entry[1].get<std::string>()};
        }
        fail("has the merge " + jsonLine(entry) + "; a merge is \"a b\" or [\"a\", \"b\"]");
    }

    std::int32_t knownId(const std::string& text, const Json& merge) const
    {
        const auto found = m_vocabulary.find(text);
        if (found == m_vocabulary.end())
            fail("has the merge " + jsonLine(merge) + ", but no token \"" + text + "\"");
        return found->second;
    }

    void readMerges()
    {
        const Json& list = part(*m_model, "merges");
        if (!list.is_array())
            fail("has no list \"merges\" in its model");
        if (list.size() > static_cast<std::size_t>(kMaxTokens))
            fail("has " + std::to_string(list.size()) + " merges; at most " + std::to_string(kMaxTokens) +
                 " are read");
        std::int32_t rank = 0;
        for (const Json& entry : list) {
            const auto [left, right] = mergeParts(entry);
            const std::int32_t leftId = knownId(left, entry);
            const std::int32_t rightId = knownId(right, entry);
            m_tables.merges.set(leftId, rightId, {rank, knownId(left + right, entry)});
            ++rank;
        }
    }

    const Json& m_root;
    std::string m_what;
    const Json* m_model = nullptr;
    Vocabulary m_vocabulary;
    std::vector<AddedToken> m_added;
    TokenizerTables m_tables;
};

} // namespace

TokenizerTables parseTokenizerJson(std::string_view json, std::string_view what)
{
    const Json root = parseJson(json, what, {.bytes = kTokenizerFileLimit, .depth = 16});
    return TokenizerReader(root, what).read();
}

} // namespace rw
