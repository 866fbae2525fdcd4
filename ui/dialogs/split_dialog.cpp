#include "ui/dialogs/split_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace rw::ui {

namespace {

constexpr int kUsualShare = 10; ///< per cent
constexpr double kWhole = 100.0;

} // namespace

SplitDialog::SplitDialog(const Theme& theme, int prompts, int heldOut, QWidget* parent)
    : QDialog(parent)
    , m_prompts(prompts)
    , m_share(new QSpinBox(this))
    , m_seed(new QSpinBox(this))
    , m_result(new QLabel(this))
{
    setWindowTitle(tr("Split the set"));
    auto* hint = new QLabel(tr("Held-out prompts are never trained on: how the model fares on them shows "
                               "what it has really learnt. A share of every category is taken."),
                            this);
    styleHint(hint, theme);
    styleHint(m_result, theme);
    m_result->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_result->setMinimumHeight(2 * m_result->fontMetrics().lineSpacing());
    m_result->setObjectName(QStringLiteral("result"));
    m_share->setRange(0, 90);
    m_share->setSuffix(QStringLiteral(" %"));
    m_share->setAccessibleName(tr("Held out"));
    m_share->setValue(heldOut > 0 && prompts > 0 ? static_cast<int>(std::lround(kWhole * heldOut / prompts))
                                                 : kUsualShare);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(1);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed holds out the same prompts."));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(theme.px(14));
    form->addRow(tr("&Held out"), m_share);
    form->addRow(QString(), m_result);
    form->addRow(tr("S&eed"), m_seed);
    connect(m_share, &QSpinBox::valueChanged, this, &SplitDialog::showResult);
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(hint);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(makeDialogButtons(*this, tr("Split")).box);
    resize(theme.px(420), sizeHint().height());
    showResult();
}

void SplitDialog::showResult()
{
    const int heldOut = static_cast<int>(std::lround(m_prompts * heldOutShare()));
    const QLocale locale;
    m_result->setText(
        tr("About %1 of %2 prompts are held out, %3 are trained on.")
            .arg(locale.toString(heldOut), locale.toString(m_prompts), locale.toString(m_prompts - heldOut)));
}

double SplitDialog::heldOutShare() const
{
    return m_share->value() / kWhole;
}

quint64 SplitDialog::seed() const
{
    return static_cast<quint64>(m_seed->value());
}

} // namespace rw::ui
