#include "core/runlog/run_rows.h"

#include "core/base/error.h"
#include "core/base/timestamp.h"

namespace rw {

void insertRun(Database& database, const RunRecord& record)
{
    database
        .query(
            "INSERT INTO runs (id, name, created_at, start_model, start_label, prompt_source, seed, config, "
            "environment) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(record.name, record.createdAt, record.startModel, record.startLabel, record.promptSource,
              record.seed, jsonLine(record.config), jsonLine(record.environment))
        .run();
}

RunRecord readRun(Database& database)
{
    Query row =
        database.query("SELECT name, created_at, start_model, start_label, prompt_source, seed, config, "
                       "environment FROM runs");
    if (!row.next())
        throw Error(database.file().string() + " is damaged: it names no run.",
                    "Restore the run from a copy.");
    RunRecord record;
    record.name = row.bytes(0);
    record.createdAt = row.bytes(1);
    record.startModel = row.bytes(2);
    record.startLabel = row.bytes(3);
    record.promptSource = row.bytes(4);
    record.seed = static_cast<std::uint64_t>(row.integer(5));
    record.config = parseJson(row.bytes(6), "the run's configuration");
    record.environment = parseJson(row.bytes(7), "the run's environment");
    return record;
}

std::vector<StepRecord> readSteps(Database& database)
{
    Query row =
        database.query("SELECT s.step, s.committed_at, s.seconds, coalesce(c.folder, '') FROM steps s "
                       "LEFT JOIN checkpoints c ON c.step = s.step AND NOT c.pruned ORDER BY s.step");
    std::vector<StepRecord> steps;
    while (row.next())
        steps.push_back({row.smallInteger(0), row.bytes(1), row.number(2), row.bytes(3)});
    return steps;
}

void insertMetrics(Database& database, int step, const Metrics& metrics)
{
    const std::string now = timestampNow();
    for (const auto& [key, value] : metrics) {
        database
            .query("INSERT INTO metrics (step, key, value, seconds) SELECT ?, ?, ?, "
                   "coalesce(max(0.0, (julianday(?) - julianday(created_at)) * 86400.0), 0.0) FROM runs")
            .bind(step, key, value, now)
            .run();
    }
}

void insertEvent(Database& database, int step, std::string_view kind, const Json& detail)
{
    database.query("INSERT INTO events (step, at, kind, detail) VALUES (?, ?, ?, ?)")
        .bind(step, timestampNow(), kind, jsonLine(detail))
        .run();
}

} // namespace rw
