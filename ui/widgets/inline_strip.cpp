#include "ui/widgets/inline_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace rw::ui {
namespace {

QIcon closeIcon(const QColor& ink)
{
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2.0);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(4.5, 4.5), QPointF(11.5, 11.5));
    painter.drawLine(QPointF(11.5, 4.5), QPointF(4.5, 11.5));
    return pixmap;
}

} // namespace

InlineStrip::InlineStrip(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_text(new QLabel(this))
    , m_buttonRow(new QHBoxLayout)
    , m_close(new QToolButton(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(14), theme.px(6), theme.px(6), theme.px(6));
    layout->setSpacing(theme.px(8));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttonRow);
    layout->addWidget(m_close);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    connect(&theme, &Theme::changed, this, &InlineStrip::restyle);
    restyle();
    hide();
}

void InlineStrip::showMessage(Kind kind, const QString& text, const QStringList& buttons)
{
    m_kind = kind;
    setText(text);
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (int i = 0; i < buttons.size(); ++i) {
        auto* button = new QPushButton(buttons[i], this);
        button->setAccessibleName(buttons[i]);
        connect(button, &QPushButton::clicked, this, [this, i] { emit buttonPressed(i); });
        m_buttonRow->addWidget(button);
        m_buttons << button;
    }
    restyle();
    show();
}

void InlineStrip::setText(const QString& text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void InlineStrip::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

QString InlineStrip::text() const
{
    return m_text->text();
}

QColor InlineStrip::ink() const
{
    const Colours& c = m_theme.colours();
    return m_kind == Kind::Info ? c.accent : m_kind == Kind::Warning ? c.preferred : c.wrong;
}

QColor InlineStrip::surface() const
{
    const Colours& c = m_theme.colours();
    return m_kind == Kind::Info ? c.selection : m_kind == Kind::Warning ? c.warningFill : c.wrongFill;
}

void InlineStrip::restyle()
{
    m_close->setIcon(closeIcon(m_theme.colours().text));
    update();
}

void InlineStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), surface());
    const int bar = m_theme.px(4);
    painter.fillRect(QRect(isRightToLeft() ? width() - bar : 0, 0, bar, height()), ink());
}

} // namespace rw::ui
