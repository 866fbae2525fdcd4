#include "ui/panels/answers_compare_view.h"

#include "ui/panels/answers_compare_row.h"
#include "ui/theme/tint.h"
#include "ui/widgets/placeholder.h"

#include <QCoreApplication>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace rw::ui {
namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("AnswersCompareView", text, nullptr, n);
}

} // namespace

QString compareSummary(const std::vector<AnswerView>& before, const std::vector<AnswerView>& after)
{
    int green = 0;
    int red = 0;
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
        const bool was = before[i].state == AnswerState::Correct;
        green += !was && after[i].state == AnswerState::Correct ? 1 : 0;
        red += was && after[i].state == AnswerState::Wrong ? 1 : 0;
    }
    if (green == 0 && red == 0)
        return tr("No verdict changed");
    if (red == 0)
        return tr("%n answer(s) turned green", green);
    if (green == 0)
        return tr("%n answer(s) turned red", red);
    return tr("%1, %2").arg(tr("%n answer(s) turned green", green), tr("%n turned red", red));
}

AnswersCompareView::AnswersCompareView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_area(new QScrollArea(this))
    , m_placeholder(new Placeholder(theme, this))
{
    m_top = makeTop();
    auto* canvas = new QWidget;
    auto* outer = new QVBoxLayout(canvas);
    outer->setContentsMargins(theme.px(14), 0, theme.px(6), theme.px(10));
    m_rowLayout = new QVBoxLayout;
    m_rowLayout->setSpacing(theme.px(8));
    outer->addLayout(m_rowLayout);
    outer->addStretch(1);
    m_area->setWidget(canvas);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    canvas->setAutoFillBackground(false);
    m_placeholder->setTexts(
        AnswersCompareView::tr("Nothing to compare with yet"),
        AnswersCompareView::tr("Take a training step, then press “Again, same seeds”: the answers "
                               "from before and after will stand side by side."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(4));
    layout->addWidget(m_top);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_placeholder, 1);
    connect(&theme, &Theme::changed, this, &AnswersCompareView::restyle);
    clearBefore();
    restyle();
}

QWidget* AnswersCompareView::makeTop()
{
    auto* top = new QWidget(this);
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(m_theme.px(14), m_theme.px(2), m_theme.px(16), 0);
    layout->setSpacing(m_theme.px(6));
    m_summary = new QLabel(top);
    m_summary->setWordWrap(true);
    m_beforeLabel = new QLabel(top);
    m_afterLabel = new QLabel(top);
    auto* labels = new QHBoxLayout;
    labels->setSpacing(m_theme.px(9));
    labels->addWidget(m_beforeLabel, 1);
    labels->addWidget(m_afterLabel, 1);
    layout->addWidget(m_summary);
    layout->addLayout(labels);
    return top;
}

void AnswersCompareView::setBefore(std::vector<AnswerView> before, const QString& beforeLabel,
                                   const QString& afterLabel)
{
    m_before = std::move(before);
    m_beforeLabel->setText(beforeLabel);
    m_afterLabel->setText(afterLabel);
    refreshRows();
}

void AnswersCompareView::clearBefore()
{
    m_before.clear();
    refreshRows();
}

void AnswersCompareView::setAfter(const std::vector<AnswerView>& after)
{
    m_after = after;
    refreshRows();
}

void AnswersCompareView::updateAfter(const std::vector<AnswerView>& after, const QList<int>& indices)
{
    if (after.size() != m_after.size())
        return setAfter(after);
    for (const int index : indices) {
        const auto i = static_cast<std::size_t>(index);
        if (i >= after.size())
            continue;
        m_after[i] = after[i];
        if (i < m_before.size() && i < m_rows.size())
            m_rows[i]->showPair(m_before[i], m_after[i]);
    }
    refreshSummary();
}

QString AnswersCompareView::summary() const
{
    return m_summary->text();
}

void AnswersCompareView::refreshSummary()
{
    m_summary->setText(compareSummary(m_before, m_after));
}

void AnswersCompareView::refreshRows()
{
    const std::size_t count = std::min(m_before.size(), m_after.size());
    while (m_rows.size() < count) {
        m_rows.push_back(new AnswersCompareRow(m_theme, m_area->widget()));
        m_rowLayout->addWidget(m_rows.back());
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < count);
        if (i < count)
            m_rows[i]->showPair(m_before[i], m_after[i]);
    }
    m_top->setVisible(count > 0);
    m_area->setVisible(count > 0);
    m_placeholder->setVisible(count == 0);
    refreshSummary();
}

void AnswersCompareView::restyle()
{
    m_summary->setFont(m_theme.strongFont(1.1));
    for (QLabel* label : {m_beforeLabel, m_afterLabel})
        setInk(label, m_theme.colours().dim);
}

} // namespace rw::ui
