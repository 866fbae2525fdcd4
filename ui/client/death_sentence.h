#pragma once

#include <QProcess>
#include <QString>

namespace rw::ui {

/// What a person reads when the engine ended without being asked to.
/// @param exitCode the signal's number for a crash, as QProcess gives it.
/// @param lastLogLine the engine's last words; may be empty.
QString deathSentence(const QString& program, int exitCode, QProcess::ExitStatus exitStatus,
                      const QString& lastLogLine);

/// What a person reads when the engine's program cannot be started.
/// @param reason of the operating system.
QString startFailureSentence(const QString& program, const QString& reason);

} // namespace rw::ui
