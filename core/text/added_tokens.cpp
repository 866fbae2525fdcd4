#include "core/text/added_tokens.h"

#include "core/text/code_point.h"
#include "core/text/unicode_class.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

unsigned char byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

bool standsAlone(std::string_view before, std::string_view behind)
{
    if (!before.empty() &&
        isWordCharacter(codePointAt(before, before.size() - lastCharacterLength(before)).value))
        return false;
    return behind.empty() || !isWordCharacter(codePointAt(behind, 0).value);
}

/// std::partition_point for a border that is mostly near the beginning.
template <typename Iterator, typename Predicate>
Iterator gallop(Iterator begin, Iterator end, const Predicate& predicate)
{
    for (std::ptrdiff_t step = 1; begin != end && predicate(*begin); step *= 2) {
        const Iterator next = begin + std::min(step, end - begin);
        if (!predicate(next[-1]))
            return std::partition_point(begin, next, predicate);
        begin = next;
    }
    return begin;
}

} // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens)
    : m_tokens(std::move(tokens))
{
    std::sort(m_tokens.begin(), m_tokens.end(),
              [](const AddedToken& a, const AddedToken& b) { return a.text < b.text; });
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        Range& range = m_byFirstByte[byteAt(m_tokens[i].text, 0)];
        if (range.end == 0)
            range.begin = i;
        range.end = i + 1;
    }
}

const AddedToken* AddedTokens::longestAt(std::string_view text) const
{
    // The tokens that agree with the text so far are neighbours; each byte leaves fewer of them.
    Range range = m_byFirstByte[byteAt(text, 0)];
    const AddedToken* longest = nullptr;
    for (std::size_t length = 1; range.begin < range.end; ++length) {
        while (range.begin < range.end && m_tokens[range.begin].text.size() == length)
            longest = &m_tokens[range.begin++];
        if (length == text.size())
            break;
        const unsigned char next = byteAt(text, length);
        const auto below = [&](const AddedToken& token) { return byteAt(token.text, length) < next; };
        const auto notAbove = [&](const AddedToken& token) { return byteAt(token.text, length) <= next; };
        const auto end = m_tokens.begin() + static_cast<std::ptrdiff_t>(range.end);
        const auto low = gallop(m_tokens.begin() + static_cast<std::ptrdiff_t>(range.begin), end, below);
        const auto high = low != end && notAbove(end[-1]) ? end : gallop(low, end, notAbove);
        range = {static_cast<std::size_t>(low - m_tokens.begin()),
                 static_cast<std::size_t>(high - m_tokens.begin())};
    }
    return longest;
}

AddedTokenMatch AddedTokens::find(std::string_view text, std::size_t from,
                                  std::span<const TrustedRange> trusted) const
{
    if (m_tokens.empty())
        return {};
    for (std::size_t begin = from; begin < text.size();) {
        const AddedToken* token = longestAt(text.substr(begin));
        if (token == nullptr) {
            ++begin;
            continue;
        }
        while (!trusted.empty() && trusted.front().end <= begin)
            trusted = trusted.subspan(1);
        const bool isTrusted = !trusted.empty() && trusted.front().begin <= begin;
        if (token->special && isTrusted) // text behind the range cannot make another token of it
            token = longestAt(text.substr(begin, trusted.front().end - begin));
        if (token == nullptr) {
            ++begin;
            continue;
        }
        const std::size_t end = begin + token->text.size();
        const bool counts = (isTrusted || !token->special) &&
                            (!token->singleWord || standsAlone(text.substr(0, begin), text.substr(end)));
        if (!counts) {
            // Nor can text in front of a range hide what the range spells.
            begin = trusted.empty() || isTrusted ? end : std::min(end, trusted.front().begin);
            continue;
        }
        AddedTokenMatch match{begin, end, token->id};
        if (token->stripLeft)
            match.begin -= spaceAtEnd(text.substr(from, begin - from));
        if (token->stripRight)
            match.end += spaceAtStart(text.substr(end));
        return match;
    }
    return {};
}

} // namespace rw
