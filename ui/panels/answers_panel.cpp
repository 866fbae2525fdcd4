#include "ui/panels/answers_panel.h"

#include "ui/panels/answers_compare_view.h"
#include "ui/panels/answers_find_bar.h"
#include "ui/panels/answers_focus_view.h"
#include "ui/panels/answers_header.h"
#include "ui/widgets/answer_card.h"
#include "ui/widgets/inline_strip.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/reflow_grid.h"

#include <QApplication>
#include <QKeySequence>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rw::ui {

AnswersPanel::AnswersPanel(const Theme& theme, GroupModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_header(new AnswersHeader(theme, this))
    , m_findBar(new AnswersFindBar(theme, this))
    , m_unchecked(new InlineStrip(theme, this))
    , m_pages(new QStackedWidget(this))
    , m_grid(new ReflowGrid(theme, this))
    , m_focusView(new AnswersFocusView(theme, this))
    , m_compare(new AnswersCompareView(theme, this))
    , m_placeholder(new Placeholder(theme, this))
{
    auto* gridPage = new QWidget(this);
    auto* gridLayout = new QVBoxLayout(gridPage);
    gridLayout->setContentsMargins(theme.px(10), 0, theme.px(2), theme.px(4));
    gridLayout->addWidget(m_grid);
    for (QWidget* page : {gridPage, static_cast<QWidget*>(m_focusView), static_cast<QWidget*>(m_compare),
                          static_cast<QWidget*>(m_placeholder)})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_findBar);
    layout->addWidget(m_unchecked);
    layout->addWidget(m_pages, 1);

    m_unchecked->setClosable(false);
    m_unchecked->hide();
    connect(m_unchecked, &InlineStrip::buttonPressed, this, &AnswersPanel::chooseVerifierRequested);
    connectModel();
    connectHeader();
    connect(m_grid, &ReflowGrid::numberPressed, this, [this](int number) { focusCard(number - 1); });
    connect(m_focusView, &AnswersFocusView::stepped, this, &AnswersPanel::step);
    connect(m_focusView, &AnswersFocusView::starToggled, this, &AnswersPanel::starToggled);
    connect(m_focusView, &AnswersFocusView::closed, this, [this] {
        setView(View::Grid);
        focusCard(m_focused);
    });
    connect(m_placeholder, &Placeholder::pressed, this, &AnswersPanel::pressPlaceholder);
    resetCards();
}

void AnswersPanel::connectModel()
{
    connect(&m_model, &GroupModel::reset, this, &AnswersPanel::resetCards);
    connect(&m_model, &GroupModel::changed, this, &AnswersPanel::updateCards);
    connect(&m_model, &GroupModel::headerChanged, this, &AnswersPanel::updateHeader);
}

void AnswersPanel::connectHeader()
{
    connect(m_header, &AnswersHeader::orderChosen, this, &AnswersPanel::setOrder);
    connect(m_header, &AnswersHeader::filterChosen, this, &AnswersPanel::setFilter);
    connect(m_header, &AnswersHeader::viewChosen, this,
            [this](int segment) { setView(static_cast<View>(segment)); });
    connect(m_header, &AnswersHeader::againPressed, this, &AnswersPanel::againRequested);
    connect(m_findBar, &AnswersFindBar::wordsChanged, this, &AnswersPanel::showFound);
    connect(m_findBar, &AnswersFindBar::stepped, this, &AnswersPanel::stepToFound);
    connect(m_findBar, &AnswersFindBar::closed, this, [this] { focusCard(m_focused); });
}

void AnswersPanel::setFocusedAnswer(int index)
{
    const int count = static_cast<int>(m_model.answers().size());
    const int wanted = index >= 0 && index < count ? index : -1;
    if (wanted == m_focused)
        return;
    m_focused = wanted;
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setCurrent(static_cast<int>(i) == m_focused);
    showFocused();
    emit focusedAnswerChanged(m_focused);
}

void AnswersPanel::setView(View view)
{
    if (view == m_view)
        return;
    m_view = view;
    m_header->setView(static_cast<int>(view));
    showFocused();
    if (view == View::Compare)
        m_compare->setAfter(m_model.answers());
    const int focused = m_focused;
    showPage();
    if (m_grid->isAncestorOf(QApplication::focusWidget()))
        focusCard(focused); // the pages give the keyboard to the first card
    if (view == View::Focus)
        m_focusView->focusText();
    emit viewChanged();
}

void AnswersPanel::setExpectedSamples(int samples)
{
    m_expectedSamples = samples;
    showPage();
}

