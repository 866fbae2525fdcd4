#include "core/verify/choices.h"

#include "core/base/ascii.h"
#include "core/pattern/pattern.h"

namespace rw {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kMostChoices = 26;

/// Where a label stands and where its text begins.
struct Label
{
    std::size_t begin = 0;
    std::size_t content = 0;
};

/// The label of `letter` at or behind `from`: "A)", "(A)", "A." or "A:" with space, or nothing, before it.
std::optional<Label> findLabel(std::string_view text, char letter, std::size_t from)
{
    for (std::size_t at = text.find(letter, from); at != kNowhere; at = text.find(letter, at + 1)) {
        if (at + 1 >= text.size() || std::string_view(").:").find(text[at + 1]) == kNowhere)
            continue;
        const bool bracketed = at > from && text[at - 1] == '(';
        const std::size_t begin = bracketed ? at - 1 : at;
        const bool apart = begin == 0 || isSpace(text[begin - 1]) || text[begin - 1] == ',';
        if (apart && (!bracketed || text[at + 1] == ')'))
            return Label{begin, at + 2};
    }
    return std::nullopt;
}

std::string optionText(std::string_view text, std::size_t begin, std::size_t end)
{
    const std::size_t line = std::min(text.find('\n', begin), end);
    ByteRange range = trimmedRange(text, {begin, line});
    while (!range.empty() && std::string_view(",;").find(text[range.end - 1]) != kNowhere)
        --range.end;
    return std::string(text.substr(range.begin, range.end - range.begin));
}

std::optional<ChosenLetter> chosen(const std::optional<Pattern::Match>& match, std::string_view text,
                                   std::size_t count)
{
    if (!match)
        return std::nullopt;
    const char c = text[match->group.begin];
    const auto index = static_cast<std::size_t>(c >= 'a' ? c - 'a' : c - 'A');
    return index < count ? std::optional(ChosenLetter{index, match->group}) : std::nullopt;
}

} // namespace

std::vector<std::string> choicesOf(std::string_view question)
{
    std::vector<Label> labels;
    std::size_t from = 0;
    while (labels.size() < kMostChoices) {
        const auto label = findLabel(question, static_cast<char>('A' + labels.size()), from);
        if (!label)
            break;
        labels.push_back(*label);
        from = label->content;
    }
    std::vector<std::string> choices;
    for (std::size_t i = 0; labels.size() >= 2 && i < labels.size(); ++i)
        choices.push_back(optionText(question, labels[i].content,
                                     i + 1 < labels.size() ? labels[i + 1].begin : question.size()));
    return choices;
}

std::optional<ChosenLetter> leadingLetter(std::string_view text, std::size_t count)
{
    static const Pattern letter(
        R"(^(?:\\text(?:bf|rm)?\s*\{|\\mathrm\s*\{|\\mathbf\s*\{|[\s(\[{*"'$:]|(?i:option|choice|answer|letter)(?=\s))*([A-Za-z])(?=[)\]}.:,;*"'$]|\s*$|\s+[-\x{2013}\x{2014}(]))");
    return chosen(letter.find(text), text, count);
}

std::optional<ChosenLetter> lastLetter(std::string_view text, std::size_t count)
{
    static const Pattern letter(
        R"((?m)(?:\(([A-Z])\)|(?<![\w'])([A-Z])[.)](?=\s|$|\*)|^[\s*]*(?:(?i:option|choice)\s+)?([A-Z])[\s*.]*$|(?i:option|choice)\s+\(?([A-Z])\b))");
    return chosen(letter.findLast(text), text, count);
}

} // namespace rw
