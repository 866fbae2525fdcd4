#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace rw::ui {

/// The last lines that the engine wrote to its log.
class EngineLog
{
public:
    static constexpr qsizetype kMostLines = 200;
    static constexpr qsizetype kMostBytes = 8192; ///< of one line; a longer one is broken up

    /// Bytes as they come from stderr. @return the lines they complete.
    QStringList append(const QByteArray& bytes);
    /// What stands after the last newline, as a line, if anything: nothing more will come.
    QStringList end();
    void add(const QString& line);

    [[nodiscard]] const QStringList& lines() const { return m_lines; }

private:
    QStringList m_lines;
    QByteArray m_unfinished;
};

} // namespace rw::ui
