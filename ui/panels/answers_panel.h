#pragma once

#include "ui/models/group_model.h"
#include "ui/panels/answers_arrangement.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QStackedWidget;

namespace rw::ui {

class AnswerCard;
class AnswersCompareView;
class AnswersFindBar;
class AnswersFocusView;
class AnswersHeader;
class InlineStrip;
class Placeholder;
class ReflowGrid;

/// The middle of the window: a question and its answers, as a grid, one at a time, or before and after.
/// Theme and model must outlive it.
class AnswersPanel : public QWidget
{
    Q_OBJECT

public:
    enum class View { Grid, Focus, Compare };

    AnswersPanel(const Theme& theme, GroupModel& model, QWidget* parent = nullptr);

    /// The answer other panels show: its index from 0, or -1 where there are none.
    [[nodiscard]] int focusedAnswer() const { return m_focused; }
    void setFocusedAnswer(int index);

    [[nodiscard]] View view() const { return m_view; }
    void setView(View view);

    /// How many answers Generate would ask for; the empty panel says so.
    void setExpectedSamples(int samples);

    /// Whether the engine can answer the question anew now, and why not.
    void setAgainPossible(bool possible, const QString& whyNot = {});

    /// Opens the search in the answers on screen.
    void find();

    /// Answers of the same question with the same seeds, from other weights. before[i] is compared with
    /// answer i.
    void setBefore(std::vector<AnswerView> before, const QString& beforeLabel, const QString& afterLabel);
    void clearBefore();

    [[nodiscard]] AnswerOrder order() const { return m_order; }
    [[nodiscard]] AnswerFilter filter() const { return m_filter; }
    void setOrder(AnswerOrder order);
    void setFilter(AnswerFilter filter);
    /// Answers in the grid, in order.
    [[nodiscard]] std::vector<int> shownAnswers() const;

signals:
    void focusedAnswerChanged(int index);
    void starToggled(int index);
    void menuRequested(const QPoint& at); ///< for the focused answer
    void generateRequested();
    void againRequested();
    void chooseVerifierRequested();
    void viewChanged();

private:
    void connectModel();
    void connectHeader();
    void resetCards();
    void updateCards(const QList<int>& indices);
    void updateHeader();
    void showUnchecked();
    void rearrange();
    void refilter();
    void showPage();
    void showFocused();
    void step(int direction);
    void showFound();
    void stepToFound(int direction);
    [[nodiscard]] std::vector<int> foundAnswers() const; ///< in order, of those shown
    void openAnswer(int index);
    void focusCard(int index);
    void pressPlaceholder();
    void showEmptyTexts();
    AnswerCard* makeCard();
    [[nodiscard]] bool isFilteredEmpty() const;

    const Theme& m_theme;
    GroupModel& m_model;
    AnswersHeader* m_header;
    AnswersFindBar* m_findBar;
    InlineStrip* m_unchecked; ///< nothing can check these answers
    QStackedWidget* m_pages;
    ReflowGrid* m_grid;
    AnswersFocusView* m_focusView;
    AnswersCompareView* m_compare;
    Placeholder* m_placeholder;
    std::vector<AnswerCard*> m_cards; ///< m_cards[i] shows answer i; more than answers are kept hidden
    std::vector<int> m_arranged;      ///< answer indices in the order chosen
    int m_focused = -1;
    int m_expectedSamples = 15;
    bool m_wasLive = false;
    bool m_canAnswer = true;
    QString m_whyNotNow; ///< why it cannot
    View m_view = View::Grid;
    AnswerOrder m_order = AnswerOrder::Number;
    AnswerFilter m_filter = AnswerFilter::All;
};

} // namespace rw::ui
