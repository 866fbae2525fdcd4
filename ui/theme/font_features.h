#pragma once

#include <QByteArray>

namespace rw::ui {

/// The font without its contextual alternates, by which it would show other signs than those written: "->" as
/// an arrow, "3x4" as 3×4, "<|" as a triangle. What a model wrote is read sign by sign here. Scripts that
/// need shaping keep theirs.
/// @param font an OpenType file; what is none comes back as it is
QByteArray withoutContextualAlternates(QByteArray font);

} // namespace rw::ui
