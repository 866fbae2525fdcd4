#include "ui/panels/prompts_panel.h"

#include "ui/panels/choosing_list.h"
#include "ui/panels/prompt_delegate.h"
#include "ui/panels/prompt_filter_form.h"
#include "ui/panels/prompt_search.h"
#include "ui/theme/button_kind.h"
#include "ui/theme/tint.h"
#include "ui/widgets/placeholder.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

QStringList promptFiles(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile() && isPromptFile(url.toLocalFile()))
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

bool isPromptFile(const QString& path)
{
    static const QStringList kEndings{QStringLiteral("jsonl"), QStringLiteral("ndjson"),
                                      QStringLiteral("json"),  QStringLiteral("csv"),
                                      QStringLiteral("tsv"),   QStringLiteral("txt")};
    const QFileInfo file(path);
    // config.json and its like lie beside a model's weights.
    return kEndings.contains(file.suffix().toLower()) && file.fileName() != QLatin1String("config.json");
}

PromptsPanel::PromptsPanel(const Theme& theme, PromptModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_filter(new PromptFilterModel(this))
    , m_title(new QLabel(tr("Prompts"), this))
    , m_count(new QLabel(this))
    , m_sets(new QComboBox(this))
    , m_setMenu(new QPushButton(this))
    , m_search(new PromptSearch(theme, this))
    , m_list(new ChoosingList(this))
    , m_delegate(new PromptDelegate(theme, m_list))
    , m_empty(new Placeholder(theme, this))
    , m_add(new QPushButton(tr("Add…"), this))
    , m_open(new QPushButton(tr("Import…"), this))
{
    setAcceptDrops(true);
    m_filter->setSourceModel(&m_model);
    buildList();
    buildSets();
    buildLayout();
    connectModels();
    connect(m_search, &PromptSearch::changed, this, &PromptsPanel::applyFilter);
    connect(m_search, &PromptSearch::downPressed, this, [this] {
        if (m_filter->rowCount() > 0)
            m_list->setFocus(Qt::TabFocusReason);
    });
    connect(m_add, &QPushButton::clicked, this, &PromptsPanel::addRequested);
    connect(m_open, &QPushButton::clicked, this, &PromptsPanel::openFileRequested);
    connect(m_empty, &Placeholder::pressed, this, [this] {
        if (isFiltered())
            m_search->clear();
        else
            emit openFileRequested();
    });
    connect(&m_theme, &Theme::changed, this, &PromptsPanel::applyLook);
    applyLook();
    fillChoices();
}

void PromptsPanel::connectModels()
{
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PromptsPanel::fillChoices);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &PromptsPanel::fillChoices);
    connect(&m_model, &PromptModel::dataChanged, this,
            [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.isEmpty() || roles.contains(PromptModel::TagsRole))
                    fillChoices();
            });
    connect(m_filter, &QAbstractItemModel::modelReset, this, &PromptsPanel::markCurrent);
}

