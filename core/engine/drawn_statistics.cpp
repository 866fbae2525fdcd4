#include "core/engine/drawn_statistics.h"

#include "core/base/timestamp.h"
#include "core/training/checkpoint.h"

#include <utility>

namespace rw {

namespace {

/// Where a link leads, so that "latest" says which it was.
std::filesystem::path resolved(const std::filesystem::path& model)
{
    std::error_code unreadable;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(model, unreadable);
    return unreadable ? model : canonical;
}

/// Each call of a command counts for itself, however often the same model draws.
std::filesystem::path nameOf(std::string_view command, const std::filesystem::path& model)
{
    return resolved(model).string() + " (" + std::string(command) + " " + timestampNow() + ")";
}

} // namespace

DrawnStatistics::DrawnStatistics(std::string_view command, const std::filesystem::path& model,
                                 std::string source, const std::filesystem::path& library)
    : m_source(std::move(source))
    , m_step(checkpointStep(resolved(model)))
    , m_library(library)
    , m_attempts(m_library, nameOf(command, model))
{
}

void DrawnStatistics::add(std::span<RolloutGroup> groups)
{
    for (RolloutGroup& group : groups)
        group.id.value = ++m_groups;
    m_attempts.record(m_source, groups, m_step);
}

} // namespace rw
