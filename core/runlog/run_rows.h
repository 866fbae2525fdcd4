#pragma once

#include "core/runlog/log_database.h"
#include "core/runlog/records.h"

namespace rw {

/// The row of the run itself, written once.
void insertRun(LogDatabase& database, const RunRecord& record);
RunRecord readRun(LogDatabase& database);

/// Steps from 1 on, each with its checkpoint where one is kept.
std::vector<StepRecord> readSteps(LogDatabase& database);

void insertMetrics(LogDatabase& database, int step, const Metrics& metrics);
void insertEvent(LogDatabase& database, int step, std::string_view kind, const Json& detail);

} // namespace rw
