#pragma once

#include "core/prompts/prompt.h"
#include "core/runlog/records.h"

#include <QAbstractListModel>
#include <QStringList>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw::ui {

/// What is known of a prompt beside the prompt itself.
struct PromptNotes
{
    QStringList tags;
    int answers = 0;             ///< in all runs
    int correct = 0;             ///< of them
    std::optional<int> lastStep; ///< of the last attempt

    bool operator==(const PromptNotes&) const = default;
};

/// All prompts of the session, with how each fared. Built for tens of thousands of rows.
class PromptModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TextRole = Qt::DisplayRole,
        IdRole = Qt::UserRole + 1,
        CategoryRole,
        AnswerRole,
        DifficultyRole,
        TriedRole,       ///< bool
        LastAnswersRole, ///< int, answers of the last group
        LastCorrectRole, ///< int
        PassRateRole,    ///< double, 0 to 1; invalid where nothing was judged
        LastStepRole,    ///< int; invalid where no step learnt from it
        TagsRole         ///< QStringList
    };

    explicit PromptModel(QObject* parent = nullptr);

    void setPrompts(std::vector<Prompt> prompts);
    /// Puts prompts in front, for example one typed by hand. Ids already there are replaced.
    void addPrompts(const std::vector<Prompt>& prompts);
    /// How the prompts fared in the run on screen.
    void setStatistics(const std::vector<PromptStatistics>& statistics);
    /// By prompt id; prompts without an entry have none.
    void setNotes(std::unordered_map<std::string, PromptNotes> notes);

    [[nodiscard]] const std::vector<Prompt>& prompts() const { return m_prompts; }
    [[nodiscard]] const Prompt& prompt(int row) const { return m_prompts[static_cast<std::size_t>(row)]; }
    [[nodiscard]] PromptStatistics statistics(int row) const { return statisticsOf(prompt(row)); }
    [[nodiscard]] PromptNotes notes(int row) const;
    /// The share of correct answers: of all there are notes of, else of the last group.
    [[nodiscard]] std::optional<double> passRate(int row) const;
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1 if unknown
    [[nodiscard]] QStringList categories() const;         ///< sorted, each once
    [[nodiscard]] QStringList tags() const;               ///< likewise
    [[nodiscard]] std::vector<int> difficulties() const;  ///< likewise, without 0

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void indexRows();
    void replace(int row, const Prompt& prompt);
    void announce(const std::vector<int>& rows, const QList<int>& roles);
    [[nodiscard]] PromptStatistics statisticsOf(const Prompt& prompt) const;

    std::vector<Prompt> m_prompts;
    std::unordered_map<std::string, int> m_rows;
    std::unordered_map<std::string, PromptStatistics> m_statistics;
    std::unordered_map<std::string, PromptNotes> m_notes;
};

} // namespace rw::ui
