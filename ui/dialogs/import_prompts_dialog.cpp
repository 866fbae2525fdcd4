#include "ui/dialogs/import_prompts_dialog.h"

#include "core/library/prompt_library.h"
#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"
#include "ui/dialogs/import_tabs.h"
#include "ui/dialogs/prompt_file_form.h"
#include "ui/theme/button_kind.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/inline_strip.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <exception>

namespace rw::ui {

namespace {

constexpr int kProgressSteps = 1000;
constexpr qsizetype kLongestName = 60; ///< of a suggested name

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
    , m_form(new PromptFileForm(theme, this))
    , m_tabs(new ImportTabs(theme, this))
{
    setWindowTitle(tr("Import prompts"));
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    buildHead(column, path);
    column->addWidget(m_form);
    column->addWidget(m_tabs, 1);
    buildFoot(column);
    connectImport();
    resize(theme.px(860), theme.px(640));
    m_import.open(path);
    setBusy(tr("Opening the file…"));
}

void ImportPromptsDialog::buildHead(QVBoxLayout* layout, const QString& path)
{
    auto* name = new ElidedLabel(this);
    name->setFont(m_theme.strongFont(1.25));
    name->setText(QFileInfo(path).fileName());
    name->setToolTip(path);
    m_strip->setClosable(false);
    layout->addWidget(name);
    layout->addWidget(m_strip);
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
    connect(m_form, &PromptFileForm::layoutChosen, this, &ImportPromptsDialog::layoutChanged);
    connect(m_form, &PromptFileForm::mappingChosen, this, &ImportPromptsDialog::readAnew);
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
    m_form->setFileLayout(file->guessLayout());
    layoutChanged();
}

/// Another cut of the file has other columns: what they mean is guessed anew.
void ImportPromptsDialog::layoutChanged()
{
    if (!m_file)
        return;
    ImportOptions options;
    options.layout = m_form->fileLayout();
    try {
        m_form->setColumns(m_file->preview(options).columns);
        m_form->setMapping(m_file->guessMapping(*options.layout));
    } catch (const std::exception& failure) {
        m_strip->showMessage(InlineStrip::Kind::Warning, QString::fromUtf8(failure.what()));
    }
    readAnew();
}

ImportOptions ImportPromptsDialog::options() const
{
    ImportOptions options;
    options.layout = m_form->fileLayout();
    options.mapping = m_form->mapping();
    options.dropDuplicates = m_dropDuplicates->isChecked();
    return options;
}

/// The first rows at once; all of them, with what is wrong, on the other thread.
void ImportPromptsDialog::readAnew()
{
    if (!m_file || m_saving)
        return;
    m_prompts.reset();
    m_strip->hide();
    try {
        m_tabs->setRecords(m_file->preview(options()).sample.records);
        m_import.read(m_file, options());
        setBusy(tr("Reading the file…"));
    } catch (const std::exception& failure) {
        m_import.giveUp();
        m_progress->hide();
        m_counts->clear();
        m_tabs->setRecords({});
        m_strip->showMessage(InlineStrip::Kind::Warning, QString::fromUtf8(failure.what()));
    }
    updateButtons();
}

void ImportPromptsDialog::readingDone(const std::shared_ptr<const ImportedPrompts>& prompts)
{
    m_prompts = prompts;
    m_tabs->setRemarks(*prompts);
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
    setBusy(tr("Writing the set…"));
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
