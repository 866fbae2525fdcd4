#include "ui/window/recent_models.h"

#include <QFileInfo>

namespace rw::ui {

namespace {

constexpr int kMostKept = 8;
const QString kKey = QStringLiteral("models/recent");

} // namespace

QStringList RecentModels::paths() const
{
    QStringList there;
    for (const QString& path : m_settings.value(kKey).toStringList()) {
        if (QFileInfo::exists(path))
            there.append(path);
    }
    return there;
}

void RecentModels::add(const QString& path)
{
    QStringList paths = this->paths();
    paths.removeAll(path);
    paths.prepend(path);
    while (paths.size() > kMostKept)
        paths.removeLast();
    m_settings.setValue(kKey, paths);
}

void RecentModels::clear()
{
    m_settings.remove(kKey);
}

} // namespace rw::ui
