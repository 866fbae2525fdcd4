#include "core/verify/equations.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace rw {

namespace {

constexpr std::size_t kMostEquations = 1000;
constexpr std::size_t kNowhere = std::string_view::npos;

char at(std::string_view text, std::size_t index)
{
    return index < text.size() ? text[index] : '\0';
}

/// Whether the letter at `index` may stand for a number: no letter is beside it, and it is no English word.
bool isName(std::string_view text, std::size_t index)
{
    const char c = text[index];
    const char before = index > 0 ? text[index - 1] : ' ';
    const char next = at(text, index + 1);
    const bool wide = static_cast<unsigned char>(before) >= 0x80U; // an apostrophe, an accented letter
    if (isLetter(before) || isLetter(next) || wide || before == '\'' || next == '\'')
        return false;
    const bool alone = isBlank(before) && (isBlank(next) || next == '\0');
    return !(alone && (c == 'a' || c == 'A' || c == 'I'));
}

/// Length of the piece of a calculation at `index`: a character, a sign of several bytes or a LaTeX operator;
/// 0 where none stands there.
std::size_t pieceLength(std::string_view text, std::size_t index)
{
    static constexpr std::array<std::string_view, 12> kWords{"\u2212",  "\u2013", "\u00D7", "\u00B7",
                                                             "\u00F7",  "\u20AC", "\u00A3", "\\$",
                                                             "\\times", "\\cdot", "\\div",  "\\%"};
    const char c = text[index];
    if (isDigit(c) || isBlank(c) || std::string_view("+-*/()$%").find(c) != kNowhere)
        return 1;
    if (c == '.' || c == ',')
        return isDigit(at(text, index + 1)) ? 1 : 0;
    if (isLetter(c))
        return isName(text, index) ? 1 : 0;
    for (const std::string_view word : kWords) {
        if (text.substr(index, word.size()) == word)
            return word.size();
    }
    return 0;
}

bool hasOperand(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return isDigit(c) || isLetter(c); });
}

/// Whether the letter at `index` multiplies what stands before it: "3 x 4".
bool isTimes(std::string_view text, std::size_t index)
{
    if (text[index] != 'x' && text[index] != 'X')
        return false;
    while (index > 0 && isBlank(text[index - 1]))
        --index;
    const char before = index > 0 ? text[index - 1] : '\0';
    return isDigit(before) || before == ')' || before == '%';
}

/// A number behind nothing but spaces and another number or a name belongs to a calculation of its own.
bool startsAnother(std::string_view text, std::size_t begin, std::size_t index)
{
    if (!isDigit(text[index]) && text[index] != '$')
        return false;
    std::size_t before = index;
    while (before > begin && isBlank(text[before - 1]))
        --before;
    if (before == index || before == begin)
        return false;
    const char c = text[before - 1];
    return isDigit(c) || (isLetter(c) && c != 'x' && c != 'X' && !isTimes(text, before - 1));
}

std::string_view withoutEnds(std::string_view text, std::string_view front, std::string_view back)
{
    while (!text.empty() && front.find(text.front()) != kNowhere)
        text.remove_prefix(1);
    while (!text.empty() && back.find(text.back()) != kNowhere)
        text.remove_suffix(1);
    return text;
}

bool isOperator(char c)
{
    return std::string_view("+-*/").find(c) != kNowhere;
}

/// From the last parenthesis on that closes what was never opened.
std::string_view afterUnopened(std::string_view text)
{
    int depth = 0;
    for (std::size_t i = text.size(); i-- > 0;) {
        if (text[i] == ')')
            ++depth;
        else if (text[i] == '(')
            --depth;
    }
    return depth > 0 ? text.substr(text.find(')') + 1) : text;
}

