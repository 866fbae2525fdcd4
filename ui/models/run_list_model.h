#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace rw::ui {

/// What the runs list shows of one run.
struct RunRow
{
    QString name;
    QString directory; ///< tells runs apart
    QString objective; ///< "grpo" or "best_answer"
    QString state;     ///< "open", "read-only" or "damaged"; setCurrent() says which one is "current"
    QString created;   ///< ISO 8601, UTC
    int step = 0;      ///< last committed
    std::optional<double> lastReward;

    bool operator==(const RunRow&) const = default;
};

/// The runs of the library folder, and those opened from elsewhere. Which of them the curves show is kept
/// here, by folder, also when the list is read anew: at most kMostVisible at a time, each with a colour of
/// its own.
class RunListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int kMostVisible = 6;

    enum Role {
        NameRole = Qt::DisplayRole,
        DirectoryRole = Qt::UserRole + 1,
        ObjectiveRole,
        StepRole,
        LastRewardRole, ///< double; invalid before the first step
        StateRole,
        ColourIndexRole, ///< 0 to kMostVisible - 1; -1 while not visible
        VisibleRole,     ///< bool, may be set; refused for a damaged run and beyond kMostVisible
        CreatedRole
    };

    using QAbstractListModel::QAbstractListModel;

    void setRuns(std::vector<RunRow> runs);
    /// The run that is trained now: always visible, taking another's place if need be. Empty: none.
    void setCurrent(const QString& directory);
    [[nodiscard]] int rowOf(const QString& directory) const; ///< -1 if unknown
    [[nodiscard]] const RunRow& run(int row) const { return m_runs[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    void showCurrent();
    bool show(const QString& directory);
    void announce(const QString& directory);
    [[nodiscard]] QString stateOf(const RunRow& run) const;

    std::vector<RunRow> m_runs;
    QString m_current;
    QHash<QString, int> m_colours; ///< of the visible runs
};

} // namespace rw::ui
