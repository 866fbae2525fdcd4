#pragma once

#include "core/text/text_pattern.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rw {

/// Unicode's canonical composition (Unicode Standard Annex 15).
struct ComposeStep
{
};
/// Every match becomes `content`.
struct ReplaceStep
{
    TextPattern pattern;
    std::string content;
};
/// Text that is not empty gets `prefix` in front.
struct PrependStep
{
    std::string prefix;
};
/// White space goes away at the ends.
struct StripStep
{
    bool left = false;
    bool right = false;
};
using NormalizerStep = std::variant<ComposeStep, ReplaceStep, PrependStep, StripStep>;

/// What a tokenizer does to text before anything else: its steps, in order.
class Normalizer
{
public:
    Normalizer() = default;
    explicit Normalizer(std::vector<NormalizerStep> steps)
        : m_steps(std::move(steps))
    {
    }

    /// @param text   valid UTF-8
    /// @param buffer where the result is written, if it differs from `text`
    /// @return the normalised text: `text` itself, or a view of `buffer`
    std::string_view apply(std::string_view text, std::string& buffer) const;

    [[nodiscard]] const std::vector<NormalizerStep>& steps() const { return m_steps; }

private:
    std::vector<NormalizerStep> m_steps;
};

} // namespace rw
