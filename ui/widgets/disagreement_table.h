#pragma once

#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <QTableView>

#include <vector>

namespace rw::ui {

/// How often each of several verifiers judged otherwise than each other.
struct Disagreements
{
    QStringList verifiers;
    std::vector<std::vector<int>> counts; ///< counts[row][column]; symmetric, 0 on the diagonal
    int answers = 0;                      ///< judged by all of them
};

class DisagreementModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        ShareRole = Qt::UserRole + 1 ///< double, of all answers; invalid on the diagonal
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setDisagreements(Disagreements disagreements);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    Disagreements m_shown;
};

/// Disagreements as a heat table: the number says it, the colour repeats it. A cell is chosen by click, arrow
/// keys or Return.
class DisagreementTable : public QTableView
{
    Q_OBJECT

public:
    explicit DisagreementTable(const Theme& theme, QWidget* parent = nullptr);

    void setDisagreements(Disagreements disagreements);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void pairChosen(int row, int column);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    const Theme& m_theme;
    DisagreementModel* m_model;
};

} // namespace rw::ui
