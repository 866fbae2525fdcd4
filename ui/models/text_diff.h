#pragma once

#include <QString>

#include <vector>

namespace rw::ui {

/// A stretch of one text, and whether the other text has it too.
struct DiffPart
{
    QString text;
    bool changed = false;

    bool operator==(const DiffPart&) const = default;
};

/// The two texts in parts: joined, the parts of a side are its whole text.
struct WordDiff
{
    std::vector<DiffPart> before;
    std::vector<DiffPart> after;
};

/// Compares word by word (longest common subsequence; a number or a sign is a word); white space never counts
/// as changed by itself. What two long texts have between their common beginning and end counts as changed at
/// once, without looking for the least difference.
WordDiff wordDiff(const QString& before, const QString& after);

} // namespace rw::ui
