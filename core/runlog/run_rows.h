#pragma once

#include "core/database/database.h"
#include "core/runlog/records.h"

namespace rw {

/// The row of the run itself, written once.
void insertRun(Database& database, const RunRecord& record);
RunRecord readRun(Database& database);

/// Steps from 1 on, each with its checkpoint where one is kept.
std::vector<StepRecord> readSteps(Database& database);

void insertMetrics(Database& database, int step, const Metrics& metrics);
void insertEvent(Database& database, int step, std::string_view kind, const Json& detail);

} // namespace rw
