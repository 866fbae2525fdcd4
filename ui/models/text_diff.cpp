#include "ui/models/text_diff.h"

#include <QStringView>

#include <algorithm>
#include <cstdint>

namespace rw::ui {

namespace {

constexpr std::size_t kMostCells = 1'000'000; ///< of the table: about a thousand words on each side

struct Word
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool changed = false;
};

struct Text
{
    explicit Text(const QString& text);

    [[nodiscard]] QStringView at(std::size_t i) const
    {
        return QStringView(whole).mid(words[i].begin, words[i].end - words[i].begin);
    }
    [[nodiscard]] std::vector<DiffPart> parts() const;

    const QString& whole;
    std::vector<Word> words;
};

bool isInside(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
}

Text::Text(const QString& text)
    : whole(text)
{
    for (qsizetype i = 0; i < whole.size();) {
        const qsizetype begin = i++;
        if (whole[begin].isSpace())
            continue;
        while (isInside(whole[begin]) && i < whole.size() && isInside(whole[i]))
            ++i;
        words.push_back({begin, i, false});
    }
}

/// White space goes with the words around it where both changed.
std::vector<DiffPart> Text::parts() const
{
    std::vector<DiffPart> parts;
    const auto add = [&](qsizetype begin, qsizetype end, bool changed) {
        if (begin == end)
            return;
        if (parts.empty() || parts.back().changed != changed)
            parts.push_back({{}, changed});
        parts.back().text += QStringView(whole).mid(begin, end - begin);
    };
    qsizetype done = 0;
    bool previousChanged = false;
    for (const Word& word : words) {
        add(done, word.begin, previousChanged && word.changed);
        add(word.begin, word.end, word.changed);
        done = word.end;
        previousChanged = word.changed;
    }
    add(done, whole.size(), false);
    return parts;
}

/// Words of `before` and `after` that are left between their common beginning and end.
struct Middle
{
    std::size_t begin = 0;
    std::size_t beforeEnd = 0;
    std::size_t afterEnd = 0;
};

Middle middleOf(const Text& before, const Text& after)
{
    Middle middle{0, before.words.size(), after.words.size()};
    while (middle.begin < std::min(middle.beforeEnd, middle.afterEnd) &&
           before.at(middle.begin) == after.at(middle.begin))
        ++middle.begin;
    while (std::min(middle.beforeEnd, middle.afterEnd) > middle.begin &&
           before.at(middle.beforeEnd - 1) == after.at(middle.afterEnd - 1)) {
        --middle.beforeEnd;
        --middle.afterEnd;
    }
    return middle;
}

/// Unmarks the words of a longest common subsequence of the middle, which is marked as changed.
void unmarkCommon(Text& before, Text& after, const Middle& middle)
{
    const std::size_t rows = middle.beforeEnd - middle.begin;
    const std::size_t columns = middle.afterEnd - middle.begin;
    std::vector<std::uint32_t> table((rows + 1) * (columns + 1), 0); // length of the rest's subsequence
    const auto cell = [&](std::size_t row, std::size_t column) -> std::uint32_t& {
        return table[row * (columns + 1) + column];
    };
    const auto same = [&](std::size_t row, std::size_t column) {
        return before.at(middle.begin + row) == after.at(middle.begin + column);
    };
    for (std::size_t row = rows; row-- > 0;) {
        for (std::size_t column = columns; column-- > 0;)
            cell(row, column) = same(row, column) ? cell(row + 1, column + 1) + 1
                                                  : std::max(cell(row + 1, column), cell(row, column + 1));
    }
    for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
        if (same(row, column)) {
            before.words[middle.begin + row++].changed = false;
            after.words[middle.begin + column++].changed = false;
        } else if (cell(row + 1, column) >= cell(row, column + 1)) {
            ++row;
        } else {
            ++column;
        }
    }
}

} // namespace

WordDiff wordDiff(const QString& before, const QString& after)
{
    Text old(before);
    Text renewed(after);
    const Middle middle = middleOf(old, renewed);
    for (std::size_t i = middle.begin; i < middle.beforeEnd; ++i)
        old.words[i].changed = true;
    for (std::size_t i = middle.begin; i < middle.afterEnd; ++i)
        renewed.words[i].changed = true;
    if ((middle.beforeEnd - middle.begin + 1) * (middle.afterEnd - middle.begin + 1) <= kMostCells)
        unmarkCommon(old, renewed, middle);
    return {old.parts(), renewed.parts()};
}

} // namespace rw::ui
