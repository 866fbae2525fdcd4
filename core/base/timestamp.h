#pragma once

#include <chrono>
#include <string>

namespace rw {

/// ISO 8601 in UTC with milliseconds: "2026-11-24T09:30:00.123Z".
std::string timestampNow();
std::string timestamp(std::chrono::system_clock::time_point time);

} // namespace rw
