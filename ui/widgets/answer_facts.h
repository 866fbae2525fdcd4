#pragma once

#include "ui/models/answer_view.h"
#include "ui/models/text_search.h"

#include <QString>

namespace rw::ui {

/// "3 = 3", "read 2.6, expected 3", "no answer found": why the answer is in its state. Empty while it is
/// written.
QString evidenceText(const AnswerView& answer);

/// "by hand": the badge of a verdict that a person gave.
QString byHandText();

/// "Answer 3 of 15, correct, preferred, 19 tokens": what a screen reader says.
QString accessibleAnswerName(const AnswerView& answer, int total);

/// "+1.54", "−0.71", in the reader's locale.
QString signedNumber(double value, int decimals = 2);

/// Where the verifier's span (code points) stands in the QString (UTF-16). An empty range where there is
/// none.
TextRange extractedRange(const AnswerView& answer);

/// Whether the answer is finished and stored, so that a star can be recorded for it.
bool canBeStarred(const AnswerView& answer);

} // namespace rw::ui
