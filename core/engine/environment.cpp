#include "core/engine/environment.h"

#include "core/engine/build_info.h"
#include "core/policy/blas.h"
#include "core/policy/torch_compat.h"

namespace rw {

namespace {

/// "cpu (this LibTorch finds no CUDA GPU)": the reason's own "CPU: " and full stop are left out.
std::string deviceText(const Environment& environment)
{
    std::string reason = environment.deviceReason;
    for (const std::string& prefix : {std::string("CPU: "), "GPU " + environment.device + ": "}) {
        if (reason.starts_with(prefix))
            reason.erase(0, prefix.size());
    }
    if (reason.ends_with('.'))
        reason.pop_back();
    return reason.empty() ? environment.device : environment.device + " (" + reason + ")";
}

} // namespace

Environment describeEnvironment(const DeviceChoice& device)
{
    const BlasInfo blas = blasInfo();
    Environment environment;
    environment.version = programVersion();
    environment.gitCommit = gitCommit();
    environment.torchVersion = kTorchVersion;
    environment.blas = blas.library + (blas.core.empty() ? "" : " " + blas.core) + ", oneDNN " + blas.oneDnn;
    environment.threads = at::get_num_threads();
    environment.device = device.device.str();
    environment.deviceReason = device.reason;
    environment.devices = devices();
    if (blas.slow) {
        environment.warnings.emplace_back(
            "Some matrix products run on the reference BLAS, some 50 times slower than they could. "
            "Install libopenblas0-pthread.");
    }
    return environment;
}

Json toJson(const Environment& environment)
{
    return {{"version", environment.version},
            {"git_commit", environment.gitCommit},
            {"torch", environment.torchVersion},
            {"blas", environment.blas},
            {"threads", environment.threads},
            {"device", environment.device},
            {"device_reason", environment.deviceReason},
            {"devices", environment.devices},
            {"warnings", environment.warnings}};
}

std::string toText(const Environment& environment)
{
    std::string text = "rollout-engine " + environment.version + " (" + environment.gitCommit + ")\n" +
                       "LibTorch " + environment.torchVersion + "\n" + "BLAS     " + environment.blas + "\n" +
                       "Threads  " + std::to_string(environment.threads) + "\n" + "Device   " +
                       deviceText(environment) + "\n";
    for (const std::string& warning : environment.warnings)
        text += "Warning: " + warning + "\n";
    return text;
}

} // namespace rw
