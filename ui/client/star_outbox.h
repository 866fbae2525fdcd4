#pragma once

#include "core/runlog/records.h"
#include "ui/client/record_outbox.h"

namespace rw::ui {

/// The stars that the engine has not acknowledged yet, see RecordOutbox.
class StarOutbox
{
public:
    /// @throws Error if the file stands there and cannot be read.
    explicit StarOutbox(std::filesystem::path file);

    /// @throws Error if the file cannot be written; the star is kept in memory all the same.
    void add(const QString& runDirectory, const StarRecord& star);
    void acknowledge(std::string_view uuid) { m_records.acknowledge(uuid); }
    /// The stars of one run, in the order they were given.
    [[nodiscard]] std::vector<StarRecord> pending(const QString& runDirectory) const;
    [[nodiscard]] const std::optional<std::filesystem::path>& damagedFile() const
    {
        return m_records.damagedFile();
    }

private:
    RecordOutbox m_records;
};

} // namespace rw::ui
