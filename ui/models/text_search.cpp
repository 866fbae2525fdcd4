#include "ui/models/text_search.h"

namespace rw::ui {

std::vector<TextRange> occurrences(const QString& text, const QString& words)
{
    std::vector<TextRange> found;
    if (words.isEmpty())
        return found;
    for (qsizetype at = text.indexOf(words, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(words, at + words.size(), Qt::CaseInsensitive))
        found.push_back({static_cast<int>(at), static_cast<int>(words.size())});
    return found;
}

} // namespace rw::ui
