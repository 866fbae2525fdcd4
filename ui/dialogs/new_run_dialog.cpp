#include "ui/dialogs/new_run_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kLongestName = 100; ///< bytes; file systems take 255 and checkpoints add to it
constexpr quint64 kLargestSeed = (quint64{1} << 53U) - 1; ///< JSON numbers are exact up to here

} // namespace

NewRunDialog::NewRunDialog(const Theme& theme, const QString& suggestion, std::vector<StartChoice> starts,
                           QStringList taken, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_starts(std::move(starts))
    , m_taken(std::move(taken))
    , m_name(new QLineEdit(suggestion, this))
    , m_start(new QComboBox(this))
    , m_seed(new QLineEdit(QStringLiteral("1"), this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("New run"));
    for (const StartChoice& start : m_starts)
        m_start->addItem(start.label, start.directory);
    buildLayout();
    connect(m_name, &QLineEdit::textChanged, this, &NewRunDialog::changed);
    connect(m_seed, &QLineEdit::textChanged, this, &NewRunDialog::changed);
    m_name->selectAll();
    changed();
}

void NewRunDialog::buildLayout()
{
    m_name->setAccessibleName(tr("Name"));
    m_start->setAccessibleName(tr("Start from"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,16}")), m_seed));
    auto* startHint =
        new QLabel(tr("The run learns from these weights on and is measured against them."), this);
    auto* seedHint = new QLabel(tr("The same seed draws the same prompts and the same answers again."), this);
    styleHint(startHint, m_theme);
    styleHint(seedHint, m_theme);
    styleProblem(m_problem, m_theme);
    m_problem->setObjectName(QStringLiteral("problem"));

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(m_theme.px(14));
    form->setVerticalSpacing(m_theme.px(6));
    form->addRow(tr("&Name"), m_name);
    form->addRow(QString(), m_problem);
    form->addRow(tr("&Start from"), m_start);
    form->addRow(QString(), startHint);
    form->addRow(tr("S&eed"), m_seed);
    form->addRow(QString(), seedHint);
    const auto [buttons, verb] = makeDialogButtons(*this, tr("Create run"));
    m_create = verb;
    QVBoxLayout* column = makeDialogColumn(*this, m_theme);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(m_theme.px(460), sizeHint().height());
}

void NewRunDialog::setStart(const QString& directory)
{
    if (const int index = m_start->findData(directory); index >= 0)
        m_start->setCurrentIndex(index);
}

NewRunChoice NewRunDialog::choice() const
{
    return {m_name->text().trimmed(), m_start->currentText(), m_start->currentData().toString(),
            m_seed->text().toULongLong()};
}

QString runNameProblem(const QString& name, const QStringList& taken)
{
    if (name.isEmpty())
        return NewRunDialog::tr("A run needs a name.");
    if (name.startsWith(QLatin1Char('.')))
        return NewRunDialog::tr("A name cannot begin with a point: the folder would be hidden.");
    const bool unfit = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c == QLatin1Char('/') || c == QLatin1Char('\\') || c.category() == QChar::Other_Control;
    });
    if (unfit)
        return NewRunDialog::tr("A name becomes a folder: it cannot contain / or \\.");
    if (name.toUtf8().size() > kLongestName)
        return NewRunDialog::tr("This name is too long for a folder.");
    if (taken.contains(name, Qt::CaseInsensitive))
        return NewRunDialog::tr("There is a run “%1” already.").arg(name);
    return {};
}

QString NewRunDialog::problem() const
{
    const QString nameProblem = runNameProblem(m_name->text().trimmed(), m_taken);
    if (!nameProblem.isEmpty())
        return nameProblem;
    bool isNumber = false;
    if (const quint64 seed = m_seed->text().toULongLong(&isNumber); !isNumber || seed > kLargestSeed)
        return tr("The seed is a whole number from 0 to %1.").arg(QLocale().toString(kLargestSeed));
    return {};
}

void NewRunDialog::changed()
{
    const QString text = problem();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_create->setEnabled(text.isEmpty() && m_start->count() > 0);
}

} // namespace rw::ui
