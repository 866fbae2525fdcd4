#pragma once

#include <cstddef>
#include <string_view>

namespace rw {

/// Cuts text into the pieces inside which byte pairs are merged: the pattern of GPT-2,
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`, by hand, without
/// backtracking. The pieces join to the text.
class PieceScanner
{
public:
    /// @param text         valid UTF-8 that outlives the scanner.
    /// @param singleDigits first set every numeric character (Unicode N*) apart as a piece of its own, as the
    ///                     pre-tokeniser Digits does: "a 12" gives "a", " ", "1", "2".
    PieceScanner(std::string_view text, bool singleDigits);

    /// The next piece, a view into the text; empty at the end.
    std::string_view next();

private:
    [[nodiscard]] std::size_t pieceEnd() const;
    void beginSegment();

    std::string_view m_text;
    std::size_t m_position = 0;
    std::size_t m_segmentEnd = 0; ///< the pattern sees no further
    bool m_singleDigits;
};

} // namespace rw
