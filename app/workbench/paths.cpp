#include "app/workbench/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace rw::ui {

namespace {

QString findModels()
{
    const QDir programs(QCoreApplication::applicationDirPath());
    for (const char* candidate : {"../../../resources/models", "../share/rollout-workbench/models"}) {
        const QString folder = QDir::cleanPath(programs.absoluteFilePath(QString::fromLatin1(candidate)));
        if (QFileInfo::exists(folder + QStringLiteral("/imitation/config.json")))
            return folder;
    }
    return QDir::cleanPath(programs.absoluteFilePath(QStringLiteral("../../../resources/models")));
}

} // namespace

WorkbenchPaths pathsIn(const QString& dataDirectory, const QString& engine)
{
    const QDir data(dataDirectory);
    const QDir programs(QCoreApplication::applicationDirPath());
    return {engine.isEmpty() ? programs.absoluteFilePath(QStringLiteral("rollout-engine")) : engine,
            findModels(),
            data.absoluteFilePath(QStringLiteral("runs")),
            data.absoluteFilePath(QStringLiteral("stars.jsonl")),
            data.absoluteFilePath(QStringLiteral("loads.json")),
            data.absoluteFilePath(QStringLiteral("library.db")),
            data.absoluteFilePath(QStringLiteral("judgements.jsonl"))};
}

WorkbenchPaths findPaths(const QString& engine)
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return pathsIn(QDir(data).absoluteFilePath(QStringLiteral("rollout-workbench")), engine);
}

} // namespace rw::ui
