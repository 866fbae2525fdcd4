#pragma once

#include "core/runlog/run_log_reader.h"

#include <QString>

#include <map>

namespace rw::ui {

/// The logs that the window asks questions of, each opened once and kept open. Lives on the GUI thread.
class OpenRunLogs
{
public:
    /// @throws Error if the run cannot be read. The reader stays until the next of() or clear().
    [[nodiscard]] const RunLogReader& of(const QString& runDirectory);
    /// Closes all: what is there under the same name may be another file by now.
    void clear() { m_readers.clear(); }

private:
    std::map<QString, RunLogReader> m_readers;
};

} // namespace rw::ui
