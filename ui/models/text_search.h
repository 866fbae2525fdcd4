#pragma once

#include <QString>

#include <vector>

namespace rw::ui {

/// A stretch of a text, in UTF-16 units.
struct TextRange
{
    int begin = 0;
    int length = 0;

    bool operator==(const TextRange&) const = default;
};

/// Where `words` stand in `text`, upper or lower case, from the first on; none overlap. Nothing for no words.
std::vector<TextRange> occurrences(const QString& text, const QString& words);

} // namespace rw::ui
