#include "ui/panels/runs_panel.h"

#include "ui/models/run_list_model.h"
#include "ui/panels/run_delegate.h"
#include "ui/theme/button_kind.h"
#include "ui/theme/tint.h"
#include "ui/widgets/placeholder.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace rw::ui {

RunsPanel::RunsPanel(const Theme& theme, RunListModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_title(new QLabel(tr("Runs"), this))
    , m_new(new QPushButton(tr("New run…"), this))
    , m_open(new QPushButton(tr("Open folder…"), this))
    , m_list(new QListView(this))
    , m_empty(new Placeholder(theme, this))
{
    m_new->setObjectName(QStringLiteral("newRun"));
    m_new->setToolTip(
        tr("Starts a run of its own, from the base model, the imitation model or a checkpoint."));
    m_open->setObjectName(QStringLiteral("openFolder"));
    m_open->setToolTip(tr("Opens the folder of a recorded run, to look at it without changing it."));
    for (QPushButton* button : {m_new, m_open})
        setButtonKind(button, ButtonKind::Plain);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(m_theme.px(12), m_theme.px(4), m_theme.px(4), m_theme.px(2));
    head->setSpacing(m_theme.px(2));
    head->addWidget(m_title, 1);
    head->addWidget(m_new);
    head->addWidget(m_open);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);

    m_list->setModel(&m_model);
    m_list->setAccessibleName(tr("Runs"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* delegate = new RunDelegate(m_theme, m_list);
    m_list->setItemDelegate(delegate);
    m_empty->setTexts(tr("No runs yet"),
                      tr("A run keeps its answers, curves and checkpoints in a folder of its own."),
                      tr("New run…"));

    connect(m_new, &QPushButton::clicked, this, &RunsPanel::newRunRequested);
    connect(m_empty, &Placeholder::pressed, this, &RunsPanel::newRunRequested);
    connect(m_open, &QPushButton::clicked, this, &RunsPanel::openFolderRequested);
    connect(delegate, &RunDelegate::swatchClicked, this, &RunsPanel::toggle);
    connect(m_list, &QListView::activated, this, [this] { emit openRequested(currentDirectory()); });
    connect(m_list, &QListView::customContextMenuRequested, this, &RunsPanel::showMenu);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &RunsPanel::updateEmpty);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &RunsPanel::updateEmpty);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &RunsPanel::updateEmpty);
    connect(&m_theme, &Theme::changed, this, &RunsPanel::applyLook);
    buildActions();
    applyLook();
    updateEmpty();
}

void RunsPanel::buildActions()
{
    const auto add = [this](const QString& text, const QKeySequence& keys, auto call) {
        auto* action = new QAction(text, m_list);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_list->addAction(action);
        connect(action, &QAction::triggered, this, [this, call] {
            if (m_list->currentIndex().isValid())
                call();
        });
    };
    add(tr("Show or hide in the curves"), QKeySequence(Qt::Key_Space),
        [this] { toggle(m_list->currentIndex()); });
    add(tr("Open read-only"), {}, [this] { emit openRequested(currentDirectory()); });
    add(tr("Export answers (JSONL)…"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [this] { emit exportAnswersRequested(currentDirectory()); });
    add(tr("New run from this one…"), QKeySequence(Qt::Key_N),
        [this] { emit newRunFromRequested(currentDirectory()); });
}

void RunsPanel::showMenu(const QPoint& position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    m_list->setCurrentIndex(index);
    QMenu::exec(m_list->actions(), m_list->viewport()->mapToGlobal(position), nullptr, m_list);
}

void RunsPanel::toggle(const QModelIndex& index)
{
    const bool visible = index.data(RunListModel::VisibleRole).toBool();
    if (m_model.setData(index, !visible, RunListModel::VisibleRole))
        emit visibilityChanged();
}

void RunsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        applyLook(); // a new parent takes the labels' colours away
    QWidget::changeEvent(event);
}

void RunsPanel::applyLook()
{
    setSurface(this, m_theme.colours().pane);
    m_title->setFont(m_theme.strongFont());
    m_list->doItemsLayout();
}

void RunsPanel::updateEmpty()
{
    const bool empty = m_model.rowCount() == 0;
    m_list->setVisible(!empty);
    m_empty->setVisible(empty);
}

QString RunsPanel::currentDirectory() const
{
    return m_list->currentIndex().data(RunListModel::DirectoryRole).toString();
}

} // namespace rw::ui
