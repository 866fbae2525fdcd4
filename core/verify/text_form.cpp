#include "core/verify/text_form.h"

#include "core/base/error.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace rw {

namespace {

struct Free
{
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

std::string mapped(std::string_view text, int options)
{
    utf8proc_uint8_t* raw = nullptr;
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                                 static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, Free> owned(raw);
    if (length < 0)
        throw Error("A text cannot be normalised: " + std::string(utf8proc_errmsg(length)) + ".");
    return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length)};
}

int optionsFor(const TextForm& form)
{
    int options = UTF8PROC_STABLE;
    if (form.compose)
        options |= UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE;
    else
        options |= UTF8PROC_COMPOSE;
    if (form.foldCase)
        options |= UTF8PROC_CASEFOLD;
    if (form.dropAccents)
        options |= UTF8PROC_STRIPMARK;
    return options;
}

bool isSpace(utf8proc_int32_t c)
{
    const utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || (c >= 0x09 && c <= 0x0D);
}

bool isPunctuation(utf8proc_int32_t c)
{
    const utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

/// `text` without punctuation, its white space squeezed, as the form has it.
std::string filtered(std::string_view text, const TextForm& form)
{
    std::string result;
    bool space = false;
    while (!text.empty()) {
        utf8proc_int32_t c = 0;
        const utf8proc_ssize_t length =
            utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                             static_cast<utf8proc_ssize_t>(text.size()), &c);
        const std::string_view character = text.substr(0, length > 0 ? static_cast<std::size_t>(length) : 1);
        text.remove_prefix(character.size());
        if (form.dropPunctuation && isPunctuation(c))
            continue;
        if (form.squeezeSpaces && isSpace(c)) {
            space = !result.empty();
            continue;
        }
        if (space)
            result += ' ';
        space = false;
        result += character;
    }
    return result;
}

std::string withoutArticles(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word == "a" || word == "an" || word == "the" || word == "A" || word == "An" || word == "The")
            continue;
        if (!result.empty())
            result += ' ';
        result += word;
    }
    return result;
}

} // namespace

std::string normalisedText(std::string_view text, const TextForm& form)
{
    std::string result = mapped(text, optionsFor(form));
    if (form.dropPunctuation || form.squeezeSpaces)
        result = filtered(result, form);
    return form.dropArticles ? withoutArticles(result) : result;
}

} // namespace rw
