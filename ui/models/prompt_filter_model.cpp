#include "ui/models/prompt_filter_model.h"

#include <algorithm>
#include <numeric>

namespace rw::ui {

namespace {

constexpr int kWholePercent = 100;

bool isAscii(const std::string& text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string folded(const std::string& text)
{
    if (!isAscii(text))
        return QString::fromStdString(text).toCaseFolded().toStdString();
    std::string result = text;
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

/// Sorts rows by the value of each; rows without a value come last, whatever the direction.
template <class Value, class ValueOf>
void sortBy(std::vector<int>& rows, bool descending, const ValueOf& valueOf)
{
    std::vector<std::optional<Value>> values(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row)
        values[row] = valueOf(static_cast<int>(row));
    std::ranges::stable_sort(rows, [&](int left, int right) {
        const auto& a = values[static_cast<std::size_t>(left)];
        const auto& b = values[static_cast<std::size_t>(right)];
        if (!a || !b)
            return a.has_value() && !b;
        return descending ? *b < *a : *a < *b;
    });
}

} // namespace

PromptFilterModel::PromptFilterModel(QObject* parent)
    : QAbstractProxyModel(parent)
{
}

void PromptFilterModel::setSourceModel(QAbstractItemModel* model)
{
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    QAbstractProxyModel::setSourceModel(model);
    m_prompts = qobject_cast<PromptModel*>(model);
    Q_ASSERT(m_prompts != nullptr || model == nullptr);
    connectSource();
    sourceRenewed();
}

void PromptFilterModel::connectSource()
{
    if (m_prompts == nullptr)
        return;
    m_connections = {
        connect(m_prompts, &QAbstractItemModel::modelReset, this, &PromptFilterModel::sourceRenewed),
        connect(m_prompts, &QAbstractItemModel::rowsInserted, this, &PromptFilterModel::sourceRenewed),
        connect(m_prompts, &QAbstractItemModel::dataChanged, this, &PromptFilterModel::sourceChanged),
    };
}

void PromptFilterModel::sourceRenewed()
{
    beginResetModel();
    const int rows = m_prompts == nullptr ? 0 : m_prompts->rowCount();
    m_folded.resize(static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row)
        foldRow(row);
    sort();
    list();
    endResetModel();
}

void PromptFilterModel::foldRow(int row)
{
    m_folded[static_cast<std::size_t>(row)] = folded(m_prompts->prompt(row).text);
}

/// What does not move or hide rows is passed on; the rest lists them anew.
void PromptFilterModel::sourceChanged(const QModelIndex& first, const QModelIndex& last,
                                      const QList<int>& roles)
{
    if (roles.isEmpty()) {
        for (int row = first.row(); row <= last.row(); ++row)
            foldRow(row);
    }
    const bool isSteady = !dependsOn(roles) || [&] {
        for (int row = first.row(); row <= last.row(); ++row) {
            if (m_order != PromptOrder::AsGiven ||
                accepts(row) != (m_places[static_cast<std::size_t>(row)] >= 0))
                return false;
        }
        return true;
    }();
    if (!isSteady) {
        sort();
        relist();
        return;
    }
    if (m_listed.empty())
        return;
    if (first.row() == last.row()) {
        if (const QModelIndex shown = mapFromSource(first); shown.isValid())
            emit dataChanged(shown, shown, roles);
        return;
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, 0), roles);
}

bool PromptFilterModel::dependsOn(const QList<int>& roles) const
{
    const bool isPlain = m_filter == PromptFilter{} && m_order == PromptOrder::AsGiven;
    return !isPlain || roles.isEmpty();
}

void PromptFilterModel::setFilter(const PromptFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_words.clear();
    for (const QString& word : filter.words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        m_words.push_back(folded(word.toStdString()));
    relist();
}

void PromptFilterModel::setOrder(PromptOrder order, bool descending)
{
    if (order == m_order && descending == m_descending)
        return;
    m_order = order;
    m_descending = descending;
    sort();
    relist();
}

void PromptFilterModel::relist()
{
    beginResetModel();
    list();
    endResetModel();
}

void PromptFilterModel::sort()
{
    m_sorted.resize(m_folded.size());
    std::iota(m_sorted.begin(), m_sorted.end(), 0);
    switch (m_order) {
    case PromptOrder::AsGiven:
        if (m_descending)
            std::ranges::reverse(m_sorted);
        return;
    case PromptOrder::Text:
        return sortBy<std::string_view>(m_sorted, m_descending, [this](int row) {
            return std::string_view(m_folded[static_cast<std::size_t>(row)]);
        });
    case PromptOrder::Category:
        return sortBy<std::string_view>(m_sorted, m_descending, [this](int row) {
            const std::string& category = m_prompts->prompt(row).category;
            return category.empty() ? std::optional<std::string_view>() : category;
        });
    case PromptOrder::Difficulty:
        return sortBy<int>(m_sorted, m_descending, [this](int row) {
            const int difficulty = m_prompts->prompt(row).difficulty;
            return difficulty == 0 ? std::optional<int>() : difficulty;
        });
    case PromptOrder::PassRate:
        return sortBy<double>(m_sorted, m_descending, [this](int row) { return m_prompts->passRate(row); });
    case PromptOrder::LastStep:
        return sortBy<int>(m_sorted, m_descending,
                           [this](int row) { return m_prompts->notes(row).lastStep; });
    }
}

void PromptFilterModel::list()
{
    m_listed.clear();
    m_places.assign(m_sorted.size(), -1);
    for (const int row : m_sorted) {
        if (!accepts(row))
            continue;
        m_places[static_cast<std::size_t>(row)] = static_cast<int>(m_listed.size());
        m_listed.push_back(row);
    }
}

bool PromptFilterModel::accepts(int row) const
{
    const Prompt& prompt = m_prompts->prompt(row);
    if (!m_filter.category.isEmpty() && m_filter.category != QString::fromStdString(prompt.category))
        return false;
    if (m_filter.difficulty && *m_filter.difficulty != prompt.difficulty)
        return false;
    const std::string& text = m_folded[static_cast<std::size_t>(row)];
    const auto occurs = [&text](const std::string& word) { return text.find(word) != std::string::npos; };
    if (!std::ranges::all_of(m_words, occurs))
        return false;
    if (!m_filter.tag.isEmpty() && !m_prompts->notes(row).tags.contains(m_filter.tag))
        return false;
    return fitsShow(row) && fitsPassRate(row);
}

bool PromptFilterModel::fitsShow(int row) const
{
    if (m_filter.show == PromptShow::All)
        return true;
    if (m_filter.show == PromptShow::NeverTried)
        return !m_prompts->index(row).data(PromptModel::TriedRole).toBool();
    const PromptStatistics last = m_prompts->statistics(row);
    const bool isMixed = last.lastCorrect > 0 && last.lastCorrect < last.lastAnswers;
    return m_filter.show == PromptShow::Mixed ? isMixed : last.lastAnswers > 0 && !isMixed;
}

bool PromptFilterModel::fitsPassRate(int row) const
{
    if (m_filter.passFrom <= 0 && m_filter.passTo >= kWholePercent)
        return true;
    const std::optional<double> rate = m_prompts->passRate(row);
    return rate && *rate * kWholePercent >= m_filter.passFrom && *rate * kWholePercent <= m_filter.passTo;
}

QModelIndex PromptFilterModel::mapToSource(const QModelIndex& index) const
{
    return index.isValid() ? m_prompts->index(m_listed[static_cast<std::size_t>(index.row())])
                           : QModelIndex();
}

QModelIndex PromptFilterModel::mapFromSource(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_places.size()))
        return {};
    const int place = m_places[static_cast<std::size_t>(index.row())];
    return place < 0 ? QModelIndex() : this->index(place, 0);
}

QModelIndex PromptFilterModel::index(int row, int column, const QModelIndex& parent) const
{
    const bool isThere = !parent.isValid() && column == 0 && row >= 0 && row < rowCount();
    return isThere ? createIndex(row, column) : QModelIndex();
}

QModelIndex PromptFilterModel::parent(const QModelIndex&) const
{
    return {};
}

int PromptFilterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_listed.size());
}

int PromptFilterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

} // namespace rw::ui
