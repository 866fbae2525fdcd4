#include "ui/dialogs/shortcuts_dialog.h"

#include "ui/dialogs/dialog_frame.h"

#include <QDialogButtonBox>
#include <QHash>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

QString keyText(const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const QKeySequence& key : keys)
        texts << key.toString(QKeySequence::NativeText);
    return texts.join(QStringLiteral("   "));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const Theme& theme, const std::vector<ShortcutEntry>& entries,
                                 QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    m_search->setPlaceholderText(tr("Search shortcuts"));
    m_search->setAccessibleName(tr("Search shortcuts"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Keyboard shortcuts"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setStretchLastSection(false);
    fill(entries);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAutoFillBackground(true);
    frame->setBackgroundRole(QPalette::Base);
    auto* framed = new QVBoxLayout(frame);
    framed->setContentsMargins(m_theme.px(12), m_theme.px(6), m_theme.px(12), m_theme.px(6));
    framed->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    QVBoxLayout* column = makeDialogColumn(*this, theme);
    column->addWidget(m_search);
    column->addWidget(frame, 1);
    column->addWidget(makeCloseButton(*this));
    resize(m_theme.px(520), m_theme.px(560));
}

void ShortcutsDialog::fill(const std::vector<ShortcutEntry>& entries)
{
    const QFont bold = m_theme.strongFont();
    const QSize row(0, QFontMetrics(bold).height() + m_theme.px(9));
    QHash<QString, QTreeWidgetItem*> groups;
    for (const ShortcutEntry& entry : entries) {
        QTreeWidgetItem*& group = groups[entry.category];
        if (group == nullptr) {
            group = new QTreeWidgetItem(m_list, {entry.category});
            group->setFont(0, bold);
            group->setFlags(Qt::ItemIsEnabled);
            group->setFirstColumnSpanned(true);
            group->setExpanded(true);
            group->setSizeHint(0, row + QSize(0, m_theme.px(8)));
            group->setTextAlignment(0, Qt::AlignLeft | Qt::AlignBottom);
        }
        auto* item = new QTreeWidgetItem(group, {entry.text, keyText(entry.keys)});
        item->setSizeHint(0, row);
        item->setFont(1, m_theme.tokenFont());
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setForeground(1, m_theme.colours().dim);
    }
}

void ShortcutsDialog::filter(const QString& text)
{
    const QString wanted = text.trimmed();
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = m_list->topLevelItem(i);
        bool any = false;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* item = group->child(j);
            const bool fits = item->text(0).contains(wanted, Qt::CaseInsensitive) ||
                              item->text(1).contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!fits);
            any = any || fits;
        }
        group->setHidden(!any);
    }
}

} // namespace rw::ui
