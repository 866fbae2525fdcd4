#include "ui/dialogs/import_prompts_dialog.h"

#include "core/library/prompt_library.h"
#include "ui/dialogs/dialog_texts.h"
#include "ui/models/imported_prompts_model.h"
#include "ui/theme/button_kind.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/inline_strip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <exception>

namespace rw::ui {

namespace {

constexpr int kMappingColumns = 3;
constexpr int kQuestionWidth = 340;
constexpr int kProgressSteps = 1000;
constexpr qsizetype kLongestName = 60; ///< of a suggested name

/// Fields that a person maps, the two that matter first.
constexpr PromptField kFields[] = {PromptField::Text,       PromptField::Answer,   PromptField::Category,
                                   PromptField::Difficulty, PromptField::Tags,     PromptField::Solution,
                                   PromptField::Chosen,     PromptField::Rejected, PromptField::Split,
                                   PromptField::Id,         PromptField::Metadata};

QString suggestedName(const QString& path, const QStringList& taken)
{
    QString stem = QFileInfo(path).completeBaseName().simplified().left(kLongestName);
    stem.remove(QLatin1Char(':'));
    if (stem.isEmpty())
        stem = ImportPromptsDialog::tr("Prompts");
    QString name = stem;
    for (int i = 2; taken.contains(name, Qt::CaseInsensitive); ++i)
        name = QStringLiteral("%1 %2").arg(stem).arg(i);
    return name;
}

} // namespace

ImportPromptsDialog::ImportPromptsDialog(const Theme& theme, const QString& path, const QString& libraryFile,
                                         QStringList taken, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_path(path)
    , m_libraryFile(libraryFile)
    , m_taken(std::move(taken))
    , m_strip(new InlineStrip(theme, this))
    , m_rows(new ImportedRowsModel(this))
    , m_problems(new ImportRemarksModel(this))
    , m_duplicates(new ImportRemarksModel(this))
{
    setWindowTitle(tr("Import prompts"));
    auto* layout = new QVBoxLayout(this);
    const int margin = theme.px(18);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(theme.px(10));
    buildHead(layout, path);
    buildLayoutRow(layout);
    buildMapping(layout);
    buildTabs(layout);
    buildFoot(layout);
    connectImport();
    resize(theme.px(860), theme.px(640));
    m_import.open(path);
    setBusy(tr("Opening the file …"));
}

void ImportPromptsDialog::buildHead(QVBoxLayout* layout, const QString& path)
{
    auto* name = new ElidedLabel(this);
    QFont font = m_theme.textFont(1.25);
    font.setWeight(QFont::DemiBold);
    name->setFont(font);
    name->setText(QFileInfo(path).fileName());
    name->setToolTip(path);
    m_strip->setClosable(false);
    layout->addWidget(name);
    layout->addWidget(m_strip);
}

void ImportPromptsDialog::buildLayoutRow(QVBoxLayout* layout)
{
    m_format = new QComboBox(this);
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
    m_delimiter = new QComboBox(this);
    m_delimiter->setAccessibleName(tr("Separator"));
    const QList<std::pair<QString, char>> delimiters{
        {tr("comma"), ','}, {tr("semicolon"), ';'}, {tr("tab"), '\t'}};
    for (const auto& [text, delimiter] : delimiters)
        m_delimiter->addItem(text, int{delimiter});
    m_header = new QCheckBox(tr("The first row names the columns"), this);
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    auto* label = new QLabel(tr("&Format"), this);
    label->setBuddy(m_format);
    row->addWidget(label);
    row->addWidget(m_format);
    row->addWidget(m_delimiter);
    row->addWidget(m_header);
    row->addStretch(1);
    layout->addLayout(row);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ImportPromptsDialog::layoutChanged);
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, &ImportPromptsDialog::layoutChanged);
    connect(m_header, &QCheckBox::toggled, this, &ImportPromptsDialog::layoutChanged);
}

void ImportPromptsDialog::buildMapping(QVBoxLayout* layout)
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
    };
    for (const PromptField field : kFields) {
        auto* box = new QComboBox(this);
        box->setObjectName(QString::fromUtf8(toString(field).data()));
        m_columns[field] = box;
        addChoice(fieldName(field), box);
        connect(box, &QComboBox::currentIndexChanged, this, &ImportPromptsDialog::readAnew);
        if (field != PromptField::Answer)
            continue;
        m_answerRule = new QComboBox(this);
        const QList<std::pair<QString, AnswerRule>> rules{{tr("all of it"), AnswerRule::AsIs},
                                                          {tr("after “####”"), AnswerRule::AfterHashes},
                                                          {tr("in \\boxed{}"), AnswerRule::LastBoxed}};
        for (const auto& [text, rule] : rules)
            m_answerRule->addItem(text, static_cast<int>(rule));
        m_answerRule->setObjectName(QStringLiteral("answerRule"));
        addChoice(tr("of the answer"), m_answerRule);
        connect(m_answerRule, &QComboBox::currentIndexChanged, this, &ImportPromptsDialog::readAnew);
    }
    for (int column = 0; column < kMappingColumns; ++column)
        grid->setColumnStretch(column * 2 + 1, 1);
    layout->addLayout(grid);
}

