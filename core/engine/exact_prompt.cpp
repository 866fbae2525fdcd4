#include "core/engine/exact_prompt.h"

#include "core/base/utf8.h"

#include <spdlog/fmt/fmt.h>

namespace rw {

namespace {

/// The bytes as text: those that are no UTF-8 alone, such as a third of an emoji, as <F0><9F>.
std::string readable(std::string_view bytes)
{
    if (isValidUtf8(bytes))
        return std::string(bytes);
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("<{:02X}>", static_cast<unsigned char>(byte));
    return text;
}

} // namespace

protocol::ExactPrompt exactPrompt(const Tokenizer& tokenizer, std::span<const std::int32_t> ids)
{
    protocol::ExactPrompt prompt;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const bool special = tokenizer.isSpecial(ids[i]);
        prompt.tokens.push_back(
            {ids[i],
             special ? tokenizer.decode(ids.subspan(i, 1), false) : readable(tokenizer.tokenBytes(ids[i])),
             special});
        const bool ends = i + 1 == ids.size() || tokenizer.isSpecial(ids[i + 1]) != special;
        if (!ends)
            continue;
        // Decoded together: one character may lie in several tokens.
        prompt.text.push_back({tokenizer.decode(ids.subspan(begin, i + 1 - begin), false), special});
        begin = i + 1;
    }
    return prompt;
}

} // namespace rw
