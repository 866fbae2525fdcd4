#include "ui/window/run_library.h"

#include "core/base/error.h"
#include "core/runlog/run_log_reader.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace rw::ui {

RunLibrary::RunLibrary(QString directory)
    : m_directory(std::move(directory))
{
}

void RunLibrary::addElsewhere(const QString& runDirectory)
{
    const bool inside = QFileInfo(runDirectory).absolutePath() == QDir(m_directory).absolutePath();
    if (!inside && !m_elsewhere.contains(runDirectory))
        m_elsewhere.append(runDirectory);
}

std::vector<RunRow> RunLibrary::rows() const
{
    std::vector<RunRow> rows;
    const QDir library(m_directory);
    for (const QString& name : library.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFileInfo::exists(library.filePath(name) + QStringLiteral("/run.db")))
            rows.push_back(readRunRow(library.absoluteFilePath(name)));
    }
    for (const QString& directory : m_elsewhere)
        rows.push_back(readRunRow(directory));
    std::sort(rows.begin(), rows.end(),
              [](const RunRow& left, const RunRow& right) { return left.created > right.created; });
    return rows;
}

QStringList RunLibrary::names() const
{
    return QDir(m_directory).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

QString RunLibrary::suggestName(const QString& stem) const
{
    const QStringList taken = names();
    for (int number = 1;; ++number) {
        const QString name = stem + QStringLiteral("-%1").arg(number, 2, 10, QLatin1Char('0'));
        if (!taken.contains(name, Qt::CaseInsensitive))
            return name;
    }
}

QString RunLibrary::folderFor(const QString& name) const
{
    return QDir(m_directory).absoluteFilePath(name);
}

RunRow readRunRow(const QString& runDirectory)
{
    RunRow row;
    row.name = QDir(runDirectory).dirName();
    row.directory = runDirectory;
    try {
        const RunLogReader reader(runDirectory.toStdString());
        const RunRecord record = reader.run();
        const std::vector<StepRecord> steps = reader.steps();
        row.created = QString::fromStdString(record.createdAt);
        row.objective =
            QString::fromStdString(jsonString(record.config, "objective", "the run's settings", "grpo"));
        row.step = steps.empty() ? 0 : steps.back().step;
        row.lastReward = reader.lastValue("reward");
        row.state = QStringLiteral("open");
    } catch (const std::exception&) {
        row.state = QStringLiteral("damaged");
    }
    return row;
}

} // namespace rw::ui
