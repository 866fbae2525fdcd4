#pragma once

#include "core/process/process_command.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rw {

/// A bubblewrap sandbox for programs that are not to be trusted: no network, nothing of this machine but its
/// installed programs (/usr) and what is shown, all of it read-only, a private /tmp, no other processes in
/// sight, and all that runs in it dies with it.
class Sandbox
{
public:
    /// Tries it once.
    /// @param bubblewrap its program, for example "bwrap"
    /// @throws Error with the reason where there is no sandbox to be had, and what can be done.
    explicit Sandbox(std::string bubblewrap);

    /// `command`, to be run inside. The number of processes is limited by the kernel too, where this process
    /// does not run as root.
    /// @param shown files and folders that it may read, by absolute path; at the same place inside
    [[nodiscard]] ProcessCommand enclose(const ProcessCommand& command,
                                         const std::vector<std::string>& shown = {}) const;

private:
    std::string m_bubblewrap;
};

} // namespace rw
