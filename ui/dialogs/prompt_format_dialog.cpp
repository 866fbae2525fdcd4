#include "ui/dialogs/prompt_format_dialog.h"

#include "core/base/error.h"
#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

constexpr int kTextHeight = 72;

QString variablesText(const PromptFormat& format)
{
    QStringList lines;
    for (const auto& [name, value] : format.templateVariables)
        lines << QString::fromStdString(name + "=" + value);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

PromptFormatDialog::PromptFormatDialog(const Theme& theme, const QString& set,
                                       const std::optional<PromptFormat>& format, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_system(new QPlainTextEdit(this))
    , m_instruction(new QPlainTextEdit(this))
    , m_variables(new QPlainTextEdit(this))
    , m_raw(new QCheckBox(tr("Ra&w completion: the bare question, without the chat template"), this))
    , m_problem(new QLabel(this))
    , m_format(format.value_or(PromptFormat{}))
{
    setWindowTitle(tr("How questions are put"));
    auto* heading = new QLabel(tr("Questions of the set “%1”").arg(set), this);
    heading->setTextFormat(Qt::PlainText);
    styleHeading(heading, theme);
    auto* hint = new QLabel(tr("Runs on this set put its questions so, unless they were given a way of their "
                               "own. With all of it empty the run says how."),
                            this);
    styleHint(hint, theme);
    styleProblem(m_problem, theme);
    m_system->setPlainText(QString::fromStdString(m_format.system));
    m_instruction->setPlainText(QString::fromStdString(m_format.instruction));
    m_variables->setPlainText(variablesText(m_format));
    m_raw->setChecked(m_format.raw);

    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(heading);
    column->addWidget(hint);
    addText(column, tr("&System prompt"), m_system,
            tr("Stands before every conversation, where the model's chat template has a place for it."));
    addText(column, tr("Answer &instruction"), m_instruction,
            tr("Stands behind every question, for example how to end the answer."));
    addText(column, tr("Template &variables"), m_variables,
            tr("What else the chat template reads: NAME=VALUE, one a line, for example "
               "enable_thinking=false."));
    column->addWidget(m_raw);
    column->addWidget(m_problem);
    column->addStretch(1);
    const auto [buttons, verb] = makeDialogButtons(*this, tr("Apply"));
    m_apply = verb;
    column->addWidget(buttons);
    connect(m_raw, &QCheckBox::toggled, this, &PromptFormatDialog::read);
    resize(theme.px(560), sizeHint().height());
    read();
}

void PromptFormatDialog::addText(QVBoxLayout* column, const QString& label, QPlainTextEdit* field,
                                 const QString& hint)
{
    auto* name = new QLabel(label, this);
    name->setBuddy(field);
    field->setTabChangesFocus(true);
    field->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    field->setFixedHeight(m_theme.px(kTextHeight));
    auto* below = new QLabel(hint, this);
    styleHint(below, m_theme);
    column->addWidget(name);
    column->addWidget(field);
    column->addWidget(below);
    connect(field, &QPlainTextEdit::textChanged, this, &PromptFormatDialog::read);
}

void PromptFormatDialog::read()
{
    QString problem;
    try {
        PromptFormat format;
        format.system = m_system->toPlainText().toStdString();
        format.instruction = m_instruction->toPlainText().toStdString();
        format.raw = m_raw->isChecked();
        const QStringList lines = m_variables->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString& line : lines)
            setTemplateVariable(format, line.trimmed().toStdString());
        validate(format);
        m_format = std::move(format);
    } catch (const Error& failure) {
        problem = QString::fromUtf8(failure.what());
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_apply->setEnabled(problem.isEmpty());
}

std::optional<PromptFormat> PromptFormatDialog::format() const
{
    return m_format == PromptFormat{} ? std::nullopt : std::optional(m_format);
}

} // namespace rw::ui
