#include "core/text/tokenizer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/piece_encoder.h"
#include "core/text/tokenizer_tables.h"
#include "core/weights/gguf_file.h"
#include "core/weights/regular_file.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

/// By its first bytes, whatever its name.
bool isGguf(const std::filesystem::path& path)
{
    constexpr std::string_view kMagic = "GGUF";
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return false;
    const RegularFile file(path);
    std::string begin(std::min<std::uint64_t>(file.size(), kMagic.size()), '\0');
    file.readAt(0, begin);
    return begin == kMagic;
}

/// One call of encode(): its output and its buffers.
class Encoding
{
public:
    explicit Encoding(const TokenizerTables& tables)
        : m_tables(tables)
        , m_encoder(tables)
    {
    }

    std::vector<std::int32_t> run(std::string_view text, std::span<const TrustedRange> trusted)
    {
        cutAtAdded(m_tables.rawAdded, text, trusted, [&](std::size_t begin, std::size_t end) {
            const bool isTrusted =
                std::any_of(trusted.begin(), trusted.end(), [&](const TrustedRange& range) {
                    return range.begin <= begin && end <= range.end;
                });
            addRaw(text.substr(begin, end - begin), begin == 0, isTrusted);
        });
        return std::move(m_ids);
    }

private:
    /// Appends the added tokens in `text` and hands the range between two of them to `between`.
    template <typename Between>
    void cutAtAdded(const AddedTokens& added, std::string_view text, std::span<const TrustedRange> trusted,
                    const Between& between)
    {
        for (std::size_t position = 0; position < text.size();) {
            const AddedTokenMatch match = added.find(text, position, trusted);
            const std::size_t begin = std::min(match.begin, text.size());
            if (begin > position)
                between(position, begin);
            if (match.id >= 0)
                m_ids.push_back(match.id);
            position = std::min(match.end, text.size());
        }
    }

    /// Normalising moves bytes, so that what is found behind it is trusted with the whole stretch or not.
    void addRaw(std::string_view raw, bool isFirst, bool isTrusted)
    {
        const std::string_view text = m_tables.normalizer.apply(raw, m_normalized);
        const TrustedRange whole{0, text.size()};
        cutAtAdded(m_tables.normalizedAdded, text, {&whole, isTrusted ? 1U : 0U},
                   [&](std::size_t begin, std::size_t end) {
                       m_tables.preTokenizer.split(
                           text.substr(begin, end - begin), isFirst && begin == 0,
                           [this](std::string_view piece) { m_encoder.encode(piece, m_ids); });
                   });
    }

    const TokenizerTables& m_tables;
    PieceEncoder m_encoder;
    std::string m_normalized;
    std::vector<std::int32_t> m_ids;
};

} // namespace

Tokenizer::Tokenizer(std::shared_ptr<const TokenizerTables> tables)
    : m_tables(std::move(tables))
{
}

Tokenizer Tokenizer::load(const std::filesystem::path& path)
{
    if (isGguf(path))
        return fromGguf(readGgufVocabulary(GgufFile::open(path)), path.string());
    const bool isFolder = std::filesystem::is_directory(path);
    const std::filesystem::path file = isFolder ? path / "tokenizer.json" : path;
    if (isFolder && !std::filesystem::exists(file))
        throw Error(path.string() + " has no tokenizer.json, which says how the model's tokens are spelled.",
                    "Copy it from where the model is from.");
    return parse(readFile(file, kTokenizerFileLimit), file.string());
}

Tokenizer Tokenizer::parse(std::string_view json, std::string_view what)
{
    return Tokenizer(std::make_shared<const TokenizerTables>(parseTokenizerJson(json, what)));
}

Tokenizer Tokenizer::fromGguf(const GgufVocabulary& vocabulary, std::string_view what)
{
    return Tokenizer(std::make_shared<const TokenizerTables>(tablesFromGguf(vocabulary, what)));
}

std::string_view Tokenizer::kind() const
{
    if (m_tables->byteLevel)
        return "byte-level BPE";
    return m_tables->byteFallback ? "BPE, bytes as fallback" : "BPE";
}

std::vector<std::int32_t> Tokenizer::encode(std::string_view text, SpecialTokens mode) const
{
    if (!isValidUtf8(text))
        return encode(validUtf8(text), mode);
    const TrustedRange whole{0, text.size()};
    return Encoding(*m_tables).run(text, {&whole, mode == SpecialTokens::Recognise ? 1U : 0U});
}

std::vector<std::int32_t> Tokenizer::encode(std::span<const TextStretch> stretches) const
{
    std::string text;
    std::vector<TrustedRange> trusted;
    for (const TextStretch& stretch : stretches) {
        const std::size_t begin = text.size();
        text += validUtf8(stretch.text);
        if (stretch.mode == SpecialTokens::Ignore)
            continue;
        if (!trusted.empty() && trusted.back().end == begin)
            trusted.back().end = text.size();
        else
            trusted.push_back({begin, text.size()});
    }
    return Encoding(*m_tables).run(text, trusted);
}

std::string Tokenizer::decode(std::span<const std::int32_t> tokens, bool skipSpecial) const
{
    TokenJoiner joiner(*m_tables);
    std::string text;
    for (const std::int32_t id : tokens) {
        if (!skipSpecial || !isSpecial(id))
            text += joiner.push(id);
    }
    return text += joiner.finish();
}

std::string Tokenizer::tokenBytes(std::int32_t id) const
{
    return bytesOfToken(*m_tables, id);
}

int Tokenizer::vocabSize() const
{
    return m_tables->texts.size();
}

std::optional<std::int32_t> Tokenizer::idOf(std::string_view token) const
{
    const auto& added = m_tables->added;
    const auto match =
        std::find_if(added.begin(), added.end(), [&](const AddedToken& t) { return t.text == token; });
    if (match != added.end())
        return match->id;
    const std::int32_t id = m_tables->index.find(m_tables->texts, token);
    return id < 0 ? std::nullopt : std::optional(id);
}

bool Tokenizer::isSpecial(std::int32_t id) const
{
    return m_tables->has(id) && m_tables->traits[static_cast<std::size_t>(id)].special;
}

std::span<const std::int32_t> Tokenizer::idsInFront() const
{
    return m_tables->inFront;
}

std::span<const std::int32_t> Tokenizer::idsBehind() const
{
    return m_tables->behind;
}

const std::string& Tokenizer::warning() const
{
    return m_tables->warning;
}

} // namespace rw
