#pragma once

#include <QString>

namespace rw::ui {

/// A metric's value as people read it, in the language's own numbers: about three figures, "0.81", "31.4",
/// "1,204"; a dash where it is not a number.
QString metricText(double value);

/// Seconds as "0:42", "12:05" or "1:02:03".
QString durationText(double seconds);

} // namespace rw::ui
