#include "ui/dialogs/verifier_form.h"

#include "ui/dialogs/dialog_texts.h"
#include "ui/widgets/plain_spin_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <charconv>

namespace rw::ui {

namespace {

constexpr double kLargestWeight = 100.0;
constexpr int kDecimals = 6;
constexpr std::string_view kYes = "yes";
constexpr std::string_view kNo = "no";

QString text(std::string_view words)
{
    return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
}

/// As specs spell it, whatever the locale.
std::string plainNumber(double value)
{
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return error == std::errc() ? std::string(buffer, end) : std::string();
}

double readNumber(const std::string& words, double otherwise)
{
    double value = otherwise;
    std::from_chars(words.data(), words.data() + words.size(), value);
    return value;
}

} // namespace

VerifierForm::VerifierForm(const Theme& theme, const VerifierSpec& spec, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(verifierKind(spec.name))
    , m_weight(new PlainSpinBox(this))
    , m_part(new QLineEdit(text(spec.part), this))
{
    auto* title = new QLabel(text(m_kind.title), this);
    title->setFont(theme.strongFont());
    auto* description = new QLabel(text(m_kind.description), this);
    description->setTextFormat(Qt::PlainText);
    styleHint(description, theme);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(theme.px(12));
    form->setVerticalSpacing(theme.px(5));
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    for (const VerifierOption& option : m_kind.options) {
        const auto given = spec.options.find(std::string(option.name));
        addField(*form, option, given == spec.options.end() ? std::string(option.fallback) : given->second);
    }
    m_weight->setRange(-kLargestWeight, kLargestWeight);
    m_weight->setDecimals(kDecimals);
    m_weight->setSingleStep(0.1);
    m_weight->setValue(spec.weight);
    m_weight->setObjectName(QStringLiteral("weight"));
    m_weight->setAccessibleName(tr("Weight"));
    m_weight->setToolTip(tr("The reward is the sum of every verifier's score times its weight."));
    m_part->setObjectName(QStringLiteral("part"));
    m_part->setAccessibleName(tr("Reward part"));
    m_part->setToolTip(tr("What the part of the reward is called in curves and evidence"));
    form->addRow(tr("&Weight"), m_weight);
    form->addRow(tr("Reward &part"), m_part);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(6));
    layout->addWidget(title);
    layout->addWidget(description);
    layout->addLayout(form);
    layout->addStretch(1);
    connect(m_weight, &QDoubleSpinBox::valueChanged, this, &VerifierForm::changed);
    connect(m_part, &QLineEdit::textChanged, this, &VerifierForm::changed);
}

void VerifierForm::addField(QFormLayout& form, const VerifierOption& option, const std::string& value)
{
    QWidget* widget = makeWidget(option, value);
    widget->setObjectName(text(option.name));
    widget->setAccessibleName(text(option.name));
    widget->setAccessibleDescription(text(option.meaning));
    widget->setToolTip(text(option.meaning));
    auto* meaning = new QLabel(text(option.meaning), this);
    meaning->setTextFormat(Qt::PlainText);
    meaning->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred); // wraps at the form's edge
    styleHint(meaning, m_theme);
    form.addRow(text(option.name), widget);
    form.addRow(QString(), meaning);
}

QWidget* VerifierForm::makeWidget(const VerifierOption& option, const std::string& value)
{
    switch (option.kind) {
    case OptionKind::Flag: {
        auto* box = new QCheckBox(tr("yes"), this);
        box->setChecked(value == kYes);
        m_fields.push_back({&option, [box] { return std::string(box->isChecked() ? kYes : kNo); }});
        connect(box, &QCheckBox::toggled, this, &VerifierForm::changed);
        return box;
    }
    case OptionKind::Choice: {
        auto* box = new QComboBox(this);
        box->addItems(text(option.choices).split(QLatin1Char('|'), Qt::SkipEmptyParts));
        box->setCurrentIndex(std::max(0, box->findText(text(value))));
        m_fields.push_back({&option, [box] { return box->currentText().toStdString(); }});
        connect(box, &QComboBox::currentIndexChanged, this, &VerifierForm::changed);
        return box;
    }
    case OptionKind::Whole:
    case OptionKind::Number:
        return makeNumber(option, value);
    case OptionKind::Text:
    case OptionKind::Pattern:
    case OptionKind::List:
        break;
    }
    auto* line = new QLineEdit(text(value), this);
    if (option.kind == OptionKind::Pattern)
        line->setFont(m_theme.tokenFont());
    if (option.kind == OptionKind::List)
        line->setPlaceholderText(tr("several with | between them"));
    m_fields.push_back({&option, [line] { return line->text().toStdString(); }});
    connect(line, &QLineEdit::textChanged, this, &VerifierForm::changed);
    return line;
}

QWidget* VerifierForm::makeNumber(const VerifierOption& option, const std::string& value)
{
    auto* box = new PlainSpinBox(this);
    box->setDecimals(option.kind == OptionKind::Whole ? 0 : kDecimals);
    box->setRange(option.low, option.high);
    box->setSingleStep(option.kind == OptionKind::Whole ? 1.0 : 0.1);
    box->setValue(readNumber(value, option.low));
    m_fields.push_back({&option, [box] { return plainNumber(box->value()); }});
    connect(box, &QDoubleSpinBox::valueChanged, this, &VerifierForm::changed);
    return box;
}

VerifierSpec VerifierForm::spec() const
{
    VerifierSpec spec;
    spec.name = std::string(m_kind.name);
    for (const Field& field : m_fields) {
        std::string value = field.value();
        const bool isNumber =
            field.option->kind == OptionKind::Whole || field.option->kind == OptionKind::Number;
        const bool isDefault =
            isNumber
                ? readNumber(value, 0.0) == readNumber(std::string(field.option->fallback), field.option->low)
                : value == field.option->fallback;
        if (!isDefault)
            spec.options[std::string(field.option->name)] = std::move(value);
    }
    spec.weight = m_weight->value();
    spec.part = m_part->text().trimmed().toStdString();
    return spec;
}

void VerifierForm::setPartHint(const QString& name)
{
    m_part->setPlaceholderText(name);
}

} // namespace rw::ui
