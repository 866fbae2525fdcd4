#pragma once

#include "core/base/byte_range.h"
#include "core/verify/number.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace rw {

/// Where the answer proper begins: behind the last "</think>", or at 0. Nothing where a "<think>" behind it
/// is never closed: all of it is thinking.
std::optional<std::size_t> afterThinking(std::string_view text);

/// What an answer announces as its answer.
struct AnnouncedAnswer
{
    /// "boxed", "answer tag", "####" or "answer is"; "none" without a marker, "thinking" where thinking never
    /// ends.
    std::string_view rule;
    /// The text announced, without spaces around it, behind "answer is" also without a full stop. Nothing
    /// where there is no marker, nothing behind it, or its brace or tag is never closed.
    std::optional<ByteRange> range;
};

/// Of the markers "answer is" (also "answer:", any case), "####", "<answer>" and "\boxed{}" (also "\fbox{}")
/// behind the thinking, the one standing last wins. The first two announce the rest of their line.
AnnouncedAnswer announcedAnswer(std::string_view text);

/// `range` without spaces around it.
ByteRange trimmedRange(std::string_view text, ByteRange range);

/// Where an answer says what its number is.
struct ExtractedAnswer
{
    std::string_view rule; ///< as of announcedAnswer(), or "last number"
    std::optional<FoundNumber>
        number; ///< none where the marker has no number behind it, or the text has none
};

/// The final number in a text: the first that announcedAnswer() has or what the calculation beginning there
/// comes to; without a marker the last number behind the thinking.
ExtractedAnswer extractFinalNumber(std::string_view text);

} // namespace rw
