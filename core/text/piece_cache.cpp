#include "core/text/piece_cache.h"

#include "core/text/seeded_hash.h"

#include <utility>

namespace rw {

namespace {

constexpr std::size_t kMostPieces = std::size_t{1} << 16U;

std::uint32_t slotHash(std::string_view piece)
{
    return static_cast<std::uint32_t>(hashOf(piece, hashKey()));
}

} // namespace

std::optional<std::span<const std::int32_t>> PieceCache::find(std::string_view piece) const
{
    const Slot& slot = m_slots[place(piece, slotHash(piece))];
    if (slot.textLength == 0)
        return std::nullopt;
    return std::span(m_tokens).subspan(slot.tokens, slot.tokenCount);
}

void PieceCache::keep(std::string_view piece, std::span<const std::int32_t> tokens)
{
    if (2 * (m_count + 1) > m_slots.size())
        makeRoom();
    const std::uint32_t hash = slotHash(piece);
    m_slots[place(piece, hash)] = {
        hash, static_cast<std::uint32_t>(m_texts.size()), static_cast<std::uint32_t>(m_tokens.size()),
        static_cast<std::uint16_t>(piece.size()), static_cast<std::uint16_t>(tokens.size())};
    m_texts += piece;
    m_tokens.insert(m_tokens.end(), tokens.begin(), tokens.end());
    ++m_count;
}

std::size_t PieceCache::place(std::string_view piece, std::uint32_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = hash & mask;
    while (m_slots[i].textLength != 0 &&
           (m_slots[i].hash != hash ||
            std::string_view(m_texts).substr(m_slots[i].text, m_slots[i].textLength) != piece))
        i = (i + 1) & mask;
    return i;
}

void PieceCache::makeRoom()
{
    if (m_count >= kMostPieces) {
        *this = PieceCache();
        return;
    }
    const std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(4 * m_slots.size()));
    const std::size_t mask = m_slots.size() - 1;
    for (const Slot& slot : old) {
        if (slot.textLength == 0)
            continue;
        std::size_t i = slot.hash & mask;
        while (m_slots[i].textLength != 0)
            i = (i + 1) & mask;
        m_slots[i] = slot;
    }
}

} // namespace rw
