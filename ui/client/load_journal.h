#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace rw::ui {

/// Remembers, in a file, which model is being loaded: one that ended the process, or the machine, is known
/// the next time. Lives on the GUI thread.
class LoadJournal
{
public:
    /// Reads the file if there is one. A model whose loading was never ended counts as crashed. A file that
    /// cannot be read is taken for empty: it holds nothing that is worth a refusal.
    explicit LoadJournal(std::filesystem::path file);

    /// @throws Error if the file cannot be written; likewise the others.
    void begin(const std::string& model);
    /// The model that was begun is loaded, or was refused in an orderly way.
    void loaded(bool successfully);
    /// The process ended meanwhile.
    void crashed();

    [[nodiscard]] bool hasCrashed(const std::string& model) const { return m_crashed.contains(model); }
    [[nodiscard]] bool isLoading() const { return !m_loading.empty(); }

private:
    void save() const;

    std::filesystem::path m_file;
    std::string m_loading; ///< empty: nothing is
    std::set<std::string> m_crashed;
};

} // namespace rw::ui
