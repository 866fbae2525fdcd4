#include "core/text/byte_pair_merger.h"

#include <algorithm>
#include <functional>

namespace rw {

void BytePairMerger::merge(std::vector<std::int32_t>& tokens)
{
    const auto count = static_cast<std::int32_t>(tokens.size());
    m_symbols.clear();
    m_heap.clear();
    for (std::int32_t i = 0; i < count; ++i)
        m_symbols.push_back({tokens[static_cast<std::size_t>(i)], i - 1, i + 1 < count ? i + 1 : -1});
    for (std::int32_t i = 0; i + 1 < count; ++i)
        propose(i);

    while (!m_heap.empty()) {
        std::pop_heap(m_heap.begin(), m_heap.end(), std::greater<>{});
        const Candidate candidate = m_heap.back();
        m_heap.pop_back();
        apply(candidate);
    }

    tokens.clear();
    for (const Symbol& symbol : m_symbols) {
        if (symbol.id >= 0)
            tokens.push_back(symbol.id);
    }
}

void BytePairMerger::propose(std::int32_t position)
{
    const Symbol& left = at(position);
    if (left.next < 0)
        return;
    const std::int32_t right = at(left.next).id;
    if (const Merge* merge = m_merges.find(left.id, right)) {
        m_heap.push_back({merge->rank, position, left.id, right, merge->result});
        std::push_heap(m_heap.begin(), m_heap.end(), std::greater<>{});
    }
}

void BytePairMerger::apply(const Candidate& candidate)
{
    Symbol& left = at(candidate.position);
    if (left.id != candidate.left || left.next < 0 || at(left.next).id != candidate.right)
        return; // one of the two has been merged since
    Symbol& right = at(left.next);
    left.id = candidate.result;
    left.next = right.next;
    right.id = -1;
    if (left.next >= 0)
        at(left.next).previous = candidate.position;
    propose(candidate.position);
    if (left.previous >= 0)
        propose(left.previous);
}

} // namespace rw
