#pragma once

#include "ui/models/group_model.h"
#include "ui/panels/answers_arrangement.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;

namespace rw::ui {

class ElidedLabel;
class SegmentedControl;

/// The question, how its answers fared, and how they are shown.
class AnswersHeader : public QWidget
{
    Q_OBJECT

public:
    explicit AnswersHeader(const Theme& theme, QWidget* parent = nullptr);

    void showGroup(const GroupModel& model);
    /// Whether answers can be written anew, and why not.
    void setAgainPossible(bool possible, const QString& whyNot);
    void setFilter(AnswerFilter filter); ///< does not emit
    void setView(int segment);           ///< does not emit
    /// The last that the Tab key reaches here.
    [[nodiscard]] QWidget* lastControl() const;

signals:
    void orderChosen(rw::ui::AnswerOrder order);
    void filterChosen(rw::ui::AnswerFilter filter);
    void viewChosen(int segment); ///< 0 grid, 1 focus, 2 compare
    void againPressed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeOrigin();
    QWidget* makeCounts();
    QWidget* makeControls();
    QComboBox* makeChooser(const QString& name, const QStringList& items);
    void showCount(QLabel* label, AnswerState state, int count, const QString& text, bool always);
    void showCounts(const GroupModel& model);
    void restyle();

    const Theme& m_theme;
    const GroupModel* m_shown = nullptr;
    bool m_compact = false; ///< counts without their words
    QBoxLayout* m_top;
    ElidedLabel* m_question;
    QLabel* m_expected;
    QLabel* m_correct;
    QLabel* m_wrong;
    QLabel* m_undecided;
    QLabel* m_unfinished;
    QLabel* m_writing;
    QLabel* m_origin;
    QComboBox* m_order;
    QComboBox* m_filter;
    QPushButton* m_again;
    bool m_againPossible = true;
    SegmentedControl* m_view;
};

} // namespace rw::ui
