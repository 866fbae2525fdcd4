#include "core/text/token_index.h"

#include "core/text/seeded_hash.h"

#include <algorithm>
#include <array>
#include <bit>

namespace rw {

namespace {

std::uint32_t slotHash(std::string_view text)
{
    return static_cast<std::uint32_t>(hashOf(text, hashKey()));
}

} // namespace

TokenIndex::TokenIndex(std::size_t capacity)
    : m_slots(std::bit_ceil(2 * capacity + 1))
{
}

std::int32_t TokenIndex::add(const TokenTexts& texts, std::int32_t index)
{
    const std::uint32_t hash = slotHash(texts[index]);
    Slot& slot = m_slots[place(texts, texts[index], hash)];
    if (slot.index < 0)
        slot = {index, hash};
    return slot.index;
}

std::int32_t TokenIndex::find(const TokenTexts& texts, std::string_view text) const
{
    return m_slots[place(texts, text, slotHash(text))].index;
}

void TokenIndex::find(const TokenTexts& texts, std::span<const std::string_view> wanted,
                      std::span<std::int32_t> found) const
{
    constexpr std::size_t kAtOnce = 32;
    const std::size_t mask = m_slots.size() - 1;
    std::array<std::uint32_t, kAtOnce> hashes{};
    for (std::size_t begin = 0; begin < wanted.size(); begin += kAtOnce) {
        const std::size_t count = std::min(kAtOnce, wanted.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            hashes[i] = slotHash(wanted[begin + i]);
            __builtin_prefetch(&m_slots[hashes[i] & mask]);
        }
        for (std::size_t i = 0; i < count; ++i)
            texts.prefetch(m_slots[hashes[i] & mask].index);
        for (std::size_t i = 0; i < count; ++i)
            found[begin + i] = m_slots[place(texts, wanted[begin + i], hashes[i])].index;
    }
}

std::size_t TokenIndex::place(const TokenTexts& texts, std::string_view text, std::uint32_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = hash & mask;
    while (m_slots[i].index >= 0 && (m_slots[i].hash != hash || texts[m_slots[i].index] != text))
        i = (i + 1) & mask;
    return i;
}

} // namespace rw
