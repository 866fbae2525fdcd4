#include "core/sets/library_access.h"

#include "core/base/error.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace rw {

LibraryAccess::LibraryAccess(const std::filesystem::path& file)
    : m_file(file.empty() ? defaultLibraryFile() : file)
{
}

bool LibraryAccess::isThere() const
{
    std::error_code unreadable;
    return m_library || std::filesystem::exists(m_file, unreadable);
}

bool LibraryAccess::attempt(const std::function<void(PromptLibrary&)>& work)
{
    try {
        if (!m_library) {
            m_version = kUnknown;
            m_library = PromptLibrary::openIfThere(m_file);
        }
        if (!m_library)
            throw Error("There is no library at " + m_file.string() + " any more.");
        work(*m_library);
        return true;
    } catch (const std::exception& problem) {
        if (m_said != problem.what())
            spdlog::warn("The library of prompts is left alone for now: {}", problem.what());
        m_said = problem.what();
        m_library.reset();
        return false;
    }
}

bool LibraryAccess::hasChanged()
{
    const std::int64_t version = m_library->dataVersion();
    return std::exchange(m_version, version) != version;
}

} // namespace rw
