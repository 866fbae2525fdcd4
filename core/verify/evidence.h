#pragma once

#include "core/verify/answer_extraction.h"
#include "core/verify/verdict.h"

#include <string_view>

namespace rw {

/// Notes in `verdict` what was read and where: `range` of the valid UTF-8 `text`.
void noteExtracted(std::string_view text, ByteRange range, Verdict& verdict);

/// An undecided verdict for a prompt without an expected answer.
Verdict withoutExpectedAnswer();

/// A verdict that only scores: Correct where `score` is not below `best`, Wrong otherwise.
Verdict gradedVerdict(double score, double best);

} // namespace rw
