#pragma once

#include "core/library/prompt_library.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw::ui {

/// The sets of the library and the one that is open, as the window shows them. Follows what other processes
/// write. Lives on the GUI thread; no exception leaves it: what goes wrong is failed().
class PromptShelf : public QObject
{
    Q_OBJECT

public:
    explicit PromptShelf(QString file, QObject* parent = nullptr);

    [[nodiscard]] const QString& file() const { return m_file; }
    /// Why there is no library; empty: there is one.
    [[nodiscard]] const QString& problem() const { return m_problem; }
    [[nodiscard]] const std::vector<PromptSet>& sets() const { return m_sets; } ///< by name
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] const std::optional<PromptSet>& current() const { return m_current; }
    [[nodiscard]] const std::vector<LibraryPrompt>& prompts() const
    {
        return m_prompts;
    } ///< of the current set
    /// A prompt of the current set; null where it has none of this id.
    [[nodiscard]] const LibraryPrompt* find(const std::string& promptId) const;
    [[nodiscard]] std::vector<PromptAttempt> attempts(const LibraryPrompt& prompt);

    /// Tries anew to open the library, and reads what sets there are.
    void reload();
    /// Opens a set; an empty name closes the one that is open. @return whether it is open now
    bool open(const QString& name);

    /// @name Changes, each on disk when it returns
    /// @return whether it could be done
    /// @{
    bool addPrompt(PromptSetId set, const PromptRecord& record);
    bool updatePrompt(const LibraryPrompt& prompt, const PromptRecord& record);
    bool deletePrompts(std::span<const LibraryPromptId> prompts);
    bool tag(std::span<const LibraryPromptId> prompts, const QString& tag, bool on);
    bool setSplit(std::span<const LibraryPromptId> prompts, PromptSplit split);
    bool splitCurrent(double heldOutShare, std::uint64_t seed);
    bool setSettings(const PromptSetSettings& settings); ///< of the current set
    bool createSet(const QString& name);
    bool renameCurrent(const QString& name);
    bool deleteCurrent();
    bool exportCurrent(const QString& path); ///< as JSONL
    /// @}

signals:
    void setsChanged();    ///< which there are, or their counts or settings
    void opened();         ///< another set, or none
    void promptsChanged(); ///< of the same set: edited, added, taken away, tried
    void failed(const QString& sentence);

private:
    bool attempt(const std::function<void()>& work);
    bool change(const std::function<void()>& work);
    void poll();
    void readSets();
    void readPrompts();
    void readChanges();
    void indexPrompts();

    QString m_file;
    QString m_problem;
    std::optional<PromptLibrary> m_library;
    std::int64_t m_version = 0;  ///< of the file
    std::int64_t m_revision = 0; ///< of what m_prompts shows
    std::vector<PromptSet> m_sets;
    std::optional<PromptSet> m_current;
    std::vector<LibraryPrompt> m_prompts;
    std::unordered_map<std::string, std::size_t> m_places; ///< by prompt id
    QTimer m_poll;
};

} // namespace rw::ui
