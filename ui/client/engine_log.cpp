#include "ui/client/engine_log.h"

namespace rw::ui {

QStringList EngineLog::append(const QByteArray& bytes)
{
    QStringList added;
    for (const char byte : bytes) {
        if (byte == '\n' || m_unfinished.size() >= kMostBytes)
            added += end();
        if (byte != '\n')
            m_unfinished.push_back(byte);
    }
    return added;
}

QStringList EngineLog::end()
{
    if (m_unfinished.isEmpty())
        return {};
    const QString line = QString::fromUtf8(m_unfinished);
    m_unfinished.clear();
    add(line);
    return {line};
}

void EngineLog::add(const QString& line)
{
    m_lines.push_back(line);
    if (m_lines.size() > kMostLines)
        m_lines.pop_front();
}

} // namespace rw::ui
