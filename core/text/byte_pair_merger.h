#pragma once

#include <queue>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace rw {

/// What two neighbouring tokens become.
struct Merge
{
    std::int32_t rank = 0; ///< lower merges first
    std::int32_t result = 0;
};

/// Merges by the pair that they join.
class MergeTable
{
public:
    void set(std::int32_t left, std::int32_t right, Merge merge) { m_merges[keyOf(left, right)] = merge; }

    /// Null where the pair is not merged.
    [[nodiscard]] const Merge* find(std::int32_t left, std::int32_t right) const
    {
        const auto found = m_merges.find(keyOf(left, right));
        return found == m_merges.end() ? nullptr : &found->second;
    }

private:
    static std::uint64_t keyOf(std::int32_t left, std::int32_t right)
    {
        return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U) |
               static_cast<std::uint32_t>(right);
    }

    std::unordered_map<std::uint64_t, Merge> m_merges;
};

/// Merges the tokens of a piece: again and again the pair of lowest rank, the leftmost first, in
/// O(n log n). Keeps its buffers from piece to piece; used by one thread at a time.
class BytePairMerger
{
public:
    explicit BytePairMerger(const MergeTable& merges)
        : m_merges(merges)
    {
    }

    /// @param tokens the piece, one token for each byte; replaced by the merged tokens.
    void merge(std::vector<std::int32_t>& tokens);

private:
    /// A token of the piece in a list that shrinks. `id` is -1 once the token went into its left neighbour.
    struct Symbol
    {
        std::int32_t id;
        std::int32_t previous;
        std::int32_t next;
    };
    /// A pair that could be merged when it was pushed; it is checked again when its turn comes.
    struct Candidate
    {
        std::int32_t rank;
        std::int32_t position;
        std::int32_t left;
        std::int32_t right;
        std::int32_t result;

        bool operator>(const Candidate& other) const
        {
            return rank != other.rank ? rank > other.rank : position > other.position;
        }
    };

    void propose(std::int32_t position);
    void apply(const Candidate& candidate);
    Symbol& at(std::int32_t position) { return m_symbols[static_cast<std::size_t>(position)]; }

    const MergeTable& m_merges;
    std::vector<Symbol> m_symbols;
    std::vector<Candidate> m_heap;
};

} // namespace rw
