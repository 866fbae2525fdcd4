#include "ui/window/licences.h"

namespace rw::ui {

QString licencesText()
{
    return QStringLiteral("Rollout Workbench: GPL-3.0-or-later\n"
                          "Qt 6: LGPL-3.0\n"
                          "QCustomPlot: GPL-3.0-or-later\n"
                          "LibTorch: BSD-3-Clause\n"
                          "OpenBLAS: BSD-3-Clause\n"
                          "oneDNN: Apache-2.0\n"
                          "SQLite: public domain\n"
                          "SQLiteCpp: MIT\n"
                          "nlohmann-json: MIT\n"
                          "simdjson: Apache-2.0\n"
                          "CLI11: BSD-3-Clause\n"
                          "spdlog, fmt: MIT\n"
                          "PCRE2: BSD-3-Clause\n"
                          "GiNaC, CLN: GPL-2.0-or-later\n"
                          "utf8proc: MIT\n"
                          "libcsv: LGPL-2.1-or-later\n"
                          "Inter, JetBrains Mono: SIL Open Font License 1.1");
}

} // namespace rw::ui
