#include "ui/client/star_outbox.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace rw::ui {

namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
constexpr std::string_view kWhat = "stars not sent yet";

/// The first name of its kind that is free.
std::filesystem::path damagedName(const std::filesystem::path& file)
{
    for (int i = 1;; ++i) {
        std::filesystem::path name = file;
        name += ".damaged-" + std::to_string(i);
        if (!std::filesystem::exists(name))
            return name;
    }
}

} // namespace

StarOutbox::StarOutbox(std::filesystem::path file)
    : m_file(std::move(file))
{
    read();
}

void StarOutbox::read()
{
    if (!std::filesystem::exists(m_file))
        return;
    const std::string content = readFile(m_file, kMostBytes);
    bool damaged = false;
    for (std::string_view rest = content; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (!line.empty() && !readLine(line))
            damaged = true;
    }
    if (damaged)
        keepDamaged(content);
}

bool StarOutbox::readLine(std::string_view line)
{
    try {
        const Json json = parseJson(line, kWhat);
        constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
        Entry entry{jsonString(json, "run", kWhat),
                    {jsonString(json, "uuid", kWhat),
                     {jsonInteger(json, "rollout", kWhat, 0, kMost)},
                     jsonBool(json, "starred", kWhat, true)}};
        m_entries.push_back(std::move(entry));
        return true;
    } catch (const Error&) {
        return false;
    }
}

void StarOutbox::keepDamaged(std::string_view content)
{
    m_damagedFile = damagedName(m_file);
    writeFileAtomically(*m_damagedFile, content);
    write();
}

void StarOutbox::add(const QString& runDirectory, const StarRecord& star)
{
    const auto sameStar = [&](const Entry& entry) { return entry.star.uuid == star.uuid; };
    if (std::ranges::any_of(m_entries, sameStar))
        return;
    m_entries.push_back({runDirectory.toStdString(), star});
    write();
}

void StarOutbox::acknowledge(std::string_view uuid)
{
    if (std::erase_if(m_entries, [&](const Entry& entry) { return entry.star.uuid == uuid; }) > 0)
        write();
}

std::vector<StarRecord> StarOutbox::pending(const QString& runDirectory) const
{
    const std::string run = runDirectory.toStdString();
    std::vector<StarRecord> stars;
    for (const Entry& entry : m_entries) {
        if (entry.run == run)
            stars.push_back(entry.star);
    }
    return stars;
}

void StarOutbox::write() const
{
    std::string content;
    for (const Entry& entry : m_entries) {
        content += jsonLine({{"run", entry.run},
                             {"uuid", entry.star.uuid},
                             {"rollout", entry.star.rollout.value},
                             {"starred", entry.star.starred}});
        content += '\n';
    }
    if (m_file.has_parent_path())
        makeDirectories(m_file.parent_path());
    writeFileAtomically(m_file, content);
}

} // namespace rw::ui
