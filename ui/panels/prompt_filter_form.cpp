#include "ui/panels/prompt_filter_form.h"

#include "ui/theme/tint.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace rw::ui {

namespace {

constexpr int kWhole = 100;

/// Fills a combo box whose first entry lets everything through.
void refill(QComboBox& box, const QString& all, const QStringList& texts, const QVariantList& values)
{
    const QSignalBlocker quiet(box);
    const QVariant before = box.currentData();
    box.clear();
    box.addItem(all);
    for (int i = 0; i < texts.size(); ++i)
        box.addItem(texts[i], values[i]);
    box.setCurrentIndex(before.isValid() ? std::max(0, box.findData(before)) : 0);
    box.setEnabled(!texts.isEmpty());
}

QVariantList variants(const QStringList& texts)
{
    return {texts.begin(), texts.end()};
}

} // namespace

PromptFilterForm::PromptFilterForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_order(addChoice(QStringLiteral("order"), tr("Order")))
    , m_direction(new QToolButton(this))
    , m_category(addChoice(QStringLiteral("category"), tr("Category")))
    , m_difficulty(addChoice(QStringLiteral("difficulty"), tr("Difficulty")))
    , m_passFrom(new QSpinBox(this))
    , m_passTo(new QSpinBox(this))
    , m_tag(addChoice(QStringLiteral("tag"), tr("Tag")))
{
    const QList<std::pair<QString, PromptOrder>> orders{
        {tr("As given"), PromptOrder::AsGiven},   {tr("Text"), PromptOrder::Text},
        {tr("Category"), PromptOrder::Category},  {tr("Difficulty"), PromptOrder::Difficulty},
        {tr("Pass rate"), PromptOrder::PassRate}, {tr("Last step"), PromptOrder::LastStep},
    };
    for (const auto& [text, order] : orders)
        m_order->addItem(text, static_cast<int>(order));
    m_direction->setObjectName(QStringLiteral("direction"));
    m_direction->setCheckable(true);
    m_direction->setAutoRaise(true);
    m_passFrom->setObjectName(QStringLiteral("passFrom"));
    m_passTo->setObjectName(QStringLiteral("passTo"));
    m_passFrom->setAccessibleName(tr("Pass rate from"));
    m_passTo->setAccessibleName(tr("Pass rate to"));
    for (QSpinBox* box : {m_passFrom, m_passTo}) {
        box->setRange(0, kWhole);
        box->setSingleStep(5);
        box->setSuffix(QStringLiteral(" %"));
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    }
    m_passTo->setValue(kWhole);
    setChoices({}, {}, {});
    buildLayout();
    for (QComboBox* box : {m_order, m_category, m_difficulty, m_tag})
        connect(box, &QComboBox::currentIndexChanged, this, &PromptFilterForm::changed);
    for (QSpinBox* box : {m_passFrom, m_passTo})
        connect(box, &QSpinBox::valueChanged, this, &PromptFilterForm::changed);
    connect(m_direction, &QToolButton::toggled, this, [this] {
        showDirection();
        emit changed();
    });
    connect(&m_theme, &Theme::changed, this, &PromptFilterForm::restyle);
    showDirection();
    restyle();
}

QComboBox* PromptFilterForm::addChoice(const QString& objectName, const QString& accessibleName)
{
    auto* box = new QComboBox(this);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(7);
    return box;
}

void PromptFilterForm::buildLayout()
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(m_theme.px(8));
    form->setVerticalSpacing(m_theme.px(4));
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const auto addRow = [&](const QString& text, QWidget* buddy, QLayout* row) {
        auto* label = new QLabel(text, this);
        label->setBuddy(buddy);
        m_labels << label;
        form->addRow(label, row);
    };
    const auto rowOf = [this](std::initializer_list<QWidget*> widgets) {
        auto* row = new QHBoxLayout;
        row->setSpacing(m_theme.px(4));
        for (QWidget* widget : widgets)
            row->addWidget(widget, qobject_cast<QToolButton*>(widget) != nullptr ? 0 : 1);
        return row;
    };
    addRow(tr("Order"), m_order, rowOf({m_order, m_direction}));
    addRow(tr("Category"), m_category, rowOf({m_category}));
    addRow(tr("Difficulty"), m_difficulty, rowOf({m_difficulty}));
    auto* dash = new QLabel(QStringLiteral("–"), this);
    auto* rate = rowOf({m_passFrom});
    rate->addWidget(dash);
    rate->addWidget(m_passTo, 1);
    addRow(tr("Pass rate"), m_passFrom, rate);
    addRow(tr("Tag"), m_tag, rowOf({m_tag}));
}

void PromptFilterForm::setChoices(const QStringList& categories, const std::vector<int>& difficulties,
                                  const QStringList& tags)
{
    refill(*m_category, tr("All categories"), categories, variants(categories));
    QStringList levels;
    QVariantList values;
    for (const int difficulty : difficulties) {
        levels << QLocale().toString(difficulty);
        values << difficulty;
    }
    refill(*m_difficulty, tr("All"), levels, values);
    refill(*m_tag, tags.isEmpty() ? tr("No tags yet") : tr("All"), tags, variants(tags));
}

void PromptFilterForm::fill(PromptFilter& filter) const
{
    filter.category = m_category->currentData().toString();
    filter.tag = m_tag->currentData().toString();
    const QVariant difficulty = m_difficulty->currentData();
    filter.difficulty = difficulty.isValid() ? std::optional(difficulty.toInt()) : std::nullopt;
    filter.passFrom = m_passFrom->value();
    filter.passTo = m_passTo->value();
}

void PromptFilterForm::clearFilters()
{
    if (filtersInUse() == 0)
        return;
    {
        const QSignalBlocker quiet(this);
        for (QComboBox* box : {m_category, m_difficulty, m_tag})
            box->setCurrentIndex(0);
        m_passFrom->setValue(0);
        m_passTo->setValue(kWhole);
    }
    emit changed();
}

int PromptFilterForm::filtersInUse() const
{
    int used = m_passFrom->value() > 0 || m_passTo->value() < kWhole ? 1 : 0;
    for (const QComboBox* box : {m_category, m_difficulty, m_tag})
        used += box->currentIndex() > 0 ? 1 : 0;
    return used;
}

PromptOrder PromptFilterForm::order() const
{
    return static_cast<PromptOrder>(m_order->currentData().toInt());
}

bool PromptFilterForm::isDescending() const
{
    return m_direction->isChecked();
}

void PromptFilterForm::setOrder(PromptOrder order, bool descending)
{
    m_order->setCurrentIndex(std::max(0, m_order->findData(static_cast<int>(order))));
    m_direction->setChecked(descending);
}

void PromptFilterForm::showDirection()
{
    m_direction->setText(m_direction->isChecked() ? QStringLiteral("↓") : QStringLiteral("↑"));
    m_direction->setAccessibleName(m_direction->isChecked() ? tr("Descending") : tr("Ascending"));
    m_direction->setToolTip(m_direction->isChecked() ? tr("Descending: most first")
                                                     : tr("Ascending: least first"));
}

void PromptFilterForm::restyle()
{
    for (QLabel* label : std::as_const(m_labels)) {
        label->setFont(m_theme.textFont(0.92));
        setInk(label, m_theme.colours().dim);
    }
}

} // namespace rw::ui
