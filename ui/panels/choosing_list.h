#pragma once

#include <QListView>

namespace rw::ui {

/// A list that tells what a person chose, by click, arrow or Enter, apart from what filters and models move
/// and from what is only selected, with Shift or Ctrl.
class ChoosingList : public QListView
{
    Q_OBJECT

public:
    explicit ChoosingList(QWidget* parent = nullptr);

signals:
    void chosen(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace rw::ui