QTableView* ImportPromptsDialog::makeTable(QAbstractItemModel* model, const QString& name)
{
    auto* table = new QTableView(this);
    table->setModel(model);
    table->setAccessibleName(name);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::StyledPanel);
    table->verticalHeader()->setDefaultSectionSize(m_theme.px(24));
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

void ImportPromptsDialog::buildTabs(QVBoxLayout* layout)
{
    m_tabs = new QTabWidget(this);
    QTableView* rows = makeTable(m_rows, tr("Prompts as they come out"));
    connect(m_rows, &QAbstractItemModel::modelReset, rows,
            [this, rows] { rows->setColumnWidth(0, m_theme.px(kQuestionWidth)); });
    m_tabs->addTab(rows, tr("Preview"));
    QTableView* problems = makeTable(m_problems, tr("Broken lines"));
    QTableView* duplicates = makeTable(m_duplicates, tr("Duplicates"));
    for (QTableView* table : {problems, duplicates})
        table->verticalHeader()->hide();
    m_tabs->addTab(problems, tr("Broken lines"));
    m_tabs->addTab(duplicates, tr("Duplicates"));
    layout->addWidget(m_tabs, 1);
}

void ImportPromptsDialog::buildFoot(QVBoxLayout* layout)
{
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("counts"));
    m_counts->setWordWrap(true);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_dropDuplicates = new QCheckBox(tr("Leave duplicates out"), this);
    m_dropDuplicates->setChecked(true);
    connect(m_dropDuplicates, &QCheckBox::toggled, this, &ImportPromptsDialog::readAnew);
    m_name = new QLineEdit(suggestedName(m_path, m_taken), this);
    m_name->setAccessibleName(tr("Name of the set"));
    m_nameProblem = new QLabel(this);
    m_nameProblem->setObjectName(QStringLiteral("problem"));
    styleProblem(m_nameProblem, m_theme);
    connect(m_name, &QLineEdit::textChanged, this, &ImportPromptsDialog::updateButtons);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(m_theme.px(12));
    form->addRow(tr("&Name of the set"), m_name);
    form->addRow(QString(), m_nameProblem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_importButton = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_importButton->setDefault(true);
    setButtonKind(m_importButton, ButtonKind::Primary);
    connect(m_importButton, &QPushButton::clicked, this, &ImportPromptsDialog::importPressed);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(m_counts);
    layout->addWidget(m_progress);
    layout->addWidget(m_dropDuplicates);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

void ImportPromptsDialog::connectImport()
{
    connect(&m_import, &PromptImport::opened, this, &ImportPromptsDialog::fileOpened);
    connect(&m_import, &PromptImport::wasRead, this, &ImportPromptsDialog::readingDone);
    connect(&m_import, &PromptImport::progressed, this, [this](double share) {
        m_progress->setRange(0, kProgressSteps);
        m_progress->setValue(static_cast<int>(share * kProgressSteps));
    });
    connect(&m_import, &PromptImport::saved, this, &QDialog::accept);
    connect(&m_import, &PromptImport::failed, this, [this](const QString& sentence) {
        m_saving = false;
        m_progress->hide();
        m_counts->clear();
        m_strip->showMessage(InlineStrip::Kind::Error, sentence);
        updateButtons();
    });
}

void ImportPromptsDialog::fileOpened(const std::shared_ptr<const PromptFile>& file)
{
    m_file = file;
    m_filling = true;
    const PromptLayout layout = file->guessLayout();
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(layout.format)));
    m_delimiter->setCurrentIndex(std::max(0, m_delimiter->findData(int{layout.delimiter})));
    m_header->setChecked(layout.header);
    m_filling = false;
    layoutChanged();
}

/// Another cut of the file has other columns: what they mean is guessed anew.
void ImportPromptsDialog::layoutChanged()
{
    const bool isTable = layoutChosen().format == PromptFileFormat::Csv;
    m_delimiter->setVisible(isTable);
    m_header->setVisible(isTable);
    if (m_filling || !m_file)
        return;
    m_filling = true;
    ImportOptions options;
    options.layout = layoutChosen();
    try {
        showColumns(m_file->preview(options));
        showMapping(m_file->guessMapping(layoutChosen()));
    } catch (const std::exception& failure) {
        m_strip->showMessage(InlineStrip::Kind::Warning, QString::fromUtf8(failure.what()));
    }
    m_filling = false;
    readAnew();
}

void ImportPromptsDialog::showColumns(const ImportPreview& preview)
{
    for (const auto& [field, box] : m_columns) {
        box->clear();
        box->addItem(tr("none"), QString());
        for (const PromptColumn& column : preview.columns) {
            const QString name = QString::fromStdString(column.name);
            box->addItem(name, name);
            if (!column.samples.empty())
                box->setItemData(box->count() - 1, QString::fromStdString(column.samples.front()),
                                 Qt::ToolTipRole);
        }
        box->setEnabled(!preview.columns.empty());
    }
}

