#include "ui/widgets/token_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace rw::ui {
namespace {

constexpr double kLineFactor = 1.6;

bool beginsWord(const TokenPiece& token)
{
    return token.text.isEmpty() || token.text.front().isSpace();
}

} // namespace

int probabilityBin(float probability)
{
    constexpr float kBounds[] = {0.9F, 0.5F, 0.2F, 0.05F};
    return static_cast<int>(
        std::count_if(std::begin(kBounds), std::end(kBounds), [&](float b) { return probability < b; }));
}

int entropyBin(float nats)
{
    constexpr float kBounds[] = {0.25F, 0.75F, 1.5F, 2.5F};
    return static_cast<int>(
        std::count_if(std::begin(kBounds), std::end(kBounds), [&](float b) { return nats > b; }));
}

QString visibleToken(const QString& text)
{
    QString result = text;
    result.replace(QLatin1Char(' '), QChar(0x00B7));
    result.replace(QLatin1Char('\n'), QChar(0x2192));
    result.replace(QLatin1Char('\t'), QChar(0x2192));
    return result;
}

TokenText::TokenText(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Tokens of the answer"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void TokenText::setTokens(std::vector<TokenPiece> tokens)
{
    m_tokens = std::move(tokens);
    m_selected = -1;
    QString text;
    for (const TokenPiece& token : m_tokens)
        text += token.text;
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

void TokenText::setColouring(TokenColouring colouring)
{
    m_colouring = colouring;
    update();
}

void TokenText::setSelected(int token)
{
    const int wanted = token >= 0 && token < count() ? token : -1;
    if (wanted == m_selected)
        return;
    m_selected = wanted;
    update();
    emit selectionChanged(m_selected);
}

std::vector<TokenText::Box> TokenText::boxes(int width) const
{
    const QFontMetrics metrics(m_theme.tokenFont());
    const int lineHeight = static_cast<int>(metrics.height() * kLineFactor);
    const int boxHeight = metrics.height() + 2;
    std::vector<Box> result;
    int x = 0;
    int y = (lineHeight - boxHeight) / 2;
    const auto newLine = [&] {
        x = 0;
        y += lineHeight;
    };
    const auto advance = [&](std::size_t i) {
        return metrics.horizontalAdvance(visibleToken(m_tokens[i].text));
    };
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        // A word made of several tokens stays together where it fits on a line.
        int word = advance(i);
        for (std::size_t j = i + 1;
             beginsWord(m_tokens[i]) && j < m_tokens.size() && !beginsWord(m_tokens[j]); ++j)
            word += advance(j);
        const int own = advance(i);
        if (x > 0 && (x + own > width || (x + word > width && word <= width)))
            newLine();
        result.push_back({static_cast<int>(i), QRect(x, y, own, boxHeight)});
        x += own;
        if (m_tokens[i].text.contains(QLatin1Char('\n')))
            newLine();
    }
    return result;
}

QSize TokenText::sizeHint() const
{
    return {m_theme.px(280), QFontMetrics(m_theme.tokenFont()).height() * 2};
}

QSize TokenText::minimumSizeHint() const
{
    return {m_theme.px(120), QFontMetrics(m_theme.tokenFont()).height() * 2};
}

int TokenText::heightForWidth(int width) const
{
    const std::vector<Box> all = boxes(width);
    const int line = QFontMetrics(m_theme.tokenFont()).height();
    return all.empty() ? line : all.back().rect.bottom() + line / 2;
}

QColor TokenText::ground(const TokenPiece& token) const
{
    const Colours& c = m_theme.colours();
    if (m_colouring == TokenColouring::Probability)
        return c.heat[probabilityBin(token.probability)];
    if (m_colouring == TokenColouring::Entropy)
        return c.heat[entropyBin(token.entropy)];
    QColor wash = token.advantage >= 0 ? c.up : c.down;
    wash.setAlphaF(std::clamp(std::abs(token.advantage) * 0.16F, 0.0F, 0.34F));
    return wash;
}

bool TokenText::isLowest(const TokenPiece& token) const
{
    return (m_colouring == TokenColouring::Probability && probabilityBin(token.probability) == 4) ||
           (m_colouring == TokenColouring::Entropy && entropyBin(token.entropy) == 4);
}

void TokenText::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.tokenFont());
    const Colours& c = m_theme.colours();
    QRect chosen;
    for (const Box& box : boxes(width())) {
        const TokenPiece& token = m_tokens[static_cast<std::size_t>(box.token)];
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground(token));
        painter.drawRoundedRect(box.rect, 3, 3);
        painter.setPen(c.text);
        painter.drawText(box.rect, Qt::AlignLeft | Qt::AlignVCenter, visibleToken(token.text));
        if (isLowest(token)) {
            painter.setPen(QPen(c.text, 1.4, Qt::DotLine));
            painter.drawLine(box.rect.bottomLeft() + QPoint(1, -1), box.rect.bottomRight() + QPoint(-1, -1));
        }
        if (box.token == m_selected)
            chosen = box.rect;
    }
    if (chosen.isNull())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.accent, hasFocus() ? 2.2 : 1.6));
    painter.drawRoundedRect(QRectF(chosen).adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3);
}

int TokenText::tokenAt(const QPoint& point) const
{
    for (const Box& box : boxes(width())) {
        if (box.rect.adjusted(0, -4, 0, 4).contains(point))
            return box.token;
    }
    return -1;
}

int TokenText::neighbour(int direction) const
{
    const std::vector<Box> all = boxes(width());
    if (m_selected < 0 || all.empty())
        return all.empty() ? -1 : 0;
    const QRect from = all[static_cast<std::size_t>(m_selected)].rect;
    int best = m_selected;
    int bestDistance = std::numeric_limits<int>::max();
    for (const Box& box : all) {
        const int lines = box.rect.top() - from.top();
        if (lines * direction <= 0)
            continue;
        const int distance = std::abs(lines) * 1000 + std::abs(box.rect.center().x() - from.center().x());
        if (distance < bestDistance) {
            bestDistance = distance;
            best = box.token;
        }
    }
    return best;
}

bool TokenText::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int token = tokenAt(help->pos());
        const QString text =
            token < 0
                ? QString()
                : tr("p %1, entropy %2 nats")
                      .arg(QLocale().toString(
                               static_cast<double>(m_tokens[static_cast<std::size_t>(token)].probability),
                               'f', 3),
                           QLocale().toString(
                               static_cast<double>(m_tokens[static_cast<std::size_t>(token)].entropy), 'f',
                               2));
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

void TokenText::keyPressEvent(QKeyEvent* event)
{
    const int last = count() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return setSelected(std::max(m_selected - 1, 0));
    case Qt::Key_Right:
        return setSelected(std::min(m_selected + 1, last));
    case Qt::Key_Up:
        return setSelected(neighbour(-1));
    case Qt::Key_Down:
        return setSelected(neighbour(1));
    case Qt::Key_Home:
        return setSelected(0);
    case Qt::Key_End:
        return setSelected(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

void TokenText::mousePressEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position().toPoint());
    if (token >= 0)
        setSelected(token);
}

void TokenText::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (m_selected < 0 && event->reason() != Qt::MouseFocusReason)
        setSelected(0);
    update();
}

void TokenText::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace rw::ui
