#pragma once

#include "core/prompts/prompt.h"
#include "core/runlog/records.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>
#include <QStringList>

#include <unordered_map>
#include <vector>

namespace rw::ui {

/// All prompts of the session, with how each fared in this run. Built for tens of thousands of rows.
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
        LastCorrectRole  ///< int
    };

    explicit PromptModel(QObject* parent = nullptr);

    void setPrompts(std::vector<Prompt> prompts);
    /// Puts prompts in front, for example one typed by hand. Ids already there are replaced.
    void addPrompts(const std::vector<Prompt>& prompts);
    void setStatistics(const std::vector<PromptStatistics>& statistics);

    [[nodiscard]] const Prompt& prompt(int row) const { return m_prompts[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1 if unknown
    [[nodiscard]] QStringList categories() const;         ///< sorted, each once

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void indexRows();
    void replace(int row, const Prompt& prompt);
    void announceStatistics(const std::vector<int>& rows);
    [[nodiscard]] PromptStatistics statisticsOf(const Prompt& prompt) const;

    std::vector<Prompt> m_prompts;
    std::unordered_map<std::string, int> m_rows;
    std::unordered_map<std::string, PromptStatistics> m_statistics;
};

/// Search text, category and how the last group fared.
class PromptFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Show { All, NeverTried, Mixed, NoSignal }; ///< NoSignal: all answers right or all wrong

    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setSearch(const QString& text);       ///< words in any order, upper or lower case
    void setCategory(const QString& category); ///< empty: all
    void setShow(Show show);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    [[nodiscard]] bool fits(const QModelIndex& prompt) const;

    QStringList m_words; ///< each must occur
    QString m_category;
    Show m_show = Show::All;
};

} // namespace rw::ui
