#include "ui/models/prompt_model.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace rw::ui {

namespace {

constexpr std::size_t kSingleAnnouncements = 256; ///< beyond that one range over all costs less

bool operator!=(const PromptStatistics& a, const PromptStatistics& b)
{
    return a.groups != b.groups || a.lastAnswers != b.lastAnswers || a.lastCorrect != b.lastCorrect;
}

QStringList toList(const std::set<QString>& names)
{
    return {names.begin(), names.end()};
}

template <class Value>
QVariant variantOf(const std::optional<Value>& value)
{
    return value ? QVariant(*value) : QVariant();
}

} // namespace

PromptModel::PromptModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void PromptModel::setPrompts(std::vector<Prompt> prompts)
{
    beginResetModel();
    m_prompts = std::move(prompts);
    indexRows();
    endResetModel();
}

void PromptModel::addPrompts(const std::vector<Prompt>& prompts)
{
    std::vector<Prompt> added;
    std::unordered_map<std::string, std::size_t> places;
    for (const Prompt& prompt : prompts) {
        if (const int row = rowOf(prompt.id); row >= 0) {
            replace(row, prompt);
            continue;
        }
        const auto [place, isNew] = places.emplace(prompt.id, added.size());
        if (isNew)
            added.push_back(prompt);
        else
            added[place->second] = prompt;
    }
    if (added.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(added.size()) - 1);
    m_prompts.insert(m_prompts.begin(), std::make_move_iterator(added.begin()),
                     std::make_move_iterator(added.end()));
    indexRows();
    endInsertRows();
}

void PromptModel::replace(int row, const Prompt& prompt)
{
    m_prompts[static_cast<std::size_t>(row)] = prompt;
    emit dataChanged(index(row), index(row));
}

void PromptModel::setStatistics(const std::vector<PromptStatistics>& statistics)
{
    const std::unordered_map<std::string, PromptStatistics> before = std::move(m_statistics);
    m_statistics.clear();
    for (const PromptStatistics& one : statistics)
        m_statistics[one.promptId] = one;

    std::vector<int> rows;
    for (std::size_t row = 0; row < m_prompts.size(); ++row) {
        const auto old = before.find(m_prompts[row].id);
        if (statisticsOf(m_prompts[row]) != (old == before.end() ? PromptStatistics{} : old->second))
            rows.push_back(static_cast<int>(row));
    }
    announce(rows, {TriedRole, LastAnswersRole, LastCorrectRole, PassRateRole});
}

void PromptModel::setNotes(std::unordered_map<std::string, PromptNotes> notes)
{
    const std::unordered_map<std::string, PromptNotes> before = std::exchange(m_notes, std::move(notes));
    std::vector<int> rows;
    for (std::size_t row = 0; row < m_prompts.size(); ++row) {
        const auto old = before.find(m_prompts[row].id);
        if (this->notes(static_cast<int>(row)) != (old == before.end() ? PromptNotes{} : old->second))
            rows.push_back(static_cast<int>(row));
    }
    announce(rows, {TriedRole, PassRateRole, LastStepRole, TagsRole});
}

void PromptModel::announce(const std::vector<int>& rows, const QList<int>& roles)
{
    if (rows.size() > kSingleAnnouncements) {
        emit dataChanged(index(rows.front()), index(rows.back()), roles);
        return;
    }
    for (const int row : rows)
        emit dataChanged(index(row), index(row), roles);
}

PromptStatistics PromptModel::statisticsOf(const Prompt& prompt) const
{
    const auto found = m_statistics.find(prompt.id);
    return found == m_statistics.end() ? PromptStatistics{} : found->second;
}

PromptNotes PromptModel::notes(int row) const
{
    const auto found = m_notes.find(prompt(row).id);
    return found == m_notes.end() ? PromptNotes{} : found->second;
}

std::optional<double> PromptModel::passRate(int row) const
{
    if (const auto found = m_notes.find(prompt(row).id); found != m_notes.end() && found->second.answers > 0)
        return static_cast<double>(found->second.correct) / found->second.answers;
    const PromptStatistics inRun = statistics(row);
    if (inRun.lastAnswers > 0)
        return static_cast<double>(inRun.lastCorrect) / inRun.lastAnswers;
    return std::nullopt;
}

int PromptModel::rowOf(const std::string& id) const
{
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? -1 : found->second;
}

QStringList PromptModel::categories() const
{
    std::set<std::string> names;
    for (const Prompt& prompt : m_prompts) {
        if (!prompt.category.empty())
            names.insert(prompt.category);
    }
    QStringList categories;
    for (const std::string& name : names)
        categories.push_back(QString::fromStdString(name));
    return categories;
}

QStringList PromptModel::tags() const
{
    std::set<QString> names;
    for (const auto& [id, notes] : m_notes)
        names.insert(notes.tags.begin(), notes.tags.end());
    return toList(names);
}

std::vector<int> PromptModel::difficulties() const
{
    std::set<int> levels;
    for (const Prompt& prompt : m_prompts)
        levels.insert(prompt.difficulty);
    levels.erase(0);
    return {levels.begin(), levels.end()};
}

int PromptModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_prompts.size());
}

QVariant PromptModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Prompt& shown = prompt(index.row());
    switch (role) {
    case TextRole:
        return QString::fromStdString(shown.text);
    case IdRole:
        return QString::fromStdString(shown.id);
    case CategoryRole:
        return QString::fromStdString(shown.category);
    case AnswerRole:
        return QString::fromStdString(shown.answer);
    case DifficultyRole:
        return shown.difficulty;
    case TriedRole:
        return statisticsOf(shown).groups > 0 || notes(index.row()).answers > 0;
    case LastAnswersRole:
        return statisticsOf(shown).lastAnswers;
    case LastCorrectRole:
        return statisticsOf(shown).lastCorrect;
    case PassRateRole:
        return variantOf(passRate(index.row()));
    case LastStepRole:
        return variantOf(notes(index.row()).lastStep);
    case TagsRole:
        return notes(index.row()).tags;
    default:
        return {};
    }
}

void PromptModel::indexRows()
{
    m_rows.clear();
    m_rows.reserve(m_prompts.size());
    for (std::size_t row = 0; row < m_prompts.size(); ++row)
        m_rows.emplace(m_prompts[row].id, static_cast<int>(row));
}

} // namespace rw::ui
