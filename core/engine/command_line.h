#pragma once

namespace rw {

/// Runs `rollout-engine` with its arguments, every command of it.
/// @return 0 done, 1 failed (the reason is on stderr), 2 wrong usage.
int runEngineCommandLine(int argc, char** argv);

} // namespace rw
