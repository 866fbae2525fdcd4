#pragma once

#include "ui/models/prompt_model.h"

#include <QAbstractProxyModel>

#include <string>
#include <vector>

namespace rw::ui {

/// How a prompt fared. NoSignal: all answers of the last group right or all wrong.
enum class PromptShow { All, NeverTried, Mixed, NoSignal };

/// Which prompts are listed. All of it must hold.
struct PromptFilter
{
    QString words{};                 ///< each must occur in the text, upper or lower case, in any order
    QString category{};              ///< empty: all
    QString tag{};                   ///< empty: all
    std::optional<int> difficulty{}; ///< nothing: all
    int passFrom = 0;                ///< per cent. From 0 to 100 lets prompts through that have no pass rate
    int passTo = 100;
    PromptShow show = PromptShow::All;

    bool operator==(const PromptFilter&) const = default;
};

enum class PromptOrder { AsGiven, Text, Category, Difficulty, PassRate, LastStep };

/// The prompts that a filter lets through, in an order. Any change lists them anew as one reset: with tens of
/// thousands of prompts that costs less than telling each row. Texts are compared by letters folded once.
class PromptFilterModel : public QAbstractProxyModel
{
    Q_OBJECT

public:
    explicit PromptFilterModel(QObject* parent = nullptr);

    void setFilter(const PromptFilter& filter);
    [[nodiscard]] const PromptFilter& filter() const { return m_filter; }
    /// Prompts of the same rank stay as given; those without a value come last.
    void setOrder(PromptOrder order, bool descending = false);
    [[nodiscard]] PromptOrder order() const { return m_order; }
    [[nodiscard]] bool isDescending() const { return m_descending; }

    void setSourceModel(QAbstractItemModel* model) override; ///< a PromptModel
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;

private:
    void connectSource();
    void sourceRenewed();
    void sourceChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles);
    void foldRow(int row);
    void sort();
    void list();
    void relist();
    [[nodiscard]] bool accepts(int row) const;
    [[nodiscard]] bool fitsShow(int row) const;
    [[nodiscard]] bool fitsPassRate(int row) const;
    [[nodiscard]] bool dependsOn(const QList<int>& roles) const;

    PromptModel* m_prompts = nullptr;
    PromptFilter m_filter;
    std::vector<std::string> m_words; ///< of the filter, folded
    PromptOrder m_order = PromptOrder::AsGiven;
    bool m_descending = false;
    std::vector<std::string> m_folded; ///< texts by row of the source
    std::vector<int> m_sorted;         ///< all rows of the source, in order
    std::vector<int> m_listed;         ///< those that are let through
    std::vector<int> m_places;         ///< by row of the source, where it is listed; -1: nowhere
    std::vector<QMetaObject::Connection> m_connections;
};

} // namespace rw::ui
