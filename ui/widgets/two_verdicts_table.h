#pragma once

#include "ui/models/two_verdicts_model.h"
#include "ui/theme/theme.h"

#include <QTableView>

namespace rw::ui {

/// Answers with two verdicts side by side, each with its glyph, word and evidence.
class TwoVerdictsTable : public QTableView
{
    Q_OBJECT

public:
    TwoVerdictsTable(const Theme& theme, TwoVerdictsModel& model, QWidget* parent = nullptr);

signals:
    void answerChosen(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

} // namespace rw::ui
