#include "ui/dialogs/verifiers_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"
#include "ui/dialogs/verifier_set_editor.h"
#include "ui/widgets/inline_strip.h"
#include "ui/widgets/two_verdicts_table.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

constexpr int kProgressSteps = 1000;

} // namespace

VerifiersDialog::VerifiersDialog(const Theme& theme, const QString& subject, const QString& emptySentence,
                                 std::vector<VerifierSpec> specs, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_editor(new VerifierSetEditor(theme, emptySentence, this))
    , m_strip(new InlineStrip(theme, this))
    , m_changes(new TwoVerdictsModel(tr("Now"), tr("Then"), this))
{
    setWindowTitle(tr("Verifiers"));
    auto* heading = new QLabel(subject, this);
    heading->setTextFormat(Qt::PlainText);
    styleHeading(heading, theme);
    auto* hint =
        new QLabel(tr("The first verifier decides whether an answer is correct. Each gives a part of "
                      "the reward: its score times its weight."),
                   this);
    styleHint(hint, theme);
    m_strip->setClosable(false);
    m_editor->setSpecs(std::move(specs));
    const auto [buttons, verb] = makeDialogButtons(*this, tr("Apply"));
    m_apply = verb;
    connect(m_editor, &VerifierSetEditor::changed, this, &VerifiersDialog::specsChanged);

    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(heading);
    column->addWidget(hint);
    column->addWidget(m_editor, 3);
    column->addWidget(m_strip);
    buildPreview(column);
    column->addWidget(buttons);
    resize(theme.px(820), theme.px(680));
    specsChanged();
}

void VerifiersDialog::buildPreview(QVBoxLayout* layout)
{
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("counts"));
    m_counts->setWordWrap(true);
    m_preview = new QPushButton(tr("Preview on stored answers"), this);
    m_preview->setObjectName(QStringLiteral("preview"));
    m_preview->setAutoDefault(false);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(10));
    row->addWidget(m_preview);
    row->addWidget(m_progress, 1);
    row->addWidget(m_counts, 2);
    layout->addLayout(row);
    layout->addWidget(new TwoVerdictsTable(m_theme, *m_changes, this), 2);
    connect(m_preview, &QPushButton::clicked, this, [this] {
        if (m_busy) {
            setBusy(false);
            emit previewCancelled();
            return;
        }
        setBusy(true);
        m_changes->setVerdicts({});
        m_counts->clear();
        emit previewRequested(specs());
    });
}

const std::vector<VerifierSpec>& VerifiersDialog::specs() const
{
    return m_editor->specs();
}

void VerifiersDialog::specsChanged()
{
    const QString problem = m_editor->problem();
    m_strip->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        m_strip->showMessage(InlineStrip::Kind::Warning, problem);
    m_changes->setVerdicts({});
    m_counts->setText(m_whyNoPreview);
    if (m_busy) {
        setBusy(false);
        emit previewCancelled();
    }
    updateButtons();
}

void VerifiersDialog::updateButtons()
{
    const bool good = m_editor->problem().isEmpty();
    m_apply->setEnabled(good);
    m_preview->setEnabled(good && m_whyNoPreview.isEmpty());
    m_preview->setText(m_busy ? tr("Cancel preview") : tr("Preview on stored answers"));
}

void VerifiersDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_progress->setVisible(busy);
    m_progress->setValue(0);
    updateButtons();
}

void VerifiersDialog::setPreviewPossible(const QString& whyNot)
{
    m_whyNoPreview = whyNot;
    m_counts->setText(whyNot);
    updateButtons();
}

void VerifiersDialog::setPreviewProgress(double share)
{
    m_progress->setValue(static_cast<int>(share * kProgressSteps));
}

void VerifiersDialog::done(int result)
{
    if (m_busy)
        emit previewCancelled();
    QDialog::done(result);
}

void VerifiersDialog::showPreview(const VerdictPreview& preview)
{
    if (!m_busy)
        return;
    setBusy(false);
    m_changes->setVerdicts(preview.changes);
    const QLocale locale;
    m_counts->setText(preview.answers == 0 ? tr("No answers are stored yet.")
                                           : tr("%1 of %Ln stored answer(s) would be judged otherwise",
                                                nullptr, preview.answers)
                                                 .arg(locale.toString(preview.changed)));
}

void VerifiersDialog::showPreviewFailure(const QString& sentence)
{
    if (!m_busy)
        return;
    setBusy(false);
    m_counts->setText(sentence);
}

} // namespace rw::ui
