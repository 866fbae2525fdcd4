#pragma once

#include "core/rollout/rollout.h"
#include "ui/models/answer_view.h"

#include <QString>

#include <optional>

namespace rw::ui {

/// What the verifier found, in one sentence: "Read 3 after “answer is”, equals expected 3."
QString verdictSentence(const Verdict& verdict);

/// "rule answer is · final-number · 0.02 ms"
QString verdictDetails(const Verdict& verdict);

/// The advantage with its numbers, as the step computed it.
struct AdvantageText
{
    QString formula; ///< lines in the token font
    QString parts;   ///< what the reward is made of
};

/// Empty where no step has trained on the answer.
std::optional<AdvantageText> advantageText(const RolloutGroup& group, int index);

} // namespace rw::ui
