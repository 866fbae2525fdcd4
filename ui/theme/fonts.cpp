#include "ui/theme/fonts.h"

#include "ui/theme/font_features.h"

#include <QFile>
#include <QFontDatabase>

// The folder is a static library: without this call the linker drops its resources. It must stand outside
// namespaces.
static void initResources()
{
    Q_INIT_RESOURCE(fonts);
}

namespace rw::ui {

void registerFonts()
{
    static const bool done = [] {
        initResources();
        for (const auto* name :
             {":/fonts/Inter-Regular.otf", ":/fonts/Inter-Medium.otf", ":/fonts/Inter-SemiBold.otf",
              ":/fonts/JetBrainsMono-Regular.ttf", ":/fonts/JetBrainsMono-SemiBold.ttf"}) {
            QFile file{QLatin1String(name)};
            if (file.open(QIODevice::ReadOnly))
                QFontDatabase::addApplicationFontFromData(withoutContextualAlternates(file.readAll()));
        }
        return true;
    }();
    Q_UNUSED(done)
}

QString textFamily()
{
    return QStringLiteral("Inter");
}

QString tokenFamily()
{
    return QStringLiteral("JetBrains Mono");
}

} // namespace rw::ui
