#include "ui/dialogs/import_tabs.h"

#include "ui/models/imported_prompts_model.h"

#include <QHeaderView>
#include <QLocale>
#include <QTableView>

#include <utility>

namespace rw::ui {

namespace {

constexpr int kQuestionWidth = 340;
constexpr int kProblems = 1; ///< places of the tabs
constexpr int kDuplicates = 2;

QString counted(std::size_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

} // namespace

ImportTabs::ImportTabs(const Theme& theme, QWidget* parent)
    : QTabWidget(parent)
    , m_theme(theme)
    , m_rows(new ImportedRowsModel(this))
    , m_problems(new ImportRemarksModel(this))
    , m_duplicates(new ImportRemarksModel(this))
{
    QTableView* rows = addTable(m_rows, tr("Preview"), tr("Prompts as they come out"));
    connect(m_rows, &QAbstractItemModel::modelReset, rows,
            [this, rows] { rows->setColumnWidth(0, m_theme.px(kQuestionWidth)); });
    addTable(m_problems, tr("Broken lines"), tr("Broken lines"))->verticalHeader()->hide();
    addTable(m_duplicates, tr("Duplicates"), tr("Duplicates"))->verticalHeader()->hide();
}

QTableView* ImportTabs::addTable(QAbstractItemModel* model, const QString& title, const QString& name)
{
    auto* table = new QTableView(this);
    table->setModel(model);
    table->setAccessibleName(name);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::StyledPanel);
    table->verticalHeader()->setDefaultSectionSize(m_theme.px(24));
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    addTab(table, title);
    return table;
}

void ImportTabs::setRecords(std::vector<PromptRecord> records)
{
    m_rows->setRecords(std::move(records));
}

void ImportTabs::setRemarks(const ImportedPrompts& prompts)
{
    m_problems->setProblems(prompts.problems);
    m_duplicates->setDuplicates(prompts.duplicates);
    setTabText(kProblems, tr("Broken lines (%1)").arg(counted(prompts.problemCount)));
    setTabText(kDuplicates, tr("Duplicates (%1)").arg(counted(prompts.duplicateCount)));
}

} // namespace rw::ui
