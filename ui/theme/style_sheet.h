#pragma once

#include "ui/theme/theme.h"

#include <QString>

namespace rw::ui {

/// What is simpler said in a style sheet than drawn: scroll bars, menus, tool tips, tabs, headers, docks.
QString makeStyleSheet(const Theme& theme);

} // namespace rw::ui
