#pragma once

#include "core/process/process_command.h"

#include <sys/types.h>

namespace rw {

/// The child's ends of its three pipes. They stay the caller's.
struct ChildPipes
{
    int input = -1;
    int output = -1;
    int errors = -1;
};

/// Starts a program as the leader of a process group of its own, under its limits, with no signal ignored or
/// blocked and nothing open but the pipes. It is killed when the thread that calls this ends. The memory of
/// this process is not copied, however large it is.
/// @throws Error with the reason where it cannot be started.
pid_t spawn(const ProcessCommand& command, const ChildPipes& pipes);

} // namespace rw
