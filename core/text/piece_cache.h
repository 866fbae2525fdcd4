#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Remembers what pieces became, since most words of a text have been there before. Forgets all when it is
/// full. Used by one thread at a time.
class PieceCache
{
public:
    /// Longer pieces seldom come twice and are not kept.
    static constexpr std::size_t kLongestPiece = 48;

    /// The tokens kept for `piece`; a view until the next keep().
    [[nodiscard]] std::optional<std::span<const std::int32_t>> find(std::string_view piece) const;

    /// @param piece not kept yet
    void keep(std::string_view piece, std::span<const std::int32_t> tokens);

private:
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t text = 0;       ///< where in m_texts
        std::uint32_t tokens = 0;     ///< where in m_tokens
        std::uint16_t textLength = 0; ///< 0: free
        std::uint16_t tokenCount = 0;
    };

    [[nodiscard]] std::size_t place(std::string_view piece, std::uint32_t hash) const;
    void makeRoom();

    std::vector<Slot> m_slots = std::vector<Slot>(64); ///< a power of two, at most half full
    std::size_t m_count = 0;
    std::string m_texts;
    std::vector<std::int32_t> m_tokens;
};

} // namespace rw
