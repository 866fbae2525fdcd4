#include "ui/client/star_outbox.h"

#include <limits>
#include <utility>

namespace rw::ui {

namespace {

constexpr std::string_view kWhat = "star not sent yet";

StarRecord starFrom(const Json& json)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    return {jsonString(json, "uuid", kWhat),
            {jsonInteger(json, "rollout", kWhat, 0, kMost)},
            jsonBool(json, "starred", kWhat, true)};
}

} // namespace

StarOutbox::StarOutbox(std::filesystem::path file)
    : m_records(std::move(file), [](const Json& json) { starFrom(json); })
{
}

void StarOutbox::add(const QString& runDirectory, const StarRecord& star)
{
    m_records.add(runDirectory, star.uuid, {{"rollout", star.rollout.value}, {"starred", star.starred}});
}

std::vector<StarRecord> StarOutbox::pending(const QString& runDirectory) const
{
    std::vector<StarRecord> stars;
    for (const Json& record : m_records.pending(runDirectory))
        stars.push_back(starFrom(record));
    return stars;
}

} // namespace rw::ui
