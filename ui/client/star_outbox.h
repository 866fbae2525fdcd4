#pragma once

#include "core/runlog/records.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace rw::ui {

/// The stars that the engine has not acknowledged yet, in a file, so that none is lost when a process is
/// killed. The file holds one JSON object a line and is rewritten atomically. Used by the GUI thread.
class StarOutbox
{
public:
    /// Reads what is left from before. Lines that cannot be read are left out and the file as it was is kept
    /// beside it, see damagedFile(). @throws Error if the file stands there and cannot be read.
    explicit StarOutbox(std::filesystem::path file);

    /// On disk when this returns. A uuid that is there already is ignored. @throws Error if the file cannot
    /// be written; the star is kept in memory all the same.
    void add(const QString& runDirectory, const StarRecord& star);
    /// The engine has it. An unknown uuid is ignored. @throws Error as above.
    void acknowledge(std::string_view uuid);
    /// The stars of one run, in the order they were given.
    [[nodiscard]] std::vector<StarRecord> pending(const QString& runDirectory) const;
    /// Where the damaged file was kept, if it was damaged.
    [[nodiscard]] const std::optional<std::filesystem::path>& damagedFile() const { return m_damagedFile; }

private:
    struct Entry
    {
        std::string run;
        StarRecord star;
    };

    void read();
    bool readLine(std::string_view line);
    void keepDamaged(std::string_view content);
    void write() const;

    std::filesystem::path m_file;
    std::vector<Entry> m_entries;
    std::optional<std::filesystem::path> m_damagedFile;
};

} // namespace rw::ui
