#include "core/engine/load_watch.h"

#include <chrono>

namespace rw {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kBetweenReports = std::chrono::milliseconds(50);

/// Counts the weights read and tells of them. Weights weigh in by their number of elements: in the file,
/// those of one model have much the same size each.
class LoadMeter
{
public:
    LoadMeter(const ModelFiles& files, const LoadWatch& watch)
        : m_watch(watch)
        , m_model(files.path().string())
    {
        for (const WeightSpec& weight : decoderWeights(files.config()))
            m_elements += weight.elements();
        for (const StoredTensor& tensor : files.weights().tensors())
            m_bytes += static_cast<std::int64_t>(tensor.bytes);
    }

    void begins(const WeightSpec& weight)
    {
        if (m_watch.cancel != nullptr && m_watch.cancel->load())
            throw Cancelled("Loading " + m_model + " was cancelled.");
        m_read += weight.elements();
        const bool last = m_read >= m_elements;
        const Clock::time_point now = Clock::now();
        if (!m_watch.progress || (!last && now - m_reported < kBetweenReports))
            return;
        m_reported = now;
        const double share = static_cast<double>(m_read) / static_cast<double>(m_elements);
        m_watch.progress(static_cast<std::int64_t>(share * static_cast<double>(m_bytes)), m_bytes);
    }

private:
    LoadWatch m_watch;
    std::string m_model;
    std::int64_t m_elements = 0;
    std::int64_t m_bytes = 0;
    std::int64_t m_read = 0;
    Clock::time_point m_reported;
};

} // namespace

void watchLoading(ModelFiles& files, const LoadWatch& watch)
{
    if (!watch.progress && watch.cancel == nullptr)
        return;
    files.watchReading(
        [meter = LoadMeter(files, watch)](const WeightSpec& weight) mutable { meter.begins(weight); });
}

} // namespace rw
