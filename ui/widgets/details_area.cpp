#include "ui/widgets/details_area.h"

#include "ui/theme/tint.h"
#include "ui/widgets/placeholder.h"

#include <QEvent>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace rw::ui {

QLabel* makeSelectableText(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

DetailsArea::DetailsArea(const Theme& theme, const QString& title, const QString& sentence, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new QWidget)
    , m_column(new QVBoxLayout(m_content))
{
    auto* host = new QWidget;
    auto* placeholder = new Placeholder(theme);
    placeholder->setTexts(title, sentence);
    m_pages = new QStackedLayout(host);
    m_pages->addWidget(m_content);
    m_pages->addWidget(placeholder);
    m_column->setContentsMargins(theme.px(12), theme.px(9), theme.px(12), theme.px(12));
    m_column->setSpacing(theme.px(5));
    setWidget(host);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setMinimumWidth(theme.px(250));
    setBackgroundRole(QPalette::Base);
    host->setBackgroundRole(QPalette::Base);
    host->setAutoFillBackground(true);
    connect(&theme, &Theme::changed, this, &DetailsArea::restyle);
    showPlaceholder();
}

QLabel* DetailsArea::addHeading(const QString& text)
{
    auto* label = new QLabel(text, m_content);
    label->setContentsMargins(0, m_theme.px(8), 0, 0);
    label->setFont(m_theme.strongFont());
    m_headings << label;
    m_column->addWidget(label);
    return label;
}

QLabel* DetailsArea::addText(Ink ink)
{
    QLabel* label = makeSelectableText(m_content);
    if (ink == Ink::Dim) {
        setInk(label, m_theme.colours().dim);
        m_dimTexts << label;
    }
    m_column->addWidget(label);
    return label;
}

void DetailsArea::showContent()
{
    m_pages->setCurrentIndex(0);
}

void DetailsArea::showPlaceholder()
{
    m_pages->setCurrentIndex(1);
}

void DetailsArea::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        restyle(); // a new parent takes the labels' colours away
    QScrollArea::changeEvent(event);
}

void DetailsArea::restyle()
{
    for (QLabel* heading : std::as_const(m_headings))
        heading->setFont(m_theme.strongFont());
    for (QLabel* text : std::as_const(m_dimTexts))
        setInk(text, m_theme.colours().dim);
}

} // namespace rw::ui
