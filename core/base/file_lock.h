#pragma once

#include <filesystem>

namespace rw {

/// An exclusive advisory lock on a file (`flock`), held while the object lives. The kernel frees it when the
/// process ends, however it ends.
class FileLock
{
public:
    /// Creates `path` if needed and locks it.
    /// @throws Error if another process holds the lock or the file cannot be made.
    explicit FileLock(const std::filesystem::path& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int m_descriptor;
};

} // namespace rw
