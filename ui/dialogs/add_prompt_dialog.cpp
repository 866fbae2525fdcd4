#include "ui/dialogs/add_prompt_dialog.h"

#include "core/base/rng.h"
#include "core/verify/verifier.h"
#include "core/verify/verifier_catalogue.h"
#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr std::string_view kUsualVerifier = "final-number";
constexpr int kHexDigits = 16;
constexpr int kMostDifficult = 10;

/// Whether the checker accepts an answer that says just what is expected.
bool isCheckable(const std::string& expected)
{
    Prompt prompt;
    prompt.answer = expected;
    const auto verifier = makeFinalNumberVerifier();
    return verifier->verify(prompt, "The answer is " + expected + ".", FinishReason::Stop).outcome ==
           Outcome::Correct;
}

} // namespace

AddPromptDialog::AddPromptDialog(const Theme& theme, const QStringList& categories, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_question(new QPlainTextEdit(this))
    , m_answer(new QLineEdit(this))
    , m_category(new QComboBox(this))
    , m_check(new QLabel(this))
    , m_difficulty(new QSpinBox(this))
    , m_tags(new QLineEdit(this))
    , m_sets(new QComboBox(this))
    , m_form(new QFormLayout)
{
    setWindowTitle(tr("Add a prompt"));
    buildLayout(categories);
    connect(m_question, &QPlainTextEdit::textChanged, this, &AddPromptDialog::changed);
    connect(m_answer, &QLineEdit::textChanged, this, &AddPromptDialog::changed);
    changed();
}

void AddPromptDialog::buildLayout(const QStringList& categories)
{
    m_question->setAccessibleName(tr("Question"));
    m_question->setPlaceholderText(tr("Tom has 12 pencils and gives 5 away. How many are left?"));
    m_question->setTabChangesFocus(true);
    m_question->setMinimumHeight(m_theme.px(92));
    m_answer->setAccessibleName(tr("Expected answer"));
    m_answer->setPlaceholderText(tr("7"));
    m_category->setAccessibleName(tr("Category"));
    m_category->setEditable(true);
    m_category->addItem(QString());
    m_category->addItems(categories);
    m_check->setObjectName(QStringLiteral("check"));
    styleHint(m_check, m_theme);
    m_check->setMinimumHeight(2 * m_check->fontMetrics().lineSpacing());
    m_check->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    m_difficulty->setAccessibleName(tr("Difficulty"));
    m_difficulty->setRange(0, kMostDifficult);
    m_difficulty->setSpecialValueText(tr("unknown"));
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("with commas between them"));
    m_sets->setAccessibleName(tr("Set"));
    m_sets->addItem(tr("This session alone"), QString());

    QFormLayout* form = m_form;
    form->setHorizontalSpacing(m_theme.px(14));
    form->setVerticalSpacing(m_theme.px(10));
    form->addRow(tr("&Question"), m_question);
    form->addRow(tr("Expected &answer"), m_answer);
    form->addRow(QString(), m_check);
    form->addRow(tr("&Category"), m_category);
    form->addRow(tr("&Difficulty"), m_difficulty);
    form->addRow(tr("&Tags"), m_tags);
    form->addRow(tr("&Put into"), m_sets);
    const auto [buttons, verb] = makeDialogButtons(*this, tr("Add prompt"));
    m_add = verb;
    m_add->setToolTip(tr("Ctrl+Return"));
    auto* submit = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    connect(submit, &QShortcut::activated, m_add, &QPushButton::click);
    QVBoxLayout* column = makeDialogColumn(*this, m_theme);
    column->addLayout(form, 1);
    column->addWidget(buttons);
    resize(m_theme.px(520), sizeHint().height());
}

void AddPromptDialog::setVerifiers(const std::vector<VerifierSpec>& verifiers)
{
    if (!verifiers.empty())
        m_verifier = verifiers.front().name;
    changed();
}

void AddPromptDialog::setSets(const QStringList& names, const QString& current)
{
    for (const QString& name : names)
        m_sets->addItem(name, name);
    m_sets->setCurrentIndex(std::max(0, m_sets->findData(current)));
}

void AddPromptDialog::edit(const PromptRecord& record)
{
    m_record = record;
    setWindowTitle(tr("Edit prompt"));
    m_add->setText(tr("Save"));
    m_question->setPlainText(QString::fromStdString(record.prompt.text));
    m_answer->setText(QString::fromStdString(record.prompt.answer));
    m_category->setCurrentText(QString::fromStdString(record.prompt.category));
    m_difficulty->setValue(record.prompt.difficulty);
    QStringList tags;
    for (const std::string& tag : record.tags)
        tags << QString::fromStdString(tag);
    m_tags->setText(tags.join(QStringLiteral(", ")));
    m_form->labelForField(m_sets)->hide();
    m_sets->hide();
}

QString AddPromptDialog::set() const
{
    return m_sets->currentData().toString();
}

PromptRecord AddPromptDialog::record() const
{
    PromptRecord record = m_record;
    Prompt& prompt = record.prompt;
    prompt.text = m_question->toPlainText().trimmed().toStdString();
    prompt.answer = m_answer->text().trimmed().toStdString();
    prompt.category = m_category->currentText().trimmed().toStdString();
    prompt.difficulty = m_difficulty->value();
    record.tags.clear();
    for (const QString& tag : m_tags->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!tag.trimmed().isEmpty())
            record.tags.push_back(tag.trimmed().toStdString());
    }
    if (prompt.id.empty())
        prompt.id = QStringLiteral("typed-%1")
                        .arg(stableHash(prompt.text), kHexDigits, 16, QLatin1Char('0'))
                        .toStdString();
    return record;
}

void AddPromptDialog::changed()
{
    m_add->setEnabled(!m_question->toPlainText().trimmed().isEmpty());
    m_check->setText(howChecked());
}

QString AddPromptDialog::howChecked() const
{
    const QString expected = m_answer->text().trimmed();
    if (expected.isEmpty())
        return tr(
            "Without an expected answer nothing can be checked: answers stay undecided and earn no reward.");
    if (m_verifier != kUsualVerifier) {
        const std::string_view title = verifierKind(m_verifier).title;
        return tr("An answer is compared with it by the run's verifier: %1.")
            .arg(QString::fromUtf8(title.data(), static_cast<qsizetype>(title.size())));
    }
    if (!isCheckable(expected.toStdString()))
        return tr("“%1” is not a number. Answers are checked by their final number, so they would never "
                  "count as correct.")
            .arg(expected);
    return tr("An answer is correct when its final number equals %1: the one after “answer is”, “####” or in "
              "\\boxed{}, else the last one. 1,234 and $1234.00 are the same number.")
        .arg(expected);
}

} // namespace rw::ui
