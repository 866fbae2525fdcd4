#pragma once

#include "core/prompts/prompt_file.h"

#include <QAbstractTableModel>

#include <vector>

namespace rw::ui {

/// Prompts as they come out of a file: a row a prompt, a column for each field that any of them has.
class ImportedRowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void setRecords(std::vector<PromptRecord> records);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<PromptRecord> m_records;
    std::vector<PromptField> m_fields; ///< shown; Text first
};

/// Lines of a file with what is to be said of each: broken ones, or those whose prompt came before.
class ImportRemarksModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void setProblems(const std::vector<LineProblem>& problems);
    void setDuplicates(const std::vector<DuplicatePrompt>& duplicates);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Remark
    {
        std::size_t line = 0;
        QString text;
    };

    void setRemarks(std::vector<Remark> remarks);

    std::vector<Remark> m_remarks;
};

/// What a field of a prompt is called on screen.
QString fieldName(PromptField field);

} // namespace rw::ui
