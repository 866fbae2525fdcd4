#pragma once

#include "core/verify/verdict.h"
#include "ui/theme/theme.h"

#include <QString>

namespace rw::ui {

/// The verdict in one sentence: "Read 3, which equals the expected 3."
QString verdictSentence(const Verdict& verdict);

/// Everything a verdict says of why, as rich text: for each part of the reward its score and weight, then
/// what was read and where, as what it was compared, the rule, the verifier and the time.
QString evidenceTable(const Verdict& verdict, const Colours& colours);

} // namespace rw::ui
