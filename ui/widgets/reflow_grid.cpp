#include "ui/widgets/reflow_grid.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace rw::ui {
namespace {

constexpr int kMaxColumns = 5;
constexpr int kGap = 2; ///< cards carry their own room for the focus ring

} // namespace

ReflowGrid::ReflowGrid(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* canvas = new QWidget;
    setWidget(canvas);
    setWidgetResizable(false);
    canvas->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    connect(&theme, &Theme::changed, this, &ReflowGrid::place);
}

void ReflowGrid::setCards(const QList<QWidget*>& cards)
{
    for (QWidget* card : std::as_const(m_cards)) {
        if (!cards.contains(card))
            card->hide();
    }
    m_cards = cards;
    QWidget* before = nullptr;
    for (QWidget* card : cards) {
        card->removeEventFilter(this);
        card->installEventFilter(this);
        card->show();
        if (before != nullptr)
            QWidget::setTabOrder(before, card);
        before = card;
    }
    place();
}

void ReflowGrid::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    place();
}

void ReflowGrid::place()
{
    // The bar's width is set aside always, so that its coming and going moves nothing.
    const int width = viewport()->width() +
                      (verticalScrollBar()->isVisible() ? verticalScrollBar()->width() : 0) -
                      verticalScrollBar()->sizeHint().width();
    const QSize least = m_cards.isEmpty() ? QSize(1, 1) : m_cards.front()->sizeHint();
    m_columns = std::clamp((width + kGap) / (least.width() + kGap), 1, kMaxColumns);
    const int count = static_cast<int>(m_cards.size());
    const int rows = std::max(1, (count + m_columns - 1) / m_columns);
    const int fair = (viewport()->height() - (rows - 1) * kGap) / rows;
    const int height = std::clamp(fair, least.height(), least.height() * 3 / 2);
    for (int i = 0; i < count; ++i) {
        const int column = isRightToLeft() ? m_columns - 1 - i % m_columns : i % m_columns;
        const int left = column * (width + kGap) / m_columns;
        const int right = (column + 1) * (width + kGap) / m_columns - kGap;
        m_cards[i]->setGeometry(left, i / m_columns * (height + kGap), right - left, height);
    }
    widget()->resize(width, rows * (height + kGap) - kGap);
}

bool ReflowGrid::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto at = m_cards.indexOf(qobject_cast<QWidget*>(watched));
        const auto* key = static_cast<QKeyEvent*>(event);
        if (at >= 0 && (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier &&
            moveFocus(static_cast<int>(at), key->key()))
            return true;
    }
    if (event->type() == QEvent::FocusIn) {
        if (auto* card = qobject_cast<QWidget*>(watched); m_cards.contains(card))
            ensureWidgetVisible(card, 0, m_theme.px(4));
    }
    return QScrollArea::eventFilter(watched, event);
}

bool ReflowGrid::moveFocus(int from, int key)
{
    const int last = static_cast<int>(m_cards.size()) - 1;
    const int forward = isRightToLeft() ? -1 : 1;
    int to = from;
    switch (key) {
    case Qt::Key_Left:
        to -= forward;
        break;
    case Qt::Key_Right:
        to += forward;
        break;
    case Qt::Key_Up:
        to -= m_columns;
        break;
    case Qt::Key_Down:
        to += m_columns;
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = last;
        break;
    default:
        if (key < Qt::Key_1 || key > Qt::Key_9)
            return false;
        emit numberPressed(key - Qt::Key_0);
        return true;
    }
    if (to >= 0 && to <= last)
        m_cards[to]->setFocus(Qt::OtherFocusReason);
    return true;
}

} // namespace rw::ui
