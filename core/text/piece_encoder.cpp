#include "core/text/piece_encoder.h"

#include "core/text/code_point.h"

#include <algorithm>

namespace rw {

namespace {

/// End of the word that begins at `from`: where a marker follows on something else.
std::size_t wordEnd(std::string_view piece, std::size_t from)
{
    std::size_t begin = from;
    while (piece.substr(begin).starts_with(kSpaceMarker))
        begin += kSpaceMarker.size();
    return std::min(piece.find(kSpaceMarker, begin), piece.size());
}

} // namespace

PieceEncoder::PieceEncoder(const TokenizerTables& tables)
    : m_tables(tables)
    , m_merger(tables.merges)
{
}

void PieceEncoder::encode(std::string_view piece, std::vector<std::int32_t>& ids)
{
    if (m_tables.ignoreMerges) {
        if (const std::int32_t whole = m_tables.ordinary(piece); whole >= 0) {
            ids.push_back(whole);
            return;
        }
    }
    if (!m_tables.wordsStayApart) {
        encodeWord(piece, ids);
        return;
    }
    for (std::size_t begin = 0; begin < piece.size();) {
        const std::size_t end = wordEnd(piece, begin);
        encodeWord(piece.substr(begin, end - begin), ids);
        begin = end;
    }
}

void PieceEncoder::encodeWord(std::string_view word, std::vector<std::int32_t>& ids)
{
    const bool mayBeKept = word.size() <= PieceCache::kLongestPiece;
    if (mayBeKept) {
        if (const auto kept = m_cache.find(word)) {
            ids.insert(ids.end(), kept->begin(), kept->end());
            return;
        }
    }
    m_word.clear();
    if (m_tables.byteLevel)
        beginWithBytes(word);
    else
        beginWithCharacters(word);
    m_merger.merge(m_word);
    ids.insert(ids.end(), m_word.begin(), m_word.end());
    if (mayBeKept)
        m_cache.keep(word, m_word);
}

void PieceEncoder::beginWithBytes(std::string_view word)
{
    for (const char byte : word) {
        const std::int32_t id = m_tables.byteIds[static_cast<unsigned char>(byte)];
        if (id >= 0)
            m_word.push_back(id);
        else
            addUnknown();
    }
}

void PieceEncoder::beginWithCharacters(std::string_view word)
{
    for (std::size_t i = 0; i < word.size();) {
        const CodePoint c = codePointAt(word, i);
        const std::string_view character = word.substr(i, c.length);
        const std::int32_t id =
            c.value < m_tables.asciiIds.size() ? m_tables.asciiIds[c.value] : m_tables.ordinary(character);
        if (id >= 0)
            m_word.push_back(id);
        else if (!addBytes(character))
            addUnknown();
        i += c.length;
    }
}

bool PieceEncoder::addBytes(std::string_view character)
{
    const auto idOf = [&](char byte) { return m_tables.byteIds[static_cast<unsigned char>(byte)]; };
    if (!m_tables.byteFallback ||
        std::any_of(character.begin(), character.end(), [&](char byte) { return idOf(byte) < 0; }))
        return false;
    for (const char byte : character)
        m_word.push_back(idOf(byte));
    return true;
}

void PieceEncoder::addUnknown()
{
    const bool fuses = m_tables.fuseUnknown && !m_word.empty() && m_word.back() == m_tables.unknownId;
    if (m_tables.unknownId >= 0 && !fuses)
        m_word.push_back(m_tables.unknownId);
}

} // namespace rw
