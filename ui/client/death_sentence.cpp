#include "ui/client/death_sentence.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <csignal>

namespace rw::ui {

namespace {

QString crashSentence(const QString& name, int signal)
{
    if (signal == SIGKILL)
        return QCoreApplication::translate(
                   "EngineClient", "The engine (%1) was killed. If nobody did that, the machine ran out of "
                                   "memory: ask for fewer or shorter answers.")
            .arg(name);
    return QCoreApplication::translate("EngineClient", "The engine (%1) crashed with signal %2.")
        .arg(name)
        .arg(signal);
}

} // namespace

QString deathSentence(const QString& program, int exitCode, QProcess::ExitStatus exitStatus,
                      const QString& lastLogLine)
{
    const QString name = QFileInfo(program).fileName();
    if (exitStatus == QProcess::CrashExit)
        return crashSentence(name, exitCode);
    if (lastLogLine.isEmpty())
        return QCoreApplication::translate("EngineClient",
                                           "The engine (%1) ended by itself with exit code %2.")
            .arg(name)
            .arg(exitCode);
    return QCoreApplication::translate(
               "EngineClient", "The engine (%1) ended by itself with exit code %2. Its last words: %3")
        .arg(name)
        .arg(exitCode)
        .arg(lastLogLine);
}

QString startFailureSentence(const QString& program, const QString& reason)
{
    return QCoreApplication::translate("EngineClient",
                                       "The engine cannot be started: %1 (%2). Install the program again.")
        .arg(program, reason);
}

} // namespace rw::ui
