#pragma once

#include "ui/theme/theme.h"

class QLabel;

namespace rw::ui {

/// Secondary text below a field: smaller, dim, wrapped.
void styleHint(QLabel* label, const Theme& theme);

/// A sentence on what is wrong with what was typed.
void styleProblem(QLabel* label, const Theme& theme);

/// A dialog's heading.
void styleHeading(QLabel* label, const Theme& theme);

} // namespace rw::ui