void AnswersPanel::setAgainPossible(bool possible, const QString& whyNot)
{
    m_header->setAgainPossible(possible, whyNot);
    m_whyNotNow = possible ? QString() : whyNot;
    m_canAnswer = possible;
    showPage();
}

void AnswersPanel::setBefore(std::vector<AnswerView> before, const QString& beforeLabel,
                             const QString& afterLabel)
{
    m_compare->setAfter(m_model.answers());
    m_compare->setBefore(std::move(before), beforeLabel, afterLabel);
}

void AnswersPanel::clearBefore()
{
    m_compare->clearBefore();
}

void AnswersPanel::setOrder(AnswerOrder order)
{
    m_order = order;
    rearrange();
}

void AnswersPanel::setFilter(AnswerFilter filter)
{
    m_filter = filter;
    m_header->setFilter(filter);
    refilter();
}

std::vector<int> AnswersPanel::shownAnswers() const
{
    std::vector<int> shown;
    std::ranges::copy_if(m_arranged, std::back_inserter(shown), [this](int index) {
        return passesFilter(m_model.answers()[static_cast<std::size_t>(index)], m_filter);
    });
    return shown;
}

AnswerCard* AnswersPanel::makeCard()
{
    auto* card = new AnswerCard(m_theme, m_grid->canvas());
    card->hide();
    connect(card, &AnswerCard::focused, this, &AnswersPanel::setFocusedAnswer);
    connect(card, &AnswerCard::opened, this, &AnswersPanel::openAnswer);
    connect(card, &AnswerCard::starToggled, this, &AnswersPanel::starToggled);
    connect(card, &AnswerCard::menuRequested, this, [this](int index, const QPoint& at) {
        setFocusedAnswer(index);
        emit menuRequested(at);
    });
    return card;
}

void AnswersPanel::resetCards()
{
    const std::vector<AnswerView>& answers = m_model.answers();
    while (m_cards.size() < answers.size())
        m_cards.push_back(makeCard());
    const int total = static_cast<int>(answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i)
        m_cards[i]->setAnswer(answers[i], total);
    const int before = m_focused;
    m_focused = total == 0 ? -1 : std::clamp(m_focused, 0, total - 1);
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setCurrent(static_cast<int>(i) == m_focused);
    if (m_view == View::Compare)
        m_compare->setAfter(answers);
    updateHeader();
    rearrange();
    showFocused();
    if (m_focused != before)
        emit focusedAnswerChanged(m_focused);
}

void AnswersPanel::updateCards(const QList<int>& indices)
{
    const std::vector<AnswerView>& answers = m_model.answers();
    const int total = static_cast<int>(answers.size());
    for (const int index : indices) {
        if (index < 0 || index >= total)
            continue;
        m_cards[static_cast<std::size_t>(index)]->setAnswer(answers[static_cast<std::size_t>(index)], total);
    }
    if (m_filter != AnswerFilter::All)
        refilter();
    else if (!m_findBar->words().isEmpty())
        showFound();
    if (m_view == View::Focus && indices.contains(m_focused))
        showFocused();
    if (m_view == View::Compare)
        m_compare->updateAfter(answers, indices);
}

void AnswersPanel::updateHeader()
{
    m_header->showGroup(m_model);
    if (m_wasLive && !m_model.isLive() && m_order != AnswerOrder::Number)
        rearrange();
    m_wasLive = m_model.isLive();
    showUnchecked();
}

/// A question without an expected answer that no verifier could decide is for people to judge.
void AnswersPanel::showUnchecked()
{
    const std::vector<AnswerView>& answers = m_model.answers();
    const auto isUndecided = [](const AnswerView& answer) {
        return answer.state == AnswerState::Undecided || answer.state == AnswerState::CutOff;
    };
    const bool isUnchecked = !m_model.isLive() && !answers.empty() && m_model.prompt().answer.empty() &&
                             std::ranges::all_of(answers, isUndecided);
    if (isUnchecked == !m_unchecked->isHidden())
        return;
    if (isUnchecked)
        m_unchecked->showMessage(InlineStrip::Kind::Info,
                                 tr("These answers cannot be checked: the prompt has no expected answer. "
                                    "Mark them by hand, or choose "
                                    "a verifier that needs none."),
                                 {tr("Choose a verifier…")});
    else
        m_unchecked->hide();
}

void AnswersPanel::rearrange()
{
    m_arranged = orderedAnswers(m_model.answers(), m_order);
    refilter();
}

