#pragma once

#include "core/text/merge_table.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rw {

/// Merges the tokens of a piece: again and again the pair of lowest rank, the leftmost first, in
/// O(n log n). Keeps its buffers from piece to piece; used by one thread at a time.
class BytePairMerger
{
public:
    explicit BytePairMerger(const MergeTable& merges)
        : m_merges(merges)
    {
    }

    /// @param tokens the piece, one token for each byte or character; replaced by the merged tokens.
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
