#include "ui/dialogs/about_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace rw::ui {

AboutDialog::AboutDialog(const Theme& theme, const QString& version, const QString& licences,
                         const QStringList& environment, QWidget* parent)
    : QDialog(parent)
    , m_facts(tr("Rollout Workbench %1").arg(version) + QLatin1Char('\n') +
              environment.join(QLatin1Char('\n')))
{
    setWindowTitle(tr("About Rollout Workbench"));
    auto* name = new QLabel(tr("Rollout Workbench %1").arg(version), this);
    styleHeading(name, theme);
    auto* purpose = new QLabel(tr("Watch a language model learn from its own attempts."), this);
    styleHint(purpose, theme);
    auto* facts = new QLabel(environment.join(QLatin1Char('\n')), this);
    facts->setObjectName(QStringLiteral("environment"));
    facts->setTextFormat(Qt::PlainText);
    facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    facts->setWordWrap(true);
    auto* licenceText = new QPlainTextEdit(licences, this);
    licenceText->setAccessibleName(tr("Licences"));
    licenceText->setReadOnly(true);
    licenceText->setFont(theme.textFont(0.92));
    QDialogButtonBox* buttons = makeCloseButton(*this);
    auto* copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copyButton->setAutoDefault(false);
    copyButton->setToolTip(tr("Copies version and environment, for a report."));
    connect(copyButton, &QPushButton::clicked, this, &AboutDialog::copy);
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(name);
    column->addWidget(purpose);
    column->addWidget(facts);
    column->addWidget(licenceText, 1);
    column->addWidget(buttons);
    resize(theme.px(540), theme.px(480));
}

void AboutDialog::copy() const
{
    QGuiApplication::clipboard()->setText(m_facts);
}

} // namespace rw::ui
