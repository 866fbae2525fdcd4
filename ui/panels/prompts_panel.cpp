#include "ui/panels/prompts_panel.h"

#include "ui/panels/choosing_list.h"
#include "ui/panels/filter_chip.h"
#include "ui/panels/prompt_delegate.h"
#include "ui/theme/button_kind.h"
#include "ui/widgets/placeholder.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

QStringList jsonlFiles(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile() && url.toLocalFile().endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive))
            paths << url.toLocalFile();
    return paths;
}

} // namespace

PromptsPanel::PromptsPanel(const Theme& theme, PromptModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_filter(new PromptFilterModel(this))
    , m_title(new QLabel(tr("Prompts"), this))
    , m_count(new QLabel(this))
    , m_search(new QLineEdit(this))
    , m_category(new QComboBox(this))
    , m_list(new ChoosingList(this))
    , m_empty(new Placeholder(theme, this))
    , m_add(new QPushButton(tr("Add…"), this))
    , m_open(new QPushButton(tr("Open file…"), this))
{
    setAutoFillBackground(true);
    setAcceptDrops(true);
    m_filter->setSourceModel(&m_model);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new PromptDelegate(m_theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Prompts"));
    buildFilters();
    buildLayout();
    connect(m_list, &ChoosingList::chosen, this, [this](const QModelIndex& index) {
        const int row = m_filter->mapToSource(index).row();
        m_current = m_model.prompt(row).id;
        emit promptChosen(row);
    });
    connect(m_add, &QPushButton::clicked, this, &PromptsPanel::addRequested);
    connect(m_open, &QPushButton::clicked, this, &PromptsPanel::openFileRequested);
    connect(m_empty, &Placeholder::pressed, this, [this] {
        if (isFiltered())
            clearFilters();
        else
            emit openFileRequested();
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PromptsPanel::fillCategories);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &PromptsPanel::fillCategories);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &PromptsPanel::updateState);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &PromptsPanel::updateState);
    connect(&m_theme, &Theme::changed, this, &PromptsPanel::applyLook);
    applyLook();
    fillCategories();
}

void PromptsPanel::buildFilters()
{
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Search prompts"));
    m_search->setAccessibleName(tr("Search prompts"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_category->setObjectName(QStringLiteral("category"));
    m_category->setAccessibleName(tr("Category"));
    m_category->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_category->setMinimumContentsLength(7);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setSearch(text);
        filterChanged();
    });
    connect(m_category, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_filter->setCategory(index <= 0 ? QString() : m_category->currentText());
        filterChanged();
    });

    struct Chip
    {
        QString text, tip;
        PromptFilterModel::Show show;
    };
    using Show = PromptFilterModel::Show;
    const std::array<Chip, 4> chips{{
        {tr("all"), tr("All prompts"), Show::All},
        {tr("never tried"), tr("Prompts without answers in this run"), Show::NeverTried},
        {tr("mixed"),
         tr("Some answers of the last group were right and some wrong: there is something to learn"),
         Show::Mixed},
        {tr("no signal"),
         tr("All answers of the last group were right, or none: nothing to learn from comparing them"),
         Show::NoSignal},
    }};
    auto* group = new QButtonGroup(this);
    for (std::size_t i = 0; i < chips.size(); ++i) {
        m_chips[i] = new FilterChip(m_theme, chips[i].text, this);
        m_chips[i]->setToolTip(chips[i].tip);
        group->addButton(m_chips[i]);
        connect(m_chips[i], &FilterChip::clicked, this, [this, show = chips[i].show] { setShow(show); });
    }
    m_chips[0]->setChecked(true);
}

void PromptsPanel::buildLayout()
{
    const int side = m_theme.px(10);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(m_theme.px(12), m_theme.px(8), side, m_theme.px(6));
    head->setSpacing(m_theme.px(8));
    head->addWidget(m_title);
    head->addWidget(m_count, 1);
    auto* search = new QHBoxLayout;
    search->setContentsMargins(side, 0, side, m_theme.px(6));
    search->setSpacing(m_theme.px(6));
    search->addWidget(m_search, 3);
    search->addWidget(m_category, 2);
    auto* chips = new QHBoxLayout;
    chips->setContentsMargins(side, 0, side, m_theme.px(6));
    chips->setSpacing(m_theme.px(4));
    for (FilterChip* chip : m_chips)
        chips->addWidget(chip);
    chips->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(side, m_theme.px(5), side, m_theme.px(5));
    foot->setSpacing(m_theme.px(6));
    m_add->setObjectName(QStringLiteral("add"));
    m_add->setToolTip(tr("Adds a question of your own."));
    m_open->setObjectName(QStringLiteral("openFile"));
    m_open->setToolTip(tr("Reads prompts from a JSONL file. Files can be dropped here as well."));
    for (QPushButton* button : {m_add, m_open})
        foot->addWidget(button, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(search);
    layout->addLayout(chips);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    layout->addLayout(foot);
}

void PromptsPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void PromptsPanel::setCurrentPrompt(const std::string& id)
{
    m_current = id;
    const int row = m_model.rowOf(id);
    const QModelIndex index = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model.index(row));
    if (index == m_list->currentIndex())
        return;
    m_list->setCurrentIndex(index);
    if (index.isValid())
        m_list->scrollTo(index);
    else
        m_list->clearSelection();
}

void PromptsPanel::setShow(PromptFilterModel::Show show)
{
    m_filter->setShow(show);
    filterChanged();
}

void PromptsPanel::clearFilters()
{
    m_search->clear();
    m_category->setCurrentIndex(0);
    m_chips[0]->setChecked(true);
    setShow(PromptFilterModel::Show::All);
}

void PromptsPanel::fillCategories()
{
    const QString before = m_category->currentIndex() > 0 ? m_category->currentText() : QString();
    const QSignalBlocker quiet(m_category);
    m_category->clear();
    m_category->addItem(tr("All categories"));
    m_category->addItems(m_model.categories());
    const int index = before.isEmpty() ? 0 : std::max(0, m_category->findText(before));
    m_category->setCurrentIndex(index);
    m_filter->setCategory(index == 0 ? QString() : before);
    filterChanged();
}

/// Filtering moves the list's own current row to a neighbour; the prompt on screen has not changed.
void PromptsPanel::filterChanged()
{
    setCurrentPrompt(std::string(m_current));
    updateState();
}

bool PromptsPanel::isFiltered() const
{
    return !m_search->text().trimmed().isEmpty() || m_category->currentIndex() > 0 ||
           !m_chips[0]->isChecked();
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
                          tr("Add a question, or open a JSONL file with one prompt a line."),
                          tr("Open file…"));
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
    QPalette pane;
    pane.setColor(QPalette::Window, m_theme.colours().pane);
    setPalette(pane);
    QFont bold = m_theme.textFont();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_count->setFont(m_theme.textFont(0.92));
    QPalette palette = m_count->palette();
    palette.setColor(QPalette::WindowText, m_theme.colours().dim);
    m_count->setPalette(palette);
    m_list->doItemsLayout();
}

bool PromptsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down && m_filter->rowCount() > 0) {
            m_list->setFocus(Qt::TabFocusReason);
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PromptsPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (!jsonlFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PromptsPanel::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    emit filesDropped(jsonlFiles(*event->mimeData()));
}

} // namespace rw::ui
