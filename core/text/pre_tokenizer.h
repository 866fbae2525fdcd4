#pragma once

#include "core/text/piece_scanner.h"
#include "core/text/text_pattern.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rw {

/// What becomes of a match that cuts text in two.
enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext };

/// Cuts at the matches of a pattern.
struct SplitStep
{
    TextPattern pattern;
    SplitBehavior behavior = SplitBehavior::Isolated;
    bool invert = false; ///< what lies between the matches counts as the matches
};
/// Cuts by a pattern we know, whose matches cover any text.
struct WordsStep
{
    WordPattern pattern = WordPattern::Gpt2;
};
/// Sets numeric characters (Unicode N*) apart, one by one or in runs: "a 12" gives "a", " ", "1", "2".
struct DigitsStep
{
    bool individual = true;
};
/// Turns spaces into SentencePiece's marker U+2581, puts one in front and begins a piece at each.
struct MetaspaceStep
{
    enum class Prepend { Never, First, Always };
    Prepend prepend = Prepend::Always; ///< First: in front of text that begins the whole text
    bool split = true;
};
/// Puts a space in front of text that begins with none.
struct PrefixSpaceStep
{
};

/// SentencePiece's mark of a space.
inline constexpr std::string_view kSpaceMarker = "\u2581";

using PreTokenizerStep = std::variant<SplitStep, WordsStep, DigitsStep, MetaspaceStep, PrefixSpaceStep>;

/// Cuts text into the pieces that are merged each for itself: its steps, in order, each on the pieces of the
/// last.
class PreTokenizer
{
public:
    using PieceSink = std::function<void(std::string_view)>;

    PreTokenizer() = default;
    explicit PreTokenizer(std::vector<PreTokenizerStep> steps)
        : m_steps(std::move(steps))
    {
    }

    /// Hands each piece that is not empty to `sink`, in order; views that hold during the call.
    /// @param text    valid UTF-8
    /// @param isFirst whether `text` begins the whole text
    void split(std::string_view text, bool isFirst, const PieceSink& sink) const;

    [[nodiscard]] const std::vector<PreTokenizerStep>& steps() const { return m_steps; }

private:
    void splitFrom(std::size_t step, std::string_view text, bool isFirst, const PieceSink& sink) const;

    std::vector<PreTokenizerStep> m_steps;
};

} // namespace rw
