#pragma once

#include <string>
#include <string_view>

namespace rw {

/// What two texts may differ in and still be the same.
struct TextForm
{
    bool compose = true;        ///< NFKC: ﬁ = fi, ２ = 2, e with accent = é
    bool foldCase = false;      ///< Unicode case folding: STRASSE = straße
    bool squeezeSpaces = false; ///< runs of white space are one space, none at the ends
    bool dropPunctuation = false;
    bool dropArticles = false; ///< the English a, an, the as words of their own
    bool dropAccents = false;  ///< é = e
};

/// `text` in the form in which it is compared.
/// @param text valid UTF-8
/// @throws Error for text that utf8proc does not take.
std::string normalisedText(std::string_view text, const TextForm& form);

} // namespace rw
