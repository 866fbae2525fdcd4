#include "ui/widgets/two_verdicts_table.h"

#include "ui/theme/verdict_style.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace rw::ui {

namespace {

/// Writes a verdict as glyph and word, and what was read behind it.
class VerdictDelegate : public QStyledItemDelegate
{
public:
    VerdictDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant value = index.data(TwoVerdictsModel::StateRole);
        if (!value.isValid())
            return;
        const auto state = static_cast<AnswerState>(value.toInt());
        option->text = QStringLiteral("%1 %2").arg(stateSign(state), stateWord(state));
        if (const QString read = index.data().toString(); !read.isEmpty())
            option->text += QStringLiteral(" · ") + read;
        const QColor ink = verdictStyle(state, m_theme.colours()).ink;
        option->palette.setColor(QPalette::Text, ink);
        option->palette.setColor(QPalette::HighlightedText, ink);
    }

private:
    const Theme& m_theme;
};

} // namespace

TwoVerdictsTable::TwoVerdictsTable(const Theme& theme, TwoVerdictsModel& model, QWidget* parent)
    : QTableView(parent)
{
    setModel(&model);
    setItemDelegate(new VerdictDelegate(theme, this));
    setAccessibleName(tr("Answers with both verdicts"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme.px(26));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    for (const int column : {TwoVerdictsModel::FirstColumn, TwoVerdictsModel::SecondColumn})
        setColumnWidth(column, theme.px(150));
    setColumnWidth(TwoVerdictsModel::AnswerColumn, theme.px(240));
}

void TwoVerdictsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() != previous.row())
        emit answerChosen(current.row());
}

} // namespace rw::ui
