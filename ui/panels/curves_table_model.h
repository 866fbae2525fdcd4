#pragma once

#include "ui/plots/curve_plot.h"
#include "ui/plots/curve_run.h"

#include <QAbstractTableModel>

namespace rw::ui {

/// The values behind the plots on screen: a row a step, newest first; a column a metric and run.
class CurvesTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void show(const std::vector<CurveSpec>& specs, const std::vector<CurveRun>& runs);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Column
    {
        QString title;
        std::vector<double> values; ///< by row; NaN where there is none
    };

    std::vector<double> m_steps;
    std::vector<Column> m_columns;
};

} // namespace rw::ui
