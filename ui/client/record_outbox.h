#pragma once

#include "core/base/strict_json.h"

#include <QString>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::ui {

/// What a person decided and the engine has not acknowledged yet, in a file, so that nothing is lost when a
/// process is killed. The file holds one JSON object a line, with the members "run" and "uuid" and those of
/// the decision, and is rewritten atomically. Used by the GUI thread.
class RecordOutbox
{
public:
    /// Throws Error where an object is no decision of the outbox's kind.
    using Check = std::function<void(const Json&)>;

    /// Reads what is left from before. Lines that cannot be read are left out and the file as it was is kept
    /// beside it, see damagedFile(). @throws Error if the file stands there and cannot be read.
    RecordOutbox(std::filesystem::path file, Check check);

    /// On disk when this returns. A uuid that is there already is ignored. @throws Error if the file cannot
    /// be written; the decision is kept in memory all the same.
    void add(const QString& runDirectory, std::string uuid, Json record);
    /// The engine has it. An unknown uuid is ignored. @throws Error as above.
    void acknowledge(std::string_view uuid);
    /// The decisions of one run, in the order they were made, each with its "uuid".
    [[nodiscard]] std::vector<Json> pending(const QString& runDirectory) const;
    /// Where the damaged file was kept, if it was damaged.
    [[nodiscard]] const std::optional<std::filesystem::path>& damagedFile() const { return m_damagedFile; }

private:
    struct Entry
    {
        std::string run;
        std::string uuid;
        Json record; ///< with "run" and "uuid"
    };

    void read();
    bool readLine(std::string_view line);
    void keepDamaged(std::string_view content);
    void write() const;

    std::filesystem::path m_file;
    Check m_check;
    std::vector<Entry> m_entries;
    std::optional<std::filesystem::path> m_damagedFile;
};

} // namespace rw::ui
