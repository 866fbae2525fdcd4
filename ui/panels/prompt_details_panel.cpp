#include "ui/panels/prompt_details_panel.h"

#include "ui/theme/tint.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace rw::ui {

namespace {

constexpr int kMostCharacters = 20'000; ///< of a text; a label lays all of it out

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
    : DetailsArea(theme, tr("No prompt chosen"), tr("Choose a prompt to see what is known of it."), parent)
    , m_theme(theme)
    , m_history(new HistoryPlot(theme))
{
    m_set = addText(Ink::Dim);
    m_text = addText();
    m_facts = new QFormLayout;
    m_facts->setHorizontalSpacing(theme.px(10));
    m_facts->setVerticalSpacing(theme.px(3));
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    column()->addLayout(m_facts);
    addHeading(tr("How it fared"));
    m_statistics = addText();
    column()->addWidget(m_history);
    column()->addStretch(1);
    connect(&theme, &Theme::changed, this, &PromptDetailsPanel::restyle);
    restyle();
    clear();
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
    showContent();
}

void PromptDetailsPanel::clear()
{
    showPlaceholder();
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
    auto* label = new QLabel(name, content());
    setInk(label, m_theme.colours().dim);
    QLabel* text = makeSelectableText(content());
    text->setText(value);
    text->setAccessibleName(name);
    text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_facts->addRow(label, text);
}

void PromptDetailsPanel::restyle()
{
    m_text->setFont(m_theme.answerFont());
    for (int row = 0; row < m_facts->rowCount(); ++row) {
        if (QLayoutItem* item = m_facts->itemAt(row, QFormLayout::LabelRole))
            setInk(item->widget(), m_theme.colours().dim);
    }
}

} // namespace rw::ui
