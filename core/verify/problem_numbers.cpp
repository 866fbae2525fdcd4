#include "core/verify/problem_numbers.h"

#include "core/base/ascii.h"
#include "core/math/arithmetic.h"
#include "core/pattern/pattern.h"
#include "core/verify/text_form.h"

#include <array>
#include <string>
#include <utility>

namespace rw {

namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 30> kNumberWords{
    {{"one", 1},      {"once", 1},      {"two", 2},         {"twice", 2},         {"double", 2},
     {"doubles", 2},  {"pair", 2},      {"three", 3},       {"thrice", 3},        {"triple", 3},
     {"four", 4},     {"five", 5},      {"six", 6},         {"seven", 7},         {"eight", 8},
     {"nine", 9},     {"ten", 10},      {"eleven", 11},     {"twelve", 12},       {"dozen", 12},
     {"fifteen", 15}, {"twenty", 20},   {"thirty", 30},     {"forty", 40},        {"fifty", 50},
     {"sixty", 60},   {"hundred", 100}, {"thousand", 1000}, {"million", 1000000}, {"week", 7}}};

constexpr std::array<std::pair<std::string_view, std::int64_t>, 10> kFractionWords{{{"half", 2},
                                                                                    {"halve", 2},
                                                                                    {"third", 3},
                                                                                    {"quarter", 4},
                                                                                    {"fourth", 4},
                                                                                    {"fifth", 5},
                                                                                    {"sixth", 6},
                                                                                    {"seventh", 7},
                                                                                    {"eighth", 8},
                                                                                    {"tenth", 10}}};

std::string_view numberText(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && (isDigit(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                                        end + 1 < text.size() && isDigit(text[end + 1]))))
        ++end;
    return text.substr(at, end - at);
}

void addWord(std::string_view word, std::vector<Rational>& numbers)
{
    for (const auto& [spelled, value] : kNumberWords) {
        if (spelled == word)
            numbers.emplace_back(value);
    }
    for (const auto& [spelled, value] : kFractionWords) {
        if (word != spelled && word != std::string(spelled) + "s")
            continue;
        numbers.emplace_back(value);
        numbers.push_back(*Rational::of(1, value));
    }
}

/// Two numbers or more, parted by commas, semicolons, "and" or spaces, between `before` and `behind`.
Pattern listPattern(const std::string& before, const std::string& behind = {})
{
    const std::string number = R"(-?\d+(?:\.\d+)?)";
    const std::string between = R"((?:\s*[,;]\s*(?:and\s+|&\s*)?|\s*&\s*|\s+and\s+|[ \t]+))";
    return Pattern(before + "(" + number + "(?:" + between + number + ")+)" + behind,
                   PatternOptions{.ignoreCase = true});
}

} // namespace

std::vector<Rational> numbersOf(std::string_view text)
{
    std::vector<Rational> numbers;
    const std::string lower = normalisedText(text, {.foldCase = true});
    for (std::size_t i = 0; i < lower.size();) {
        std::size_t end = i;
        if (isDigit(lower[i])) {
            const std::string_view digits = numberText(lower, i);
            if (const auto value = calculate(digits).value)
                numbers.push_back(*value);
            end += digits.size();
        } else {
            while (end < lower.size() && isLetter(lower[end]))
                ++end;
            addWord(std::string_view(lower).substr(i, end - i), numbers);
        }
        i = std::max(end, i + 1);
    }
    return numbers;
}

std::vector<Rational> numbersWritten(std::string_view text)
{
    static const Pattern one(R"(-?\d+(?:\.\d+)?)");
    std::vector<Rational> numbers;
    for (auto next = one.find(text); next; next = one.find(text, next->whole.end)) {
        const auto value =
            calculate(text.substr(next->whole.begin, next->whole.end - next->whole.begin)).value;
        if (!value)
            return {};
        numbers.push_back(*value);
    }
    return numbers;
}

std::vector<Rational> listedNumbers(std::string_view text)
{
    static const std::array<Pattern, 3> lists{
        listPattern(R"(\b(?:numbers?|nums?|integers?|digits?|cards?|values?)\b[^\d\n\[({]{0,40}?[\[({]?\s*)"),
        listPattern(R"([\[({]\s*)", R"(\s*[\])}])"),
        listPattern(R"(\b(?:us(?:e|es|ing)|with|from|given|combine|input)\b[^\d\n]{0,40}?)")};
    for (const Pattern& list : lists) {
        if (const auto match = list.find(text))
            return numbersWritten(text.substr(match->group.begin, match->group.end - match->group.begin));
    }
    return {};
}

bool findTarget(std::string_view text, Rational& target)
{
    static const std::array<Pattern, 2> wanted{
        Pattern(
            R"(\b(?:equals?(?:\s+to)?|targets?|goal|makes?|making|reach(?:es)?|gets?(?:\s+to)?|obtains?|hits?|calculate|(?:evaluates?|comes?|sums?)\s+to|results?(?:\s+in)?)(?:\s+(?:the|a|an))?(?:\s+(?:number|value|target|total|result))?(?:\s+(?:is|of))?\s*[:=]?\s*(-?\d+(?:\.\d+)?))",
            PatternOptions{.ignoreCase = true}),
        Pattern(R"(=\s*(-?\d+(?:\.\d+)?))")};
    for (const Pattern& pattern : wanted) {
        const auto match = pattern.findLast(text);
        if (!match)
            continue;
        const auto value =
            calculate(text.substr(match->group.begin, match->group.end - match->group.begin)).value;
        if (value)
            target = *value;
        return value.has_value();
    }
    return false;
}

} // namespace rw