void AnswersPanel::refilter()
{
    QList<QWidget*> cards;
    for (const int index : shownAnswers())
        cards << m_cards[static_cast<std::size_t>(index)];
    if (cards != m_grid->cards()) {
        if (!cards.isEmpty())
            setTabOrder(m_header->lastControl(), cards.front());
        m_grid->setCards(cards);
    }
    showFound();
    showPage();
}

bool AnswersPanel::isFilteredEmpty() const
{
    return m_view == View::Grid && !m_model.answers().empty() && m_grid->cards().isEmpty();
}

void AnswersPanel::showPage()
{
    const bool empty = m_model.answers().empty();
    if (empty || isFilteredEmpty()) {
        showEmptyTexts();
        m_placeholder->setButtonEnabled(m_canAnswer || !empty, m_whyNotNow);
        m_pages->setCurrentWidget(m_placeholder);
        return;
    }
    m_pages->setCurrentIndex(static_cast<int>(m_view));
}

void AnswersPanel::showEmptyTexts()
{
    const int hidden = static_cast<int>(m_model.answers().size());
    if (hidden > 0)
        m_placeholder->setTexts(tr("%n answer(s) hidden by the filter", nullptr, hidden), {}, tr("Clear"));
    else if (m_model.prompt().text.empty())
        m_placeholder->setTexts(tr("No question chosen"),
                                tr("Choose a prompt in the list, or add one of your own."));
    else
        m_placeholder->setTexts(
            tr("Press Generate to sample %n answer(s)", nullptr, m_expectedSamples),
            tr("The model writes them side by side, and each is checked as it ends. Key: %1")
                .arg(QKeySequence(QStringLiteral("Ctrl+Return")).toString(QKeySequence::NativeText)),
            tr("Generate"));
}

void AnswersPanel::pressPlaceholder()
{
    if (isFilteredEmpty())
        setFilter(AnswerFilter::All);
    else
        emit generateRequested();
}

void AnswersPanel::showFocused()
{
    const std::vector<AnswerView>& answers = m_model.answers();
    if (m_focused >= 0 && m_view == View::Focus)
        m_focusView->showAnswer(answers[static_cast<std::size_t>(m_focused)],
                                static_cast<int>(answers.size()));
}

void AnswersPanel::step(int direction)
{
    const std::vector<int> shown = shownAnswers();
    if (shown.empty())
        return;
    const auto at = std::ranges::find(shown, m_focused);
    const auto count = static_cast<int>(shown.size());
    const int place = at == shown.end() ? 0 : static_cast<int>(at - shown.begin()) + direction;
    setFocusedAnswer(shown[static_cast<std::size_t>(std::clamp(place, 0, count - 1))]);
}

void AnswersPanel::find()
{
    if (m_view == View::Compare)
        setView(View::Grid);
    m_findBar->openSearch();
}

std::vector<int> AnswersPanel::foundAnswers() const
{
    std::vector<int> found;
    std::ranges::copy_if(shownAnswers(), std::back_inserter(found), [this](int index) {
        return !occurrences(m_model.answers()[static_cast<std::size_t>(index)].text, m_findBar->words())
                    .empty();
    });
    return found;
}

void AnswersPanel::showFound()
{
    const QString words = m_findBar->words();
    for (AnswerCard* card : m_cards)
        card->setFind(words);
    m_focusView->setFind(words);
    m_findBar->showCount(static_cast<int>(foundAnswers().size()), static_cast<int>(shownAnswers().size()));
}

/// Goes round at the ends. The keyboard stays in the search.
void AnswersPanel::stepToFound(int direction)
{
    const std::vector<int> shown = shownAnswers();
    const auto count = static_cast<int>(shown.size());
    const auto at = static_cast<int>(std::ranges::find(shown, m_focused) - shown.begin());
    const std::vector<int> found = foundAnswers();
    for (int i = 1; i <= count; ++i) {
        const int next = shown[static_cast<std::size_t>((at + direction * i + count * 2) % count)];
        if (std::ranges::find(found, next) == found.end())
            continue;
        setFocusedAnswer(next);
        m_grid->ensureWidgetVisible(m_cards[static_cast<std::size_t>(next)]);
        return;
    }
}

void AnswersPanel::openAnswer(int index)
{
    setFocusedAnswer(index);
    setView(View::Focus);
}

void AnswersPanel::focusCard(int index)
{
    if (index < 0 || index >= static_cast<int>(m_model.answers().size()))
        return;
    AnswerCard* card = m_cards[static_cast<std::size_t>(index)];
    if (m_grid->cards().contains(card))
        card->setFocus(Qt::OtherFocusReason);
}

} // namespace rw::ui
