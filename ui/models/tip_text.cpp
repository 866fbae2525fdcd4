#include "ui/models/tip_text.h"

namespace rw::ui {

namespace {

constexpr qsizetype kMostCharacters = 1200;

} // namespace

QString tipText(const QString& text)
{
    if (text.isEmpty())
        return {};
    QString shown = text.left(kMostCharacters);
    if (shown.size() < text.size()) {
        if (shown.back().isHighSurrogate())
            shown.chop(1);
        shown += QStringLiteral("…");
    }
    shown = shown.toHtmlEscaped();
    shown.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return QStringLiteral("<qt>%1</qt>").arg(shown);
}

} // namespace rw::ui
