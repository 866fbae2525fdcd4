#include "ui/panels/prompt_details_panel.h"

#include "ui/widgets/placeholder.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <cmath>

namespace rw::ui {

namespace {

constexpr int kMostCharacters = 20'000; ///< of a text; a label lays all of it out

void setInk(QWidget* widget, const QColor& ink)
{
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, ink);
    palette.setColor(QPalette::Text, ink);
    widget->setPalette(palette);
}

QString statisticsText(const PromptDetails& details)
{
    if (details.answers == 0)
        return PromptDetailsPanel::tr("Never tried.");
    const QLocale locale;
    const double rate = std::round(100.0 * details.correct / details.answers);
    QStringList parts{PromptDetailsPanel::tr("%Ln answer(s)", nullptr, details.answers),
                      PromptDetailsPanel::tr("%1 % correct").arg(locale.toString(rate, 'f', 0))};
    if (details.lastStep)
        parts << PromptDetailsPanel::tr("last at step %1").arg(locale.toString(*details.lastStep));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

PromptDetailsPanel::PromptDetailsPanel(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new QWidget)
    , m_placeholder(new Placeholder(theme))
    , m_history(new HistoryPlot(theme))
{
    auto* host = new QWidget;
    m_pages = new QStackedLayout(host);
    m_pages->addWidget(m_content);
    m_pages->addWidget(m_placeholder);
    m_placeholder->setTexts(tr("No prompt chosen"), tr("Choose a prompt to see what is known of it."));
    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(theme.px(12), theme.px(9), theme.px(12), theme.px(12));
    layout->setSpacing(theme.px(6));
    m_set = addText();
    m_text = addText();
    m_facts = new QFormLayout;
    m_facts->setHorizontalSpacing(theme.px(10));
    m_facts->setVerticalSpacing(theme.px(3));
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addLayout(m_facts);
    layout->addSpacing(theme.px(6));
    m_historyHead = new QLabel(tr("How it fared"), m_content);
    layout->addWidget(m_historyHead);
    m_statistics = addText();
    layout->addWidget(m_history);
    layout->addStretch(1);

    setWidget(host);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(theme.px(250));
    setBackgroundRole(QPalette::Base);
    host->setBackgroundRole(QPalette::Base);
    host->setAutoFillBackground(true);
    connect(&theme, &Theme::changed, this, &PromptDetailsPanel::restyle);
    restyle();
    clear();
}

QLabel* PromptDetailsPanel::addText()
{
    auto* label = new QLabel(m_content);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_content->layout()->addWidget(label);
    return label;
}

void PromptDetailsPanel::showPrompt(const PromptDetails& details)
{
    m_set->setText(details.set.isEmpty() ? tr("Built-in prompts") : details.set);
    m_text->setText(QString::fromStdString(details.prompt.text).left(kMostCharacters));
    clearFacts();
    addFact(tr("Expected"), QString::fromStdString(details.prompt.answer));
    addFact(tr("Category"), QString::fromStdString(details.prompt.category));
    if (details.prompt.difficulty > 0)
        addFact(tr("Difficulty"), QLocale().toString(details.prompt.difficulty));
    addFact(tr("Tags"), details.tags.join(QStringLiteral(", ")));
    if (details.heldOut)
        addFact(tr("Split"), tr("held out"));
    addFact(tr("Solution"), details.solution.left(kMostCharacters));
    addFact(tr("Id"), QString::fromStdString(details.prompt.id));
    m_statistics->setText(statisticsText(details));
    m_history->setPoints(details.history);
    m_history->setVisible(!details.history.empty());
    m_pages->setCurrentWidget(m_content);
}

void PromptDetailsPanel::clear()
{
    m_pages->setCurrentWidget(m_placeholder);
}

void PromptDetailsPanel::clearFacts()
{
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
}

void PromptDetailsPanel::addFact(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return;
    auto* label = new QLabel(name, m_content);
    setInk(label, m_theme.colours().dim);
    auto* text = new QLabel(m_content);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setText(value);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(name);
    text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_facts->addRow(label, text);
}

void PromptDetailsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        restyle(); // a new parent takes the labels' colours away
    QScrollArea::changeEvent(event);
}

void PromptDetailsPanel::restyle()
{
    const Colours& c = m_theme.colours();
    setInk(m_set, c.dim);
    setInk(m_statistics, c.text);
    QFont strong = m_theme.textFont();
    strong.setWeight(QFont::DemiBold);
    m_historyHead->setFont(strong);
    m_text->setFont(m_theme.answerFont());
    for (int row = 0; row < m_facts->rowCount(); ++row) {
        if (QLayoutItem* item = m_facts->itemAt(row, QFormLayout::LabelRole))
            setInk(item->widget(), c.dim);
    }
}

} // namespace rw::ui
