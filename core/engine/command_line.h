#pragma once

namespace rw {

/// Runs `rollout-engine` with its arguments.
/// @return 0 done, 1 failed (the reason is on stderr), 2 wrong usage.
int runCommandLine(int argc, char** argv);

} // namespace rw
