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
};

/// Bytes [begin, end) of a text that may spell special tokens.
struct TrustedRange
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Finds added tokens in text, the leftmost first and of those at one place the longest.
class AddedTokens
{
public:
    struct Match
    {
        std::size_t begin = std::string_view::npos; ///< npos: none
        const AddedToken* token = nullptr;
    };

    AddedTokens() = default;
    explicit AddedTokens(std::vector<AddedToken> tokens);

    /// The first one at or behind `from`. Special ones count only where they lie wholly in one range.
    /// @param trusted in order, apart from each other
    [[nodiscard]] Match find(std::string_view text, std::size_t from,
                             std::span<const TrustedRange> trusted) const;

    [[nodiscard]] const std::vector<AddedToken>& all() const { return m_tokens; }

private:
    std::vector<AddedToken> m_tokens;                          ///< longest first
    std::array<std::vector<std::size_t>, 256> m_byFirstByte{}; ///< indices of m_tokens, longest first
};

} // namespace rw
