#include "core/prompts/countdown_columns.h"

#include "core/base/error.h"
#include "core/prompts/column_values.h"
#include "core/prompts/plain_text.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace rw {

namespace {

constexpr std::size_t kFewest = 2;
constexpr std::size_t kMost = 100;

bool isNumber(std::string_view text)
{
    double value = 0.0;
    const char* const end = text.data() + text.size();
    const auto [rest, problem] =
        std::from_chars(text.data(), end, value, std::chars_format::fixed); // no exponents
    return problem == std::errc{} && rest == end && text.back() >= '0' && text.back() <= '9';
}

/// "[1, 2]", "(1 2)", "1;2": what commas, semicolons and spaces part.
std::vector<std::string> partsOf(std::string_view text)
{
    text = trimmed(text);
    const bool isBracketed = text.size() >= 2 && ((text.front() == '[' && text.back() == ']') ||
                                                  (text.front() == '(' && text.back() == ')'));
    if (isBracketed)
        text = text.substr(1, text.size() - 2);
    constexpr std::string_view kBetween = ",; \t\r\n";
    std::vector<std::string> parts;
    while (parts.size() <= kMost) {
        const std::size_t begin = text.find_first_not_of(kBetween);
        if (begin == std::string_view::npos)
            break;
        const std::size_t end = std::min(text.find_first_of(kBetween, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
    return parts;
}

std::vector<std::string> elementsOf(const Json& list, const std::string& column)
{
    std::vector<std::string> elements;
    for (const Json& element : list) {
        if (elements.size() > kMost)
            break;
        elements.push_back(scalarText(element, column));
    }
    return elements;
}

} // namespace

std::string numberListOf(const Json& value, const std::string& column)
{
    const std::vector<std::string> numbers =
        value.is_array() ? elementsOf(value, column) : partsOf(scalarText(value, column));
    std::string text;
    bool good = numbers.size() >= kFewest && numbers.size() <= kMost;
    for (const std::string& number : numbers) {
        good = good && isNumber(number);
        text += (text.empty() ? "" : ", ") + number;
    }
    if (!good)
        throw Error("\"" + column + "\" must be a list of 2 to 100 numbers.");
    return text;
}

std::string countdownAnswer(std::string_view target, std::string_view numbers)
{
    return std::string(numbers) + " -> " + std::string(target);
}

std::string countdownQuestion(std::string_view target, std::string_view numbers)
{
    return "Using the numbers [" + std::string(numbers) + "], create an equation that equals " +
           std::string(target) +
           ". You can use basic arithmetic operations (+, -, *, /), and each number must be used exactly "
           "once.";
}

} // namespace rw
