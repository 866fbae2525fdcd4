#include "core/text/merge_table.h"

#include "core/text/seeded_hash.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <tuple>

namespace rw {

MergeTable::MergeTable(std::size_t capacity)
    : m_slots(std::bit_ceil(2 * capacity + 1))
{
}

void MergeTable::set(const Merge& merge)
{
    m_slots[place(merge.left, merge.right)] = merge;
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

std::size_t MergeTable::place(std::int32_t left, std::int32_t right) const
{
    const std::uint64_t pair = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U) |
                               static_cast<std::uint32_t>(right);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = hashOf(pair, hashKey()) & mask;
    while (m_slots[i].left >= 0 && (m_slots[i].left != left || m_slots[i].right != right))
        i = (i + 1) & mask;
    return i;
}

} // namespace rw
