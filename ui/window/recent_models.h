#pragma once

#include <QSettings>
#include <QStringList>

namespace rw::ui {

/// The models that a person opened last, newest first, kept in the settings.
class RecentModels
{
public:
    explicit RecentModels(QSettings& settings)
        : m_settings(settings)
    {
    }

    /// Folders and files, those that are gone left out.
    [[nodiscard]] QStringList paths() const;
    void add(const QString& path);
    void clear();

private:
    QSettings& m_settings;
};

} // namespace rw::ui