/// The calculation that `text` begins with. Nothing where it goes on with words: "4 + the rest".
std::string_view leading(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && !startsAnother(text, 0, end)) {
        const std::size_t length = pieceLength(text, end);
        if (length == 0)
            break;
        end += length;
    }
    // "= 4 (the rest)": the parenthesis opens a remark.
    const std::string_view calculation = withoutEnds(text.substr(0, end), " \t", " \t($");
    if (!calculation.empty() && isOperator(calculation.back()))
        return {};
    const auto opened = std::count(calculation.begin(), calculation.end(), '(');
    const auto closed = std::count(calculation.begin(), calculation.end(), ')');
    if (opened > closed)
        return withoutEnds(calculation.substr(0, calculation.rfind('(')), "", " \t");
    return closed > opened ? calculation.substr(0, calculation.find(')')) : calculation;
}

/// The calculation that `text` ends with. Nothing where words stand before its operator: "the price * 3".
std::string_view trailing(std::string_view text)
{
    std::size_t begin = 0;
    for (std::size_t index = 0; index < text.size();) {
        const std::size_t length = pieceLength(text, index);
        if (startsAnother(text, begin, index))
            begin = index;
        index += std::max<std::size_t>(length, 1);
        if (length == 0)
            begin = index;
    }
    std::string_view calculation = withoutEnds(afterUnopened(text.substr(begin)), " \t", " \t");
    const bool times = !calculation.empty() && (calculation.front() == 'x' || calculation.front() == 'X') &&
                       isBlank(at(calculation, 1)) && begin > 0;
    if (times)
        return {};
    if (calculation.empty() || !isOperator(calculation.front()))
        return calculation;
    const bool listed = begin == 0;
    if (isBlank(at(calculation, 1)) && listed)
        return withoutEnds(calculation.substr(1), " \t", "");
    const bool sign = calculation.front() == '-' && !isBlank(at(calculation, 1));
    return sign ? calculation : std::string_view{};
}

/// Whether the "=" at `index` compares two sides and nothing else.
bool isEquals(std::string_view text, std::size_t index)
{
    const char before = index > 0 ? text[index - 1] : '\0';
    const char after = at(text, index + 1);
    return std::string_view("<>!=:~").find(before) == kNowhere && after != '=' && after != '>';
}

/// One line, with the calculator's notes of GSM8K blanked.
void addLine(std::string_view text, std::string_view line, std::vector<Equation>& equations)
{
    const auto offset = [&](std::string_view piece) {
        return static_cast<std::size_t>(piece.data() - line.data()) +
               static_cast<std::size_t>(line.data() - text.data());
    };
    std::size_t begin = 0;
    for (std::size_t sign = line.find('='); sign != kNowhere; sign = line.find('=', sign + 1)) {
        if (!isEquals(line, sign))
            continue;
        const std::string_view left = trailing(line.substr(begin, sign - begin));
        const std::string_view right = leading(line.substr(sign + 1));
        begin = sign + 1;
        if (hasOperand(left) && hasOperand(right) && equations.size() < kMostEquations)
            equations.push_back(
                {std::string(left), std::string(right), {offset(left), offset(right) + right.size()}});
    }
}

/// Takes the notes <<...>> behind `from` out of `text`, leaving spaces, and their equations into `equations`.
void takeNotes(std::string& text, std::size_t from, std::vector<Equation>& equations)
{
    for (std::size_t open = text.find("<<", from); open != kNowhere; open = text.find("<<", open)) {
        const std::size_t close = text.find(">>", open);
        if (close == kNowhere)
            return;
        addLine(text, std::string_view(text).substr(open + 2, close - open - 2), equations);
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(open),
                  text.begin() + static_cast<std::ptrdiff_t>(close) + 2, ' ');
    }
}

} // namespace

std::vector<Equation> equationsOf(std::string_view text, std::size_t from)
{
    std::vector<Equation> equations;
    std::string blanked(text);
    takeNotes(blanked, from, equations);
    const std::string_view whole = blanked;
    for (std::size_t begin = from; begin < whole.size();) {
        const std::size_t end = std::min(whole.find_first_of("\n;", begin), whole.size());
        addLine(whole, whole.substr(begin, end - begin), equations);
        begin = end + 1;
    }
    std::stable_sort(equations.begin(), equations.end(),
                     [](const Equation& a, const Equation& b) { return a.range.end < b.range.end; });
    return equations;
}

} // namespace rw
