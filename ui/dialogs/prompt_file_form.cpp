#include "ui/dialogs/prompt_file_form.h"

#include "ui/models/imported_prompts_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace rw::ui {

namespace {

constexpr int kMappingColumns = 3;

/// Fields that a person maps, the two that matter first.
constexpr PromptField kFields[] = {PromptField::Text,       PromptField::Answer,   PromptField::Category,
                                   PromptField::Difficulty, PromptField::Tags,     PromptField::Solution,
                                   PromptField::Chosen,     PromptField::Rejected, PromptField::Split,
                                   PromptField::Id,         PromptField::Metadata, PromptField::Numbers};

void choose(QComboBox& box, const QVariant& data)
{
    box.setCurrentIndex(std::max(0, box.findData(data)));
}

} // namespace

PromptFileForm::PromptFileForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_format(new QComboBox(this))
    , m_delimiter(new QComboBox(this))
    , m_header(new QCheckBox(tr("The first row names the columns"), this))
    , m_answerRule(new QComboBox(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(10));
    layout->addLayout(buildLayoutRow());
    layout->addLayout(buildMapping());
    showTableChoices();
}

QHBoxLayout* PromptFileForm::buildLayoutRow()
{
    m_format->setObjectName(QStringLiteral("format"));
    m_format->setAccessibleName(tr("Format"));
    const QList<std::pair<QString, PromptFileFormat>> formats{
        {tr("JSON lines"), PromptFileFormat::JsonLines},
        {tr("JSON"), PromptFileFormat::JsonList},
        {tr("CSV or TSV"), PromptFileFormat::Csv},
        {tr("Text, a prompt a line"), PromptFileFormat::Lines},
        {tr("Text, empty lines between"), PromptFileFormat::Blocks}};
    for (const auto& [text, format] : formats)
        m_format->addItem(text, static_cast<int>(format));
    m_delimiter->setAccessibleName(tr("Separator"));
    const QList<std::pair<QString, char>> delimiters{
        {tr("comma"), ','}, {tr("semicolon"), ';'}, {tr("tab"), '\t'}};
    for (const auto& [text, delimiter] : delimiters)
        m_delimiter->addItem(text, int{delimiter});
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    auto* label = new QLabel(tr("&Format"), this);
    label->setBuddy(m_format);
    row->addWidget(label);
    row->addWidget(m_format);
    row->addWidget(m_delimiter);
    row->addWidget(m_header);
    row->addStretch(1);
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        showTableChoices();
        emit layoutChosen();
    });
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, &PromptFileForm::layoutChosen);
    connect(m_header, &QCheckBox::toggled, this, &PromptFileForm::layoutChosen);
    return row;
}

QGridLayout* PromptFileForm::buildMapping()
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(m_theme.px(8));
    grid->setVerticalSpacing(m_theme.px(5));
    int place = 0;
    const auto addChoice = [&](const QString& name, QComboBox* box) {
        auto* label = new QLabel(name, this);
        label->setBuddy(box);
        box->setAccessibleName(name);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        grid->addWidget(label, place / kMappingColumns, place % kMappingColumns * 2);
        grid->addWidget(box, place / kMappingColumns, place % kMappingColumns * 2 + 1);
        ++place;
        connect(box, &QComboBox::currentIndexChanged, this, &PromptFileForm::mappingChosen);
    };
    const QList<std::pair<QString, AnswerRule>> rules{{tr("all of it"), AnswerRule::AsIs},
                                                      {tr("after “####”"), AnswerRule::AfterHashes},
                                                      {tr("in \\boxed{}"), AnswerRule::LastBoxed}};
    for (const auto& [text, rule] : rules)
        m_answerRule->addItem(text, static_cast<int>(rule));
    m_answerRule->setObjectName(QStringLiteral("answerRule"));
    for (const PromptField field : kFields) {
        auto* box = new QComboBox(this);
        box->setObjectName(QString::fromUtf8(toString(field).data()));
        m_columns[field] = box;
        addChoice(fieldName(field), box);
        if (field == PromptField::Answer)
            addChoice(tr("Part of it"), m_answerRule);
    }
    for (int column = 0; column < kMappingColumns; ++column)
        grid->setColumnStretch(column * 2 + 1, 1);
    return grid;
}

void PromptFileForm::showTableChoices()
{
    const bool isTable = fileLayout().format == PromptFileFormat::Csv;
    m_delimiter->setVisible(isTable);
    m_header->setVisible(isTable);
}

void PromptFileForm::setFileLayout(const PromptLayout& layout)
{
    const QSignalBlocker quiet(this);
    choose(*m_format, static_cast<int>(layout.format));
    choose(*m_delimiter, int{layout.delimiter});
    m_header->setChecked(layout.header);
}

void PromptFileForm::setColumns(const std::vector<PromptColumn>& columns)
{
    const QSignalBlocker quiet(this);
    for (const auto& [field, box] : m_columns) {
        box->clear();
        box->addItem(tr("none"), QString());
        for (const PromptColumn& column : columns) {
            const QString name = QString::fromStdString(column.name);
            box->addItem(name, name);
            if (!column.samples.empty())
                box->setItemData(box->count() - 1, QString::fromStdString(column.samples.front()),
                                 Qt::ToolTipRole);
        }
        box->setEnabled(!columns.empty());
    }
}

void PromptFileForm::setMapping(const PromptMapping& mapping)
{
    const QSignalBlocker quiet(this);
    for (const auto& [field, box] : m_columns) {
        const auto column = mapping.columns.find(field);
        choose(*box, column == mapping.columns.end() ? QString() : QString::fromStdString(column->second));
    }
    choose(*m_answerRule, static_cast<int>(mapping.answerRule));
}

PromptLayout PromptFileForm::fileLayout() const
{
    PromptLayout layout;
    layout.format = static_cast<PromptFileFormat>(m_format->currentData().toInt());
    layout.delimiter = static_cast<char>(m_delimiter->currentData().toInt());
    layout.header = m_header->isChecked();
    return layout;
}

PromptMapping PromptFileForm::mapping() const
{
    PromptMapping mapping;
    for (const auto& [field, box] : m_columns) {
        if (const QString column = box->currentData().toString(); !column.isEmpty())
            mapping.columns[field] = column.toStdString();
    }
    mapping.answerRule = static_cast<AnswerRule>(m_answerRule->currentData().toInt());
    return mapping;
}

} // namespace rw::ui
