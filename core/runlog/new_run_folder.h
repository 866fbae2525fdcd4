#pragma once

#include <filesystem>
#include <vector>

namespace rw {

/// The folder of a run being made. Unless kept, it goes again with what was put in it: nothing half-made
/// stays.
class NewRunFolder
{
public:
    /// Makes the folder where it is missing. @throws Error if it cannot be made.
    explicit NewRunFolder(std::filesystem::path directory);
    ~NewRunFolder();
    NewRunFolder(const NewRunFolder&) = delete;
    NewRunFolder& operator=(const NewRunFolder&) = delete;

    /// Removed if the run does not come to be.
    void add(const std::filesystem::path& file);
    void keep() { m_kept = true; }

private:
    std::filesystem::path m_directory;
    std::vector<std::filesystem::path> m_files;
    bool m_made = false;
    bool m_kept = false;
};

} // namespace rw
