#pragma once

#include <cstddef>
#include <string_view>

namespace rw {

/// The patterns that cut text into words in the models we know.
enum class WordPattern {
    /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
    Gpt2,
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|
    /// ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|
    /// \s+(?!\S)|\s+`
    Llama3,
    /// The same with `\p{N}` in place of `\p{N}{1,3}`.
    Qwen2,
};

/// The pattern as tokenizer.json writes it.
std::string_view patternText(WordPattern pattern);

/// Cuts text into the pieces inside which byte pairs are merged, by one of the patterns, by hand and without
/// backtracking. The pieces join to the text.
class PieceScanner
{
public:
    /// @param text valid UTF-8 that outlives the scanner.
    PieceScanner(std::string_view text, WordPattern pattern);

    /// The next piece, a view into the text; empty at the end.
    std::string_view next();

private:
    [[nodiscard]] std::size_t gpt2End() const;
    [[nodiscard]] std::size_t llama3End() const;
    [[nodiscard]] std::size_t numberEnd() const;
    [[nodiscard]] std::size_t spaceEnd() const;

    std::string_view m_text;
    std::size_t m_position = 0;
    WordPattern m_pattern;
};

} // namespace rw
