#include "core/prompts/answer_rules.h"

#include "core/prompts/plain_text.h"

namespace rw {

namespace {

constexpr std::string_view kHashes = "####";

std::optional<std::string> afterHashes(std::string_view text)
{
    const std::size_t marker = text.rfind(kHashes);
    if (marker == std::string_view::npos)
        return std::nullopt;
    return std::string(trimmed(text.substr(marker + kHashes.size())));
}

/// What the braces hold that open behind `begin`.
std::optional<std::string_view> inBraces(std::string_view text, std::size_t begin)
{
    begin = text.find_first_not_of(' ', begin);
    if (begin == std::string_view::npos || text[begin] != '{')
        return std::nullopt;
    int depth = 0;
    for (std::size_t i = begin; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i; // \{ is no brace
        else if (text[i] == '{')
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return text.substr(begin + 1, i - begin - 1);
    }
    return std::nullopt;
}

std::optional<std::string> lastBoxed(std::string_view text)
{
    constexpr std::string_view kBoxed = "\\boxed";
    constexpr std::string_view kFbox = "\\fbox";
    const std::size_t boxed = text.rfind(kBoxed);
    const std::size_t fbox = text.rfind(kFbox);
    const bool isBoxed = fbox == std::string_view::npos || (boxed != std::string_view::npos && boxed > fbox);
    const std::size_t begin = isBoxed ? boxed : fbox;
    if (begin == std::string_view::npos)
        return std::nullopt;
    const std::size_t behind = begin + (isBoxed ? kBoxed : kFbox).size();
    if (const auto content = inBraces(text, behind))
        return std::string(trimmed(*content));
    // "\boxed 5": what follows up to the end of the formula.
    const std::string_view rest = text.substr(behind);
    const std::string_view bare = trimmed(rest.substr(0, rest.find('$')));
    if (rest.empty() || rest[0] != ' ' || bare.empty() || bare.find('{') != std::string_view::npos)
        return std::nullopt;
    return std::string(bare);
}

} // namespace

std::optional<std::string> ruledAnswer(AnswerRule rule, std::string_view text)
{
    switch (rule) {
    case AnswerRule::AfterHashes:
        return afterHashes(text);
    case AnswerRule::LastBoxed:
        return lastBoxed(text);
    case AnswerRule::AsIs:
        break;
    }
    return std::string(text);
}

} // namespace rw
