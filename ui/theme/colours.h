#pragma once

#include "ui/theme/theme.h"

namespace rw::ui {

/// Every colour for a dark or light desktop. Each text colour has at least 4.5:1 on the surfaces it is used
/// on.
Colours makeColours(bool dark, VerdictColours verdicts);

/// Contrast of WCAG 2.1, 1 to 21.
double contrast(const QColor& one, const QColor& other);

/// The colours as standard widgets read them.
QPalette makePalette(const Colours& colours);

} // namespace rw::ui