void PromptsPanel::buildList()
{
    m_list->setModel(m_filter);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Prompts"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListView::customContextMenuRequested, this, &PromptsPanel::showPromptMenu);
    connect(m_list, &ChoosingList::chosen, this, [this](const QModelIndex& index) {
        const int row = m_filter->mapToSource(index).row();
        m_current = m_model.prompt(row).id;
        emit promptChosen(row);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PromptsPanel::selectionChanged);
}

void PromptsPanel::buildSets()
{
    m_sets->setObjectName(QStringLiteral("sets"));
    m_sets->setAccessibleName(tr("Prompt set"));
    m_sets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sets->setMinimumContentsLength(8);
    m_setMenu->setObjectName(QStringLiteral("setMenu"));
    m_setMenu->setText(tr("Set"));
    m_setMenu->setAccessibleName(tr("What to do with the set"));
    m_setMenu->setToolTip(tr("Import, split, weights, verifiers, export"));
    setButtonKind(m_setMenu, ButtonKind::Plain);
    setSets({}, {});
    connect(m_sets, &QComboBox::activated, this,
            [this] { emit setChosen(m_sets->currentData().toString()); });
}

void PromptsPanel::setSets(const QStringList& names, const QString& current)
{
    const QSignalBlocker quiet(m_sets);
    m_sets->clear();
    m_sets->addItem(tr("Built-in prompts"), QString());
    for (const QString& name : names)
        m_sets->addItem(name, name);
    m_sets->setCurrentIndex(std::max(0, m_sets->findData(current)));
    m_sets->setToolTip(m_sets->currentText());
}

void PromptsPanel::setActions(const QList<QAction*>& ofSet, const QList<QAction*>& ofPrompts)
{
    auto* menu = new QMenu(m_setMenu);
    menu->addActions(ofSet);
    m_setMenu->setMenu(menu);
    m_promptActions = ofPrompts;
}

void PromptsPanel::showPromptMenu(const QPoint& position)
{
    if (m_list->indexAt(position).isValid() && !m_promptActions.isEmpty())
        QMenu::exec(m_promptActions, m_list->viewport()->mapToGlobal(position), nullptr, m_list);
}

void PromptsPanel::buildLayout()
{
    const int side = m_theme.px(10);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(m_theme.px(12), m_theme.px(8), side, m_theme.px(6));
    head->setSpacing(m_theme.px(8));
    head->addWidget(m_title);
    head->addWidget(m_count, 1);
    auto* sets = new QHBoxLayout;
    sets->setContentsMargins(side, 0, side, m_theme.px(6));
    sets->setSpacing(m_theme.px(6));
    sets->addWidget(m_sets, 1);
    sets->addWidget(m_setMenu);
    auto* search = new QHBoxLayout;
    search->setContentsMargins(side, 0, side, 0);
    search->addWidget(m_search);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(side, m_theme.px(5), side, m_theme.px(5));
    foot->setSpacing(m_theme.px(6));
    m_add->setObjectName(QStringLiteral("add"));
    m_add->setToolTip(tr("Adds a question of your own."));
    m_open->setObjectName(QStringLiteral("openFile"));
    m_open->setToolTip(
        tr("Reads prompts from a file: JSONL, JSON, CSV, text. Files can be dropped here as well."));
    for (QPushButton* button : {m_add, m_open})
        foot->addWidget(button, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(sets);
    layout->addLayout(search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    layout->addLayout(foot);
}

void PromptsPanel::focusSearch()
{
    m_search->focusWords();
}

void PromptsPanel::setCurrentPrompt(const std::string& id)
{
    m_current = id;
    markCurrent();
}

/// Listing anew forgets what was selected; the prompt on screen has not changed.
void PromptsPanel::markCurrent()
{
    m_delegate->setOnScreen(m_current);
    const int row = m_model.rowOf(m_current);
    const QModelIndex index = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model.index(row));
    updateState();
    if (index == m_list->currentIndex()) {
        m_list->viewport()->update();
        return;
    }
    m_list->setCurrentIndex(index);
    if (index.isValid())
        m_list->scrollTo(index);
    else
        m_list->clearSelection();
}

std::vector<int> PromptsPanel::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange& range : m_list->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(m_filter->mapToSource(m_filter->index(row, 0)).row());
    }
    return rows;
}

int PromptsPanel::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange& range : m_list->selectionModel()->selection())
        count += range.height();
    return count;
}

bool PromptsPanel::areFiltersShown() const
{
    return m_search->isUnfolded();
}

void PromptsPanel::showFilters(bool shown)
{
    m_search->unfold(shown);
}

PromptFilterForm& PromptsPanel::filters()
{
    return m_search->form();
}

void PromptsPanel::fillChoices()
{
    m_search->setChoices(m_model.categories(), m_model.difficulties(), m_model.tags());
}

void PromptsPanel::applyFilter()
{
    const PromptFilterForm& form = m_search->form();
    m_filter->setOrder(form.order(), form.isDescending());
    m_filter->setFilter(m_search->filter());
    updateState();
}

bool PromptsPanel::isFiltered() const
{
    return m_filter->filter() != PromptFilter{};
}

void PromptsPanel::updateState()
{
    const QLocale locale;
    const int all = m_model.rowCount();
    const int shown = m_filter->rowCount();
    m_count->setText(shown == all ? locale.toString(all)
                                  : tr("%1 of %2").arg(locale.toString(shown), locale.toString(all)));
    m_list->setVisible(shown > 0);
    m_empty->setVisible(shown == 0);
    if (all == 0)
        m_empty->setTexts(tr("No prompts"),
                          tr("Add a question, or import a file of them: JSONL, JSON, CSV or text."),
                          tr("Import…"));
    else if (shown == 0)
        m_empty->setTexts(tr("Nothing fits"), tr("%Ln prompt(s) hidden by the filter", nullptr, all),
                          tr("Clear"));
}

void PromptsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        applyLook(); // a new parent takes the labels' colours away
    QWidget::changeEvent(event);
}

void PromptsPanel::applyLook()
{
    setSurface(this, m_theme.colours().pane);
    m_title->setFont(m_theme.strongFont());
    m_count->setFont(m_theme.textFont(0.92));
    setInk(m_count, m_theme.colours().dim);
    m_list->doItemsLayout();
}

void PromptsPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (!promptFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PromptsPanel::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    emit filesDropped(promptFiles(*event->mimeData()));
}

} // namespace rw::ui
