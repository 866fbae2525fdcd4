#pragma once

#include <QString>

namespace rw::ui {

/// The licences of the program and of what it is built with, for the About dialog.
QString licencesText();

} // namespace rw::ui