void ImportPromptsDialog::showMapping(const PromptMapping& mapping)
{
    for (const auto& [field, box] : m_columns) {
        const auto column = mapping.columns.find(field);
        box->setCurrentIndex(column == mapping.columns.end()
                                 ? 0
                                 : std::max(0, box->findData(QString::fromStdString(column->second))));
    }
    m_answerRule->setCurrentIndex(m_answerRule->findData(static_cast<int>(mapping.answerRule)));
}

PromptLayout ImportPromptsDialog::layoutChosen() const
{
    PromptLayout layout;
    layout.format = static_cast<PromptFileFormat>(m_format->currentData().toInt());
    layout.delimiter = static_cast<char>(m_delimiter->currentData().toInt());
    layout.header = m_header->isChecked();
    return layout;
}

ImportOptions ImportPromptsDialog::options() const
{
    ImportOptions options;
    options.layout = layoutChosen();
    PromptMapping mapping;
    for (const auto& [field, box] : m_columns) {
        if (const QString column = box->currentData().toString(); !column.isEmpty())
            mapping.columns[field] = column.toStdString();
    }
    mapping.answerRule = static_cast<AnswerRule>(m_answerRule->currentData().toInt());
    options.mapping = mapping;
    options.dropDuplicates = m_dropDuplicates->isChecked();
    return options;
}

/// The first rows at once; all of them, with what is wrong, on the other thread.
void ImportPromptsDialog::readAnew()
{
    if (m_filling || !m_file || m_saving)
        return;
    m_prompts.reset();
    m_strip->hide();
    try {
        m_rows->setRecords(m_file->preview(options()).sample.records);
        m_import.read(m_file, options());
        setBusy(tr("Reading the file …"));
    } catch (const std::exception& failure) {
        m_import.giveUp();
        m_progress->hide();
        m_counts->clear();
        m_rows->setRecords({});
        m_strip->showMessage(InlineStrip::Kind::Warning, QString::fromUtf8(failure.what()));
    }
    updateButtons();
}

void ImportPromptsDialog::readingDone(const std::shared_ptr<const ImportedPrompts>& prompts)
{
    m_prompts = prompts;
    m_problems->setProblems(prompts->problems);
    m_duplicates->setDuplicates(prompts->duplicates);
    m_progress->hide();
    showCounts();
    updateButtons();
}

void ImportPromptsDialog::showCounts()
{
    const auto count = [](std::size_t number) { return static_cast<int>(number); };
    QStringList parts{tr("%Ln prompt(s)", nullptr, count(m_prompts->records.size()))};
    parts << tr("%Ln broken line(s)", nullptr, count(m_prompts->problemCount));
    parts << (m_dropDuplicates->isChecked()
                  ? tr("%Ln duplicate(s) left out", nullptr, count(m_prompts->duplicateCount))
                  : tr("%Ln duplicate(s) kept", nullptr, count(m_prompts->duplicateCount)));
    m_counts->setText(parts.join(QStringLiteral(" · ")));
    const QLocale locale;
    m_tabs->setTabText(1, tr("Broken lines (%1)").arg(locale.toString(count(m_prompts->problemCount))));
    m_tabs->setTabText(2, tr("Duplicates (%1)").arg(locale.toString(count(m_prompts->duplicateCount))));
    if (m_prompts->records.empty())
        m_strip->showMessage(
            InlineStrip::Kind::Warning,
            tr("No line of this file gave a prompt. Choose another format or other columns."));
}

void ImportPromptsDialog::setBusy(const QString& what)
{
    m_counts->setText(what);
    m_progress->setRange(0, 0);
    m_progress->show();
    updateButtons();
}

QString ImportPromptsDialog::nameProblem() const
{
    try {
        checkSetName(m_name->text().trimmed().toStdString());
    } catch (const std::exception& failure) {
        return QString::fromUtf8(failure.what());
    }
    if (m_taken.contains(m_name->text().trimmed(), Qt::CaseInsensitive))
        return tr("There is a set “%1” already.").arg(m_name->text().trimmed());
    return {};
}

void ImportPromptsDialog::updateButtons()
{
    const QString problem = nameProblem();
    m_nameProblem->setText(problem);
    m_nameProblem->setVisible(!problem.isEmpty());
    m_importButton->setEnabled(m_prompts && !m_prompts->records.empty() && !m_saving && problem.isEmpty());
    m_name->setEnabled(!m_saving);
}

void ImportPromptsDialog::importPressed()
{
    if (!m_prompts || m_saving)
        return;
    m_saving = true;
    m_import.save(m_libraryFile, m_name->text().trimmed(), m_path, m_prompts);
    setBusy(tr("Writing the set …"));
}

/// A set that is being written is written in one transaction: it is there or it is not, so waiting is short.
void ImportPromptsDialog::reject()
{
    if (!m_saving)
        QDialog::reject();
}

QString ImportPromptsDialog::setName() const
{
    return m_name->text().trimmed();
}

int ImportPromptsDialog::importedCount() const
{
    return m_prompts ? static_cast<int>(m_prompts->records.size()) : 0;
}

} // namespace rw::ui
