#include "ui/client/run_log_follower.h"

#include <QFileInfo>

#include <algorithm>
#include <exception>

namespace rw::ui {

namespace {

constexpr int kPollMilliseconds = 250;
/// A log that is just being made cannot be read either: failures become known when they last.
constexpr int kPatience = 4;

} // namespace

RunLogFollower::RunLogFollower(QObject* parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RunLogFollower::poll);
}

void RunLogFollower::follow(const QString& runDirectory)
{
    stop();
    m_directory = runDirectory;
    m_timer.start(0);
}

void RunLogFollower::stop()
{
    ++m_followed;
    m_timer.stop();
    m_directory.clear();
    m_reader.reset();
    m_failures = 0;
}

void RunLogFollower::poll()
{
    const std::uint64_t followed = m_followed;
    try {
        read();
    } catch (const std::exception& problem) {
        if (followed == m_followed)
            failedToRead(QString::fromUtf8(problem.what()));
    }
    if (followed == m_followed)
        m_timer.start(kPollMilliseconds);
}

void RunLogFollower::read()
{
    const bool justOpened = !m_reader;
    if (justOpened && !open())
        return;
    const std::int64_t version = m_reader->dataVersion();
    if (!justOpened && version == m_dataVersion)
        return;
    const bool fresh = wasSuperseded() || justOpened;
    if (fresh)
        m_lastMetric = 0;
    const std::vector<MetricRecord> metrics = m_reader->metricsAfter(m_lastMetric);
    if (!metrics.empty())
        m_lastMetric = metrics.back().row;
    m_dataVersion = version;
    m_failures = 0;
    announce(fresh, metrics);
}

bool RunLogFollower::open()
{
    if (!QFileInfo::exists(m_directory + QStringLiteral("/run.db")))
        return false;
    m_reader.emplace(m_directory.toStdString());
    m_lastEvent = 0;
    return true;
}

bool RunLogFollower::wasSuperseded()
{
    const std::vector<EventRecord> events = m_reader->eventsAfter(m_lastEvent);
    if (!events.empty())
        m_lastEvent = events.back().row;
    return std::ranges::find(events, "superseded", &EventRecord::kind) != events.end();
}

void RunLogFollower::announce(bool fresh, const std::vector<MetricRecord>& metrics)
{
    const std::uint64_t followed = m_followed;
    if (fresh)
        emit opened(m_reader->run());
    if (!metrics.empty() && followed == m_followed)
        emit metricsArrived(metrics);
    if (followed == m_followed)
        emit runChanged();
}

void RunLogFollower::failedToRead(const QString& message)
{
    m_reader.reset();
    if (++m_failures == kPatience)
        emit failed(message);
}

} // namespace rw::ui
