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

std::vector<Rational> listedNumbers(std::string_view text)
{
    static const Pattern list(
        R"(numbers?\b[^\d\n\[(]{0,40}[\[(]?\s*(-?\d+(?:\s*(?:,\s*and\b|,|\band\b|\s)\s*-?\d+)+))",
        PatternOptions{.ignoreCase = true});
    std::vector<Rational> numbers;
    const auto match = list.find(text);
    if (!match)
        return numbers;
    static const Pattern one(R"(-?\d+)");
    const std::string_view listed = text.substr(0, match->group.end);
    for (auto next = one.find(listed, match->group.begin); next; next = one.find(listed, next->whole.end)) {
        const auto value =
            calculate(listed.substr(next->whole.begin, next->whole.end - next->whole.begin)).value;
        if (value)
            numbers.push_back(*value);
    }
    return numbers;
}

bool findTarget(std::string_view text, Rational& target)
{
    static const Pattern wanted(
        R"((?:\bequals?(?:\s+to)?|\btarget(?:\s+(?:number|value))?(?:\s+(?:is|of))?|\bmakes?|\breach(?:es)?|\bgets?(?:\s+to)?|=)\s*:?\s*(-?\d+))",
        PatternOptions{.ignoreCase = true});
    const auto match = wanted.findLast(text);
    if (!match)
        return false;
    const auto value =
        calculate(text.substr(match->group.begin, match->group.end - match->group.begin)).value;
    if (value)
        target = *value;
    return value.has_value();
}

} // namespace rw
