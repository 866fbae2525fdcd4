#pragma once

namespace rw {

/// A pipe, closed with this object and by exec. Its descriptors stand clear of stdin, stdout and stderr, also
/// where those are closed.
struct PipeEnds
{
    int read = -1;
    int write = -1;

    /// @throws Error where there is none to be had.
    PipeEnds();
    ~PipeEnds();
    PipeEnds(const PipeEnds&) = delete;
    PipeEnds& operator=(const PipeEnds&) = delete;
};

/// Closes it where it is open, and forgets it.
void closeDescriptor(int& descriptor);

} // namespace rw
