#include "core/text/added_tokens.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

/// Whether [begin, end) lies in the first of `ranges`.
bool liesInFirst(std::span<const TrustedRange> ranges, std::size_t begin, std::size_t end)
{
    return !ranges.empty() && ranges.front().begin <= begin && end <= ranges.front().end;
}

} // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens)
    : m_tokens(std::move(tokens))
{
    std::sort(m_tokens.begin(), m_tokens.end(), [](const AddedToken& a, const AddedToken& b) {
        return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.id < b.id;
    });
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        m_byFirstByte[static_cast<unsigned char>(m_tokens[i].text.front())].push_back(i);
}

AddedTokens::Match AddedTokens::find(std::string_view text, std::size_t from,
                                     std::span<const TrustedRange> trusted) const
{
    if (m_tokens.empty())
        return {};
    for (std::size_t begin = from; begin < text.size(); ++begin) {
        while (!trusted.empty() && trusted.front().end <= begin)
            trusted = trusted.subspan(1);
        for (const std::size_t index : m_byFirstByte[static_cast<unsigned char>(text[begin])]) {
            const AddedToken& token = m_tokens[index];
            if (text.substr(begin).starts_with(token.text) &&
                (!token.special || liesInFirst(trusted, begin, begin + token.text.size())))
                return {begin, &token};
        }
    }
    return {};
}

} // namespace rw
