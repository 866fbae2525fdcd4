#include "ui/client/load_journal.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"

#include <utility>

namespace rw::ui {

LoadJournal::LoadJournal(std::filesystem::path file)
    : m_file(std::move(file))
{
    try {
        const Json json = readJsonFile(m_file, {.bytes = std::size_t{1} << 20U, .depth = 4});
        const std::string unfinished = jsonString(json, "loading", "the journal", "");
        if (!unfinished.empty())
            m_crashed.insert(unfinished);
        if (json.contains("crashed") && json["crashed"].is_array()) {
            for (const Json& model : json["crashed"]) {
                if (model.is_string())
                    m_crashed.insert(model.get<std::string>());
            }
        }
    } catch (const Error&) {
        m_crashed.clear();
    }
}

void LoadJournal::begin(const std::string& model)
{
    m_loading = model;
    save();
}

void LoadJournal::loaded(bool successfully)
{
    if (!isLoading())
        return;
    const std::string model = std::exchange(m_loading, {});
    if (successfully)
        m_crashed.erase(model);
    save();
}

void LoadJournal::crashed()
{
    if (!isLoading())
        return;
    m_crashed.insert(std::exchange(m_loading, {}));
    save();
}

void LoadJournal::save() const
{
    makeDirectories(m_file.parent_path());
    writeFileAtomically(m_file, Json{{"loading", m_loading}, {"crashed", m_crashed}}.dump());
}

} // namespace rw::ui
