#include "core/text/added_tokens.h"

#include <algorithm>
#include <utility>

namespace rw {

AddedTokens::AddedTokens(std::vector<AddedToken> tokens)
    : m_tokens(std::move(tokens))
{
    std::sort(m_tokens.begin(), m_tokens.end(), [](const AddedToken& a, const AddedToken& b) {
        return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.id < b.id;
    });
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        m_byFirstByte[static_cast<unsigned char>(m_tokens[i].text.front())].push_back(i);
}

AddedTokens::Match AddedTokens::find(std::string_view text, std::size_t from, bool special) const
{
    if (m_tokens.empty())
        return {};
    for (std::size_t begin = from; begin < text.size(); ++begin) {
        for (const std::size_t index : m_byFirstByte[static_cast<unsigned char>(text[begin])]) {
            const AddedToken& token = m_tokens[index];
            if ((special || !token.special) && text.substr(begin).starts_with(token.text))
                return {begin, &token};
        }
    }
    return {};
}

} // namespace rw
