#pragma once

#include "core/text/token_texts.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rw {

/// Finds texts by what they say: a flat hash table over the indices of a TokenTexts, which is handed in at
/// every call.
class TokenIndex
{
public:
    TokenIndex() = default;
    /// @param capacity the most texts that will be added.
    explicit TokenIndex(std::size_t capacity);

    /// Adds texts[index]. @return `index`, or that of the equal text which is there already.
    std::int32_t add(const TokenTexts& texts, std::int32_t index);

    /// -1 where there is no such text.
    [[nodiscard]] std::int32_t find(const TokenTexts& texts, std::string_view text) const;

    /// The same for many texts at once, whose waits for memory overlap. As many `found` as `wanted`.
    void find(const TokenTexts& texts, std::span<const std::string_view> wanted,
              std::span<std::int32_t> found) const;

private:
    struct Slot
    {
        std::int32_t index = -1;
        std::uint32_t hash = 0; ///< spares most comparisons of texts
    };

    /// Where `text` is or would be.
    [[nodiscard]] std::size_t place(const TokenTexts& texts, std::string_view text, std::uint32_t hash) const;

    std::vector<Slot> m_slots = std::vector<Slot>(1); ///< a power of two, at most half full
};

} // namespace rw
