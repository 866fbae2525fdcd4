#pragma once

#include "ui/models/run_list_model.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace rw::ui {

/// The folder with a folder for each run. Used by the GUI thread.
class RunLibrary
{
public:
    explicit RunLibrary(QString directory);

    [[nodiscard]] const QString& directory() const { return m_directory; }
    /// A run opened from elsewhere is listed with the others.
    void addElsewhere(const QString& runDirectory);
    /// All runs, newest first. A run that cannot be read is listed as damaged.
    [[nodiscard]] std::vector<RunRow> rows() const;
    [[nodiscard]] QStringList names() const;
    /// "school-03": the first number that is free.
    [[nodiscard]] QString suggestName(const QString& stem = QStringLiteral("school")) const;
    [[nodiscard]] QString folderFor(const QString& name) const;

private:
    QString m_directory;
    QStringList m_elsewhere;
};

/// What the list shows of the run in a folder.
RunRow readRunRow(const QString& runDirectory);

} // namespace rw::ui
