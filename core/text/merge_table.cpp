#include "core/text/merge_table.h"

#include "core/text/seeded_hash.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <tuple>

namespace rw {

MergeTable::MergeTable(std::span<const Merge> merges)
    : m_slots(std::bit_ceil(2 * merges.size() + 1))
{
    constexpr std::size_t kAhead = 16; // waits for memory overlap
    for (std::size_t i = 0; i < merges.size(); ++i) {
        if (i + kAhead < merges.size())
            __builtin_prefetch(&m_slots[home(merges[i + kAhead].left, merges[i + kAhead].right)]);
        m_slots[place(merges[i].left, merges[i].right)] = merges[i];
    }
}

std::vector<Merge> MergeTable::sorted() const
{
    std::vector<Merge> merges;
    std::copy_if(m_slots.begin(), m_slots.end(), std::back_inserter(merges),
                 [](const Merge& merge) { return merge.left >= 0; });
    std::sort(merges.begin(), merges.end(), [](const Merge& a, const Merge& b) {
        return std::tie(a.rank, a.left, a.right) < std::tie(b.rank, b.left, b.right);
    });
    return merges;
}

std::size_t MergeTable::home(std::int32_t left, std::int32_t right) const
{
    const std::uint64_t pair = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U) |
                               static_cast<std::uint32_t>(right);
    return hashOf(pair, hashKey()) & (m_slots.size() - 1);
}

std::size_t MergeTable::place(std::int32_t left, std::int32_t right) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = home(left, right);
    while (m_slots[i].left >= 0 && (m_slots[i].left != left || m_slots[i].right != right))
        i = (i + 1) & mask;
    return i;
}

} // namespace rw
