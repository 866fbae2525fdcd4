#pragma once

#include "core/rollout/rollout.h"
#include "ui/models/answer_view.h"

#include <QString>

#include <optional>

namespace rw::ui {

/// The advantage with its numbers, as the step computed it.
struct AdvantageText
{
    QString formula; ///< lines in the token font
    QString parts;   ///< what the reward is made of
};

/// Empty where no step has trained on the answer.
std::optional<AdvantageText> advantageText(const RolloutGroup& group, int index);

} // namespace rw::ui
