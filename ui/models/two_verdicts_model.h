#pragma once

#include "core/base/ids.h"
#include "core/verify/verdict.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace rw::ui {

/// An answer that two sets of verifiers judge, each in its way.
struct TwoVerdicts
{
    RolloutId rollout;
    QString prompt;
    QString answer;
    Verdict first;  ///< as it is stored, or of the one verifier
    Verdict second; ///< as it would be, or of the other
};

/// Answers with two verdicts side by side, a row each.
class TwoVerdictsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { FirstColumn, SecondColumn, AnswerColumn, PromptColumn, kColumns };
    enum Role {
        StateRole = Qt::UserRole + 1 ///< AnswerState as int, of the columns with a verdict
    };

    /// @param first and @param second head the columns of the verdicts
    TwoVerdictsModel(const QString& first, const QString& second, QObject* parent = nullptr);

    void setVerdicts(std::vector<TwoVerdicts> verdicts);
    void setVerdicts(int row, const Verdict& first, const Verdict& second);
    void setHeads(const QString& first, const QString& second);
    [[nodiscard]] const TwoVerdicts& at(int row) const { return m_verdicts[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_first;
    QString m_second;
    std::vector<TwoVerdicts> m_verdicts;
};

} // namespace rw::ui
