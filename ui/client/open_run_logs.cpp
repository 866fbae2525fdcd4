#include "ui/client/open_run_logs.h"

namespace rw::ui {

namespace {

constexpr std::size_t kMostOpen = 4; ///< the run that is trained, and the last ones looked at

} // namespace

const RunLogReader& OpenRunLogs::of(const QString& runDirectory)
{
    if (const auto open = m_readers.find(runDirectory); open != m_readers.end())
        return open->second;
    RunLogReader reader(runDirectory.toStdString());
    if (m_readers.size() >= kMostOpen)
        m_readers.clear();
    return m_readers.emplace(runDirectory, std::move(reader)).first->second;
}

} // namespace rw::ui
