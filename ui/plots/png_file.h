#pragma once

#include <QImage>
#include <QString>

namespace rw::ui {

/// Writes a picture so that a failure leaves no half of it behind.
/// @return what went wrong, as a sentence; empty when the file is written.
QString writePng(const QImage& image, const QString& path);

} // namespace rw::ui
