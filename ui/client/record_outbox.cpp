#include "ui/client/record_outbox.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"

#include <algorithm>
#include <utility>

namespace rw::ui {

namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
constexpr std::string_view kWhat = "decisions not sent yet";

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

RecordOutbox::RecordOutbox(std::filesystem::path file, Check check)
    : m_file(std::move(file))
    , m_check(std::move(check))
{
    read();
}

void RecordOutbox::read()
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

bool RecordOutbox::readLine(std::string_view line)
{
    try {
        Json record = parseJson(line, kWhat);
        std::string run = jsonString(record, "run", kWhat);
        std::string uuid = jsonString(record, "uuid", kWhat);
        m_check(record);
        m_entries.push_back({std::move(run), std::move(uuid), std::move(record)});
        return true;
    } catch (const Error&) {
        return false;
    }
}

void RecordOutbox::keepDamaged(std::string_view content)
{
    m_damagedFile = damagedName(m_file);
    writeFileAtomically(*m_damagedFile, content);
    write();
}

void RecordOutbox::add(const QString& runDirectory, std::string uuid, Json record)
{
    if (std::ranges::find(m_entries, uuid, &Entry::uuid) != m_entries.end())
        return;
    const std::string run = runDirectory.toStdString();
    record["run"] = run;
    record["uuid"] = uuid;
    m_entries.push_back({run, std::move(uuid), std::move(record)});
    write();
}

void RecordOutbox::acknowledge(std::string_view uuid)
{
    if (std::erase_if(m_entries, [&](const Entry& entry) { return entry.uuid == uuid; }) > 0)
        write();
}

std::vector<Json> RecordOutbox::pending(const QString& runDirectory) const
{
    const std::string run = runDirectory.toStdString();
    std::vector<Json> records;
    for (const Entry& entry : m_entries) {
        if (entry.run == run)
            records.push_back(entry.record);
    }
    return records;
}

void RecordOutbox::write() const
{
    std::string content;
    for (const Entry& entry : m_entries) {
        content += jsonLine(entry.record);
        content += '\n';
    }
    if (m_file.has_parent_path())
        makeDirectories(m_file.parent_path());
    writeFileAtomically(m_file, content);
}

} // namespace rw::ui
