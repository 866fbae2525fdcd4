#pragma once

#include "core/runlog/records.h"
#include "core/runlog/run_log_reader.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <vector>

namespace rw::ui {

/// Reads along in the log of a run, on the GUI thread: asks four times a second whether the log has changed,
/// which costs next to nothing, and reads what is new. Never writes and never waits for the writer.
class RunLogFollower : public QObject
{
    Q_OBJECT

public:
    explicit RunLogFollower(QObject* parent = nullptr);

    /// Follows the run in this folder from its first metric on, in place of the one before. There need not be
    /// a run yet.
    void follow(const QString& runDirectory);
    void stop();

signals:
    /// The run is (again) read from its first metric: clear what was shown. Again when steps were superseded
    /// or the log had become unreadable.
    void opened(const rw::RunRecord& run);
    /// The metrics logged since the last signal, oldest first.
    void metricsArrived(const std::vector<rw::MetricRecord>& metrics);
    /// Something in the log changed: groups, stars, steps or metrics. Also after opened().
    void runChanged();
    /// The log stands there but cannot be read; told once, and trying goes on.
    void failed(const QString& message);

private:
    void poll();
    void read();
    [[nodiscard]] bool open();
    [[nodiscard]] bool wasSuperseded();
    void announce(bool fresh, const std::vector<MetricRecord>& metrics);
    void failedToRead(const QString& message);

    QTimer m_timer;
    QString m_directory;          ///< empty: nothing is followed
    std::uint64_t m_followed = 0; ///< grows with each follow() and stop(): tells a slot's change of mind
    std::optional<RunLogReader> m_reader;
    std::int64_t m_dataVersion = 0;
    std::int64_t m_lastMetric = 0; ///< row
    std::int64_t m_lastEvent = 0;  ///< row
    int m_failures = 0;            ///< in a row
};

} // namespace rw::ui
