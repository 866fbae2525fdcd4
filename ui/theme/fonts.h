#pragma once

#include <QString>

namespace rw::ui {

/// Makes the shipped fonts known to the application. Once is enough; more does nothing.
void registerFonts();

QString textFamily();  ///< "Inter"
QString tokenFamily(); ///< "JetBrains Mono"

} // namespace rw::ui
