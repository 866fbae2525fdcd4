#pragma once

#include "ui/models/answer_view.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace rw::ui {

class AnswersCompareRow;
class Placeholder;

/// "5 answers turned green, 1 turned red": what became of the answers of one question, seed by seed.
QString compareSummary(const std::vector<AnswerView>& before, const std::vector<AnswerView>& after);

/// The answers from before beside those from now, one row a seed.
class AnswersCompareView : public QWidget
{
    Q_OBJECT

public:
    explicit AnswersCompareView(const Theme& theme, QWidget* parent = nullptr);

    void setBefore(std::vector<AnswerView> before, const QString& beforeLabel, const QString& afterLabel);
    void clearBefore();
    void setAfter(const std::vector<AnswerView>& after);
    /// Only these answers have changed.
    void updateAfter(const std::vector<AnswerView>& after, const QList<int>& indices);
    [[nodiscard]] QString summary() const;

private:
    QWidget* makeTop();
    void refreshSummary();
    void refreshRows();
    void restyle();

    const Theme& m_theme;
    std::vector<AnswerView> m_before;
    std::vector<AnswerView> m_after;
    std::vector<AnswersCompareRow*> m_rows;
    QWidget* m_top;
    QLabel* m_summary;
    QLabel* m_beforeLabel;
    QLabel* m_afterLabel;
    QScrollArea* m_area;
    QVBoxLayout* m_rowLayout;
    Placeholder* m_placeholder;
};

} // namespace rw::ui
