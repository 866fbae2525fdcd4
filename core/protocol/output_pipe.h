#pragma once

#include "core/base/strict_json.h"

#include <string_view>

namespace rw {

/// Standard output kept for JSON alone: the descriptor is duplicated and descriptor 1 pointed at stderr,
/// because libraries print. Make one, early. SIGPIPE is ignored from then on.
class OutputPipe
{
public:
    OutputPipe();
    ~OutputPipe();
    OutputPipe(const OutputPipe&) = delete;
    OutputPipe& operator=(const OutputPipe&) = delete;

    /// Writes one line at once. Blocks while the reader is slow. Any thread, one at a time.
    /// @throws Error when the reader is gone.
    void writeLine(std::string_view line);
    void writeJson(const Json& json) { writeLine(jsonLine(json)); }

private:
    int m_descriptor;
};

} // namespace rw
