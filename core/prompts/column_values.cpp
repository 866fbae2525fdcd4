#include "core/prompts/column_values.h"

#include "core/base/error.h"
#include "core/prompts/plain_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace rw {

namespace {

constexpr int kHighestDifficulty = 1000;
constexpr int kMetadataDepth = JsonLimits{}.depth - 1; ///< an exported line nests it once more

[[noreturn]] void refuse(const std::string& column, std::string_view wanted)
{
    throw Error("\"" + column + "\" must be " + std::string(wanted) + ".");
}

template <class Value, std::size_t Size>
const Value* findWord(const std::array<std::pair<std::string_view, Value>, Size>& words,
                      std::string_view word)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& entry) { return entry.first == word; });
    return found == words.end() ? nullptr : &found->second;
}

constexpr std::array<std::pair<std::string_view, int>, 7> kDifficulties{
    {{"", 0}, {"?", 0}, {"unknown", 0}, {"easy", 1}, {"medium", 2}, {"intermediate", 2}, {"hard", 3}}};

constexpr std::array<std::pair<std::string_view, PromptSplit>, 12> kSplits{
    {{"", PromptSplit::Training},
     {"train", PromptSplit::Training},
     {"training", PromptSplit::Training},
     {"heldout", PromptSplit::HeldOut},
     {"held-out", PromptSplit::HeldOut},
     {"held out", PromptSplit::HeldOut},
     {"test", PromptSplit::HeldOut},
     {"testing", PromptSplit::HeldOut},
     {"dev", PromptSplit::HeldOut},
     {"eval", PromptSplit::HeldOut},
     {"val", PromptSplit::HeldOut},
     {"validation", PromptSplit::HeldOut}}};

int difficultyOfText(std::string_view text, const std::string& column)
{
    constexpr std::string_view kLevel = "level";
    const std::string all = lowered(trimmed(text));
    std::string_view word = all;
    if (word.substr(0, kLevel.size()) == kLevel)
        word = trimmed(word.substr(kLevel.size()));
    if (const int* known = findWord(kDifficulties, word))
        return *known;
    int value = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (problem != std::errc{} || end != word.data() + word.size() || value < 0 || value > kHighestDifficulty)
        refuse(column, "a whole number from 0 to 1000, easy, medium, hard or Level 1 to 5");
    return value;
}

} // namespace

std::vector<std::string> columnNamesOf(const Json& row)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : row.items()) {
        names.push_back(name);
        if (!value.is_object())
            continue;
        for (const auto& [inner, ignored] : value.items())
            names.push_back(name + "." + inner);
    }
    return names;
}

const Json* columnValue(const Json& row, const std::string& column)
{
    auto found = row.find(column);
    if (found == row.end()) {
        const std::size_t dot = column.find('.');
        const auto outer = dot == std::string::npos ? row.end() : row.find(column.substr(0, dot));
        if (outer == row.end() || !outer->is_object())
            return nullptr;
        found = outer->find(column.substr(dot + 1));
        if (found == outer->end())
            return nullptr;
    }
    return found->is_null() ? nullptr : &*found;
}

std::string displayText(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : jsonLine(value);
}

std::string scalarText(const Json& value, const std::string& column)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number() || value.is_boolean())
        return value.dump();
    if (value.is_array() && value.size() == 1 && value[0].is_primitive() && !value[0].is_null())
        return scalarText(value[0], column);
    if (value.is_array() && value.empty())
        return {};
    refuse(column, "a text or a number");
}

int difficultyOf(const Json& value, const std::string& column)
{
    if (value.is_string())
        return difficultyOfText(value.get_ref<const std::string&>(), column);
    if (value.is_number_float()) {
        const double number = value.get<double>();
        if (number >= 0 && number <= kHighestDifficulty && number == std::floor(number))
            return static_cast<int>(number);
    }
    if (!value.is_number_integer())
        refuse(column, "a whole number from 0 to 1000");
    return difficultyOfText(value.dump(), column);
}

std::vector<std::string> tagsOf(const Json& value, const std::string& column)
{
    std::vector<std::string> tags;
    const auto add = [&tags](std::string_view tag) {
        if (!trimmed(tag).empty())
            tags.emplace_back(trimmed(tag));
    };
    if (value.is_array()) {
        for (const Json& tag : value)
            add(scalarText(tag, column));
        return tags;
    }
    const std::string all = scalarText(value, column);
    for (std::string_view rest = all; !rest.empty();) {
        const std::size_t end = std::min(rest.find_first_of(",;"), rest.size());
        add(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return tags;
}

PromptSplit splitOf(const Json& value, const std::string& column)
{
    const std::string text = scalarText(value, column);
    if (const PromptSplit* known = findWord(kSplits, lowered(trimmed(text))))
        return *known;
    refuse(column, "train or heldout (test and validation mean the latter)");
}

std::string metadataOf(const Json& value, const std::string& column)
{
    Json object = value;
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        if (trimmed(text).empty())
            return {};
        object = parseJson(text, "\"" + column + "\"", {.depth = kMetadataDepth});
    }
    if (!object.is_object())
        refuse(column, "a JSON object");
    return jsonLine(object);
}

} // namespace rw
