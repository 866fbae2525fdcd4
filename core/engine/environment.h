#pragma once

#include "core/base/strict_json.h"
#include "core/policy/device.h"

#include <string>
#include <vector>

namespace rw {

/// What a result depends on beside its seed: goes into every run record, `--version` and the window's About.
struct Environment
{
    std::string version; ///< of this program
    std::string gitCommit;
    std::string torchVersion; ///< "1.13.1"
    std::string blas;         ///< "OpenBLAS SkylakeX, oneDNN 2.6.3"
    int threads = 1;
    std::string device;                ///< "cpu", "cuda:0"
    std::string deviceReason;          ///< one sentence
    std::vector<std::string> devices;  ///< to choose from: "cpu", "cuda:0"
    std::vector<std::string> warnings; ///< for people, each a sentence
};

Environment describeEnvironment(const DeviceChoice& device);

Json toJson(const Environment& environment);

/// Several lines for a terminal.
std::string toText(const Environment& environment);

} // namespace rw
