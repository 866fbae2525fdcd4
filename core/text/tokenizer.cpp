#include "core/text/tokenizer.h"

#include "core/base/atomic_file.h"
#include "core/base/utf8.h"
#include "core/text/piece_scanner.h"
#include "core/text/tokenizer_tables.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

/// One call of encode(): its output and its buffers.
class Encoding
{
public:
    explicit Encoding(const TokenizerTables& tables)
        : m_tables(tables)
        , m_merger(tables.merges)
    {
    }

    std::vector<std::int32_t> run(std::string_view text, std::span<const TrustedRange> trusted)
    {
        std::size_t position = 0;
        while (position < text.size()) {
            const AddedTokens::Match match = m_tables.added.find(text, position, trusted);
            const std::size_t end = std::min(match.begin, text.size());
            addOrdinary(text.substr(position, end - position));
            position = end;
            if (match.token != nullptr) {
                m_ids.push_back(match.token->id);
                position += match.token->text.size();
            }
        }
        return std::move(m_ids);
    }

private:
    void addOrdinary(std::string_view text)
    {
        PieceScanner scanner(text, m_tables.singleDigits);
        for (std::string_view piece = scanner.next(); !piece.empty(); piece = scanner.next())
            addPiece(piece);
    }

    void addPiece(std::string_view piece)
    {
        if (m_tables.ignoreMerges) {
            const auto whole = m_tables.byBytes.find(std::string(piece));
            if (whole != m_tables.byBytes.end()) {
                m_ids.push_back(whole->second);
                return;
            }
        }
        m_piece.clear();
        for (const char byte : piece)
            m_piece.push_back(m_tables.byteIds[static_cast<unsigned char>(byte)]);
        m_merger.merge(m_piece);
        m_ids.insert(m_ids.end(), m_piece.begin(), m_piece.end());
    }

    const TokenizerTables& m_tables;
    BytePairMerger m_merger;
    std::vector<std::int32_t> m_piece;
    std::vector<std::int32_t> m_ids;
};

} // namespace

Tokenizer::Tokenizer(std::shared_ptr<const TokenizerTables> tables)
    : m_tables(std::move(tables))
{
}

Tokenizer Tokenizer::load(const std::filesystem::path& tokenizerJson)
{
    return parse(readFile(tokenizerJson, kTokenizerFileLimit), tokenizerJson.string());
}

Tokenizer Tokenizer::parse(std::string_view json, std::string_view what)
{
    return Tokenizer(std::make_shared<const TokenizerTables>(parseTokenizerJson(json, what)));
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
    std::string bytes;
    for (const std::int32_t id : tokens) {
        if (!skipSpecial || !isSpecial(id))
            bytes += tokenBytes(id);
    }
    return validUtf8(bytes);
}

std::string Tokenizer::tokenBytes(std::int32_t id) const
{
    return id < 0 || id >= vocabSize() ? std::string() : m_tables->tokens[static_cast<std::size_t>(id)].bytes;
}

int Tokenizer::vocabSize() const
{
    return static_cast<int>(m_tables->tokens.size());
}

std::optional<std::int32_t> Tokenizer::idOf(std::string_view token) const
{
    const auto& added = m_tables->added.all();
    const auto match =
        std::find_if(added.begin(), added.end(), [&](const AddedToken& t) { return t.text == token; });
    if (match != added.end())
        return match->id;
    const auto found = m_tables->byBytes.find(std::string(token));
    return found == m_tables->byBytes.end() ? std::nullopt : std::optional(found->second);
}

bool Tokenizer::isSpecial(std::int32_t id) const
{
    return id >= 0 && id < vocabSize() && m_tables->tokens[static_cast<std::size_t>(id)].special;
}

} // namespace rw
