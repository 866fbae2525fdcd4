#pragma once

#include "core/verify/number.h"

#include <optional>
#include <string_view>

namespace rw {

/// Where an answer says what its answer is.
struct ExtractedAnswer
{
    std::string_view rule; ///< "answer is", "####", "boxed", "last number" or "none"
    std::optional<FoundNumber>
        number; ///< none where the marker has no number behind it, or the text has none
};

/// The final answer in a text. Of the markers "answer is" (also "answer:", any case), "####" and "\boxed{}"
/// the one standing last wins; without a marker it is the last number of the text.
ExtractedAnswer extractFinalNumber(std::string_view text);

} // namespace rw
