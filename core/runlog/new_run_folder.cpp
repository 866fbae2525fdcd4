#include "core/runlog/new_run_folder.h"

#include "core/base/atomic_file.h"

namespace rw {

NewRunFolder::NewRunFolder(std::filesystem::path directory)
    : m_directory(std::move(directory))
{
    std::error_code unreadable;
    m_made = !std::filesystem::exists(m_directory, unreadable);
    makeDirectories(m_directory);
}

NewRunFolder::~NewRunFolder()
{
    if (m_kept)
        return;
    std::error_code ignored;
    for (const std::filesystem::path& file : m_files)
        std::filesystem::remove(file, ignored);
    if (m_made)
        std::filesystem::remove(m_directory, ignored);
}

void NewRunFolder::add(const std::filesystem::path& file)
{
    m_files.push_back(file);
}

} // namespace rw
