#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rw {

/// What two neighbouring tokens become.
struct Merge
{
    std::int32_t left = -1; ///< -1: no merge
    std::int32_t right = -1;
    std::int32_t rank = 0; ///< lower merges first; of equal ones the leftmost
    std::int32_t result = 0;
};

/// Merges by the pair that they join, in a flat hash table.
class MergeTable
{
public:
    MergeTable() = default;
    /// Of several merges of one pair the last counts.
    explicit MergeTable(std::span<const Merge> merges);

    /// Null where the pair is not merged.
    [[nodiscard]] const Merge* find(std::int32_t left, std::int32_t right) const
    {
        const Merge& slot = m_slots[place(left, right)];
        return slot.left < 0 ? nullptr : &slot;
    }

    /// All merges by rank; those of one rank by their ids.
    [[nodiscard]] std::vector<Merge> sorted() const;

private:
    [[nodiscard]] std::size_t home(std::int32_t left, std::int32_t right) const;
    [[nodiscard]] std::size_t place(std::int32_t left, std::int32_t right) const;

    std::vector<Merge> m_slots = std::vector<Merge>(1); ///< a power of two, at most half full
};

} // namespace rw
