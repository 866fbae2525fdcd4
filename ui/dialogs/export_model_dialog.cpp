#include "ui/dialogs/export_model_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace rw::ui {

ExportModelDialog::ExportModelDialog(const Theme& theme, QString name, QString folder, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_modelName(std::move(name))
    , m_folder(std::move(folder))
    , m_format(new QComboBox(this))
    , m_hint(new QLabel(this))
    , m_path(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Export model"));
    m_format->addItem(tr("safetensors, 32 bits"), QStringLiteral("safetensors-f32"));
    m_format->addItem(tr("safetensors, bf16"), QStringLiteral("safetensors-bf16"));
    m_format->addItem(tr("GGUF, F16"), QStringLiteral("gguf-f16"));
    m_format->addItem(tr("GGUF, Q8_0"), QStringLiteral("gguf-q8_0"));
    buildLayout();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportModelDialog::formatChanged);
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_pathTyped = true; });
    connect(m_path, &QLineEdit::textChanged, this, &ExportModelDialog::changed);
    formatChanged();
}

void ExportModelDialog::buildLayout()
{
    m_format->setAccessibleName(tr("Format"));
    m_path->setAccessibleName(tr("Where to"));
    m_problem->setObjectName(QStringLiteral("problem"));
    styleHint(m_hint, m_theme);
    styleProblem(m_problem, m_theme);
    auto* browseButton = new QPushButton(tr("Browse…"), this);
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &ExportModelDialog::browse);
    auto* where = new QHBoxLayout;
    where->setSpacing(m_theme.px(6));
    auto* whereLabel = new QLabel(tr("&Where to"), this);
    whereLabel->setBuddy(m_path);
    where->addWidget(m_path, 1);
    where->addWidget(browseButton);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(m_theme.px(14));
    form->setVerticalSpacing(m_theme.px(6));
    form->addRow(tr("&Format"), m_format);
    form->addRow(QString(), m_hint);
    form->addRow(whereLabel, where);
    form->addRow(QString(), m_problem);
    const auto [buttons, verb] = makeDialogButtons(*this, tr("Export"));
    m_export = verb;
    QVBoxLayout* column = makeDialogColumn(*this, m_theme);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(m_theme.px(540), sizeHint().height());
}

QString ExportModelDialog::format() const
{
    return m_format->currentData().toString();
}

QString ExportModelDialog::path() const
{
    return QDir::cleanPath(m_path->text().trimmed());
}

bool ExportModelDialog::isFile() const
{
    return format().startsWith(QLatin1String("gguf"));
}

void ExportModelDialog::formatChanged()
{
    m_hint->setText(isFile() ? tr("One file for llama.cpp and the programs built on it.")
                             : tr("A folder with config.json and tokenizer.json, which transformers opens."));
    if (!m_pathTyped)
        m_path->setText(
            QDir(m_folder).filePath(m_modelName + (isFile() ? QStringLiteral(".gguf") : QString())));
    changed();
}

void ExportModelDialog::browse()
{
    const QString start = path();
    const QString chosen =
        isFile() ? QFileDialog::getSaveFileName(this, tr("Export model"), start, tr("GGUF (*.gguf)"))
                 : QFileDialog::getExistingDirectory(this, tr("Folder to write in"), QFileInfo(start).path());
    if (chosen.isEmpty())
        return;
    m_pathTyped = true;
    m_path->setText(isFile() ? chosen : QDir(chosen).filePath(m_modelName));
}

QString ExportModelDialog::problem() const
{
    if (m_path->text().trimmed().isEmpty())
        return tr("Name a place to write to.");
    const QFileInfo there(path());
    const bool free = !there.exists() || (!isFile() && there.isDir() && QDir(path()).isEmpty());
    if (!free)
        return tr("There is something of that name already. Choose another.");
    if (!there.isAbsolute())
        return tr("Give the whole path, from / on.");
    return {};
}

void ExportModelDialog::changed()
{
    const QString text = problem();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_export->setEnabled(text.isEmpty());
}

} // namespace rw::ui
