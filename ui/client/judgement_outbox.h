#pragma once

#include "core/runlog/records.h"
#include "ui/client/record_outbox.h"

namespace rw::ui {

/// A person's verdicts that the engine has not acknowledged yet, see RecordOutbox.
class JudgementOutbox
{
public:
    /// @throws Error if the file stands there and cannot be read.
    explicit JudgementOutbox(std::filesystem::path file);

    /// @throws Error if the file cannot be written; the judgement is kept in memory all the same.
    void add(const QString& runDirectory, const JudgementRecord& judgement);
    void acknowledge(std::string_view uuid) { m_records.acknowledge(uuid); }
    /// The judgements of one run, in the order they were given.
    [[nodiscard]] std::vector<JudgementRecord> pending(const QString& runDirectory) const;
    [[nodiscard]] const std::optional<std::filesystem::path>& damagedFile() const
    {
        return m_records.damagedFile();
    }

private:
    RecordOutbox m_records;
};

} // namespace rw::ui
