#pragma once

#include <QString>

namespace rw::ui {

/// A text as a tool tip shows it: wrapped, its line ends kept, and no longer than fits on a screen. Empty for
/// an empty one.
QString tipText(const QString& text);

} // namespace rw::ui
