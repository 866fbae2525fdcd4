#include "ui/dialogs/category_weights_dialog.h"

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/dialog_texts.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/plain_spin_box.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

constexpr double kLargestWeight = 1000.0;

} // namespace

CategoryWeightsDialog::CategoryWeightsDialog(const Theme& theme, std::vector<CategoryCount> categories,
                                             const std::map<std::string, double>& weights, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Weights of the categories"));
    auto* hint =
        new QLabel(tr("A prompt of a category of weight 2 is drawn twice as often as one of weight 1; "
                      "0 leaves the category out."),
                   this);
    styleHint(hint, theme);
    auto* rows = new QWidget;
    auto* grid = new QGridLayout(rows);
    grid->setHorizontalSpacing(theme.px(14));
    grid->setColumnStretch(0, 1);
    for (CategoryCount& category : categories) {
        const int row = grid->rowCount();
        const QString name =
            category.name.empty() ? tr("without a category") : QString::fromStdString(category.name);
        auto* label = new ElidedLabel(rows);
        label->setText(name);
        auto* count = new QLabel(tr("%Ln prompt(s)", nullptr, category.prompts), rows);
        styleHint(count, theme);
        count->setWordWrap(false);
        auto* weight = new PlainSpinBox(rows);
        weight->setAccessibleName(tr("Weight of %1").arg(name));
        weight->setRange(0.0, kLargestWeight);
        weight->setDecimals(3);
        weight->setSingleStep(0.5);
        const auto given = weights.find(category.name);
        weight->setValue(given == weights.end() ? 1.0 : given->second);
        auto* share = new QLabel(rows);
        share->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        share->setMinimumWidth(theme.px(56));
        grid->addWidget(label, row, 0);
        grid->addWidget(count, row, 1);
        grid->addWidget(weight, row, 2);
        grid->addWidget(share, row, 3);
        connect(weight, &QDoubleSpinBox::valueChanged, this, &CategoryWeightsDialog::showShares);
        m_rows.push_back({std::move(category), weight, share});
    }
    grid->setRowStretch(grid->rowCount(), 1);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(rows);
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(hint);
    column->addWidget(area, 1);
    column->addWidget(makeDialogButtons(*this, tr("Apply")).box);
    resize(theme.px(480), theme.px(400));
    showShares();
}

void CategoryWeightsDialog::showShares()
{
    double sum = 0.0;
    for (const Row& row : m_rows)
        sum += row.weight->value() * row.category.prompts;
    for (const Row& row : m_rows) {
        const double share = sum > 0.0 ? row.weight->value() * row.category.prompts / sum : 0.0;
        row.share->setText(tr("%1 %").arg(QLocale().toString(share * 100.0, 'f', 1)));
        row.share->setToolTip(tr("Share of the prompts that are drawn"));
    }
}

std::map<std::string, double> CategoryWeightsDialog::weights() const
{
    std::map<std::string, double> weights;
    for (const Row& row : m_rows) {
        if (row.weight->value() != 1.0)
            weights[row.category.name] = row.weight->value();
    }
    return weights;
}

} // namespace rw::ui
