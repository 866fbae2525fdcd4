#include "ui/models/prompt_model.h"

#include <algorithm>

namespace rw::ui {

void PromptFilterModel::setSearch(const QString& text)
{
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void PromptFilterModel::setCategory(const QString& category)
{
    m_category = category;
    invalidateRowsFilter();
}

void PromptFilterModel::setShow(Show show)
{
    m_show = show;
    invalidateRowsFilter();
}

bool PromptFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex prompt = sourceModel()->index(row, 0, parent);
    if (!m_category.isEmpty() && prompt.data(PromptModel::CategoryRole).toString() != m_category)
        return false;
    if (!fits(prompt))
        return false;
    if (m_words.isEmpty())
        return true;
    const QString text = prompt.data(PromptModel::TextRole).toString();
    return std::ranges::all_of(m_words,
                               [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool PromptFilterModel::fits(const QModelIndex& prompt) const
{
    const int answers = prompt.data(PromptModel::LastAnswersRole).toInt();
    const int correct = prompt.data(PromptModel::LastCorrectRole).toInt();
    switch (m_show) {
    case Show::All:
        return true;
    case Show::NeverTried:
        return !prompt.data(PromptModel::TriedRole).toBool();
    case Show::Mixed:
        return correct > 0 && correct < answers;
    case Show::NoSignal:
        return answers > 0 && (correct == 0 || correct == answers);
    }
    return true;
}

} // namespace rw::ui
