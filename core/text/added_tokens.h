#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// A token that is found in the text before anything is merged.
struct AddedToken
{
    std::string text;
    std::int32_t id = 0;
    bool special = false;
    bool normalized = false; ///< found in the normalised text, by its own normalised text; false: in the raw
    bool singleWord = false; ///< only where no word character stands next to it
    bool stripLeft = false;  ///< swallows the white space in front of it
    bool stripRight = false; ///< swallows the white space behind it
};

/// Bytes [begin, end) of a text that may spell special tokens.
struct TrustedRange
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A stretch of text that stands for an added token.
struct AddedTokenMatch
{
    std::size_t begin = std::string_view::npos; ///< npos: none is left
    std::size_t end = std::string_view::npos;
    std::int32_t id = -1;
};

/// Finds added tokens in text as Hugging Face's `tokenizers` does (added_vocabulary.rs): the leftmost first,
/// of those at one place the longest, none overlapping another.
class AddedTokens
{
public:
    AddedTokens() = default;
    /// @param tokens their `text` is what is looked for; not empty, at most kLongest bytes.
    explicit AddedTokens(std::vector<AddedToken> tokens);

    /// The first one at or behind `from`. Special ones count only where they lie wholly in one range; where
    /// they do not, they hide what they overlap outside of the ranges.
    /// @param text    valid UTF-8
    /// @param from    where the last match ended
    /// @param trusted in order, apart from each other
    [[nodiscard]] AddedTokenMatch find(std::string_view text, std::size_t from,
                                       std::span<const TrustedRange> trusted) const;

    [[nodiscard]] bool empty() const { return m_tokens.empty(); }

    /// Bounds the work at each place of the text.
    static constexpr std::size_t kLongest = 256;

private:
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    /// The longest token that `text` begins with, or null.
    [[nodiscard]] const AddedToken* longestAt(std::string_view text) const;

    std::vector<AddedToken> m_tokens;       ///< in the order of their bytes
    std::array<Range, 256> m_byFirstByte{}; ///< where in m_tokens those with this first byte are
};

} // namespace rw
