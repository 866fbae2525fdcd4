#pragma once

#include "core/prompts/prompt_file.h"
#include "ui/theme/theme.h"

#include <QTabWidget>

#include <vector>

class QAbstractItemModel;
class QTableView;

namespace rw::ui {

class ImportedRowsModel;
class ImportRemarksModel;

/// What a file of prompts comes to: its prompts as they come out, the lines that are broken, and those whose
/// prompt came before.
class ImportTabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit ImportTabs(const Theme& theme, QWidget* parent = nullptr);

    void setRecords(std::vector<PromptRecord> records); ///< of the first rows
    void setRemarks(const ImportedPrompts& prompts);    ///< from the whole file

private:
    QTableView* addTable(QAbstractItemModel* model, const QString& title, const QString& name);

    const Theme& m_theme;
    ImportedRowsModel* m_rows;
    ImportRemarksModel* m_problems;
    ImportRemarksModel* m_duplicates;
};

} // namespace rw::ui
