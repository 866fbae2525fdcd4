#include "ui/models/imported_prompts_model.h"

#include "ui/models/tip_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr int kMostCharacters = 300; ///< of a cell; its tool tip has more
constexpr PromptField kFields[] = {PromptField::Text,       PromptField::Answer, PromptField::Category,
                                   PromptField::Difficulty, PromptField::Tags,   PromptField::Split,
                                   PromptField::Solution,   PromptField::Chosen, PromptField::Rejected,
                                   PromptField::Metadata,   PromptField::Id};

QString tr(const char* text)
{
    return QCoreApplication::translate("PromptFields", text);
}

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list.join(QStringLiteral(", "));
}

QString valueOf(const PromptRecord& record, PromptField field)
{
    switch (field) {
    case PromptField::Id:
        return QString::fromStdString(record.prompt.id);
    case PromptField::Text:
        return QString::fromStdString(record.prompt.text);
    case PromptField::Answer:
        return QString::fromStdString(record.prompt.answer);
    case PromptField::Category:
        return QString::fromStdString(record.prompt.category);
    case PromptField::Difficulty:
        return record.prompt.difficulty == 0 ? QString() : QLocale().toString(record.prompt.difficulty);
    case PromptField::Solution:
        return QString::fromStdString(record.solution);
    case PromptField::Chosen:
        return QString::fromStdString(record.chosen);
    case PromptField::Rejected:
        return QString::fromStdString(record.rejected);
    case PromptField::Tags:
        return joined(record.tags);
    case PromptField::Split:
        return record.split == PromptSplit::HeldOut ? tr("held out") : QString();
    case PromptField::Metadata:
        return QString::fromStdString(record.metadata);
    case PromptField::Numbers:
        break; // the answer has them
    }
    return {};
}

} // namespace

QString fieldName(PromptField field)
{
    switch (field) {
    case PromptField::Id:
        return tr("Id");
    case PromptField::Text:
        return tr("Question");
    case PromptField::Answer:
        return tr("Answer");
    case PromptField::Category:
        return tr("Category");
    case PromptField::Difficulty:
        return tr("Difficulty");
    case PromptField::Solution:
        return tr("Solution");
    case PromptField::Chosen:
        return tr("Chosen");
    case PromptField::Rejected:
        return tr("Rejected");
    case PromptField::Tags:
        return tr("Tags");
    case PromptField::Split:
        return tr("Split");
    case PromptField::Metadata:
        return tr("Metadata");
    case PromptField::Numbers:
        return tr("Allowed numbers");
    }
    return {};
}

void ImportedRowsModel::setRecords(std::vector<PromptRecord> records)
{
    beginResetModel();
    m_records = std::move(records);
    m_fields.clear();
    for (const PromptField field : kFields) {
        const bool isUsed = std::ranges::any_of(
            m_records, [field](const PromptRecord& record) { return !valueOf(record, field).isEmpty(); });
        if (isUsed || field == PromptField::Text || field == PromptField::Answer)
            m_fields.push_back(field);
    }
    endResetModel();
}

int ImportedRowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int ImportedRowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size());
}

QVariant ImportedRowsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const QString value = valueOf(m_records[static_cast<std::size_t>(index.row())],
                                  m_fields[static_cast<std::size_t>(index.column())]);
    if (role == Qt::ToolTipRole)
        return tipText(value);
    return value.left(kMostCharacters).simplified();
}

QVariant ImportedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Horizontal)
        return fieldName(m_fields[static_cast<std::size_t>(section)]);
    return QLocale().toString(static_cast<qulonglong>(m_records[static_cast<std::size_t>(section)].line));
}

void ImportRemarksModel::setProblems(const std::vector<LineProblem>& problems)
{
    std::vector<Remark> remarks;
    for (const LineProblem& problem : problems)
        remarks.push_back({problem.line, QString::fromStdString(problem.reason)});
    setRemarks(std::move(remarks));
}

void ImportRemarksModel::setDuplicates(const std::vector<DuplicatePrompt>& duplicates)
{
    std::vector<Remark> remarks;
    for (const DuplicatePrompt& duplicate : duplicates) {
        const QString first = QLocale().toString(static_cast<qulonglong>(duplicate.firstLine));
        QString text = duplicate.sameText ? tr("The same question as in line %1.").arg(first)
                                          : tr("The same id as in line %1.").arg(first);
        if (duplicate.otherAnswer)
            text += QLatin1Char(' ') + tr("Its answer is another one: one of them may be wrong.");
        remarks.push_back({duplicate.line, text});
    }
    setRemarks(std::move(remarks));
}

void ImportRemarksModel::setRemarks(std::vector<Remark> remarks)
{
    beginResetModel();
    m_remarks = std::move(remarks);
    endResetModel();
}

int ImportRemarksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_remarks.size());
}

int ImportRemarksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant ImportRemarksModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Remark& remark = m_remarks[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return index.column() == 0 ? QLocale().toString(static_cast<qulonglong>(remark.line)) : remark.text;
    if (role == Qt::TextAlignmentRole && index.column() == 0)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant ImportRemarksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == 0)
        return int(Qt::AlignRight | Qt::AlignVCenter); // as the numbers below it
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Line") : tr("What is wrong");
}

} // namespace rw::ui
