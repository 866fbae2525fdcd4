#include "core/prompts/duplicate_finder.h"

#include "core/base/rng.h"
#include "core/prompts/plain_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

namespace rw {

namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Lower case of every code point; what is no UTF-8 stays.
std::string loweredUnicode(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        utf8proc_int32_t codePoint = -1;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &codePoint);
        if (length <= 0) {
            result.push_back(text.front());
            text.remove_prefix(1);
            continue;
        }
        utf8proc_uint8_t bytes[4];
        const auto written = utf8proc_encode_char(utf8proc_tolower(codePoint), bytes);
        result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(written));
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return result;
}

/// What makes a record the same as another: the question, and of a preference pair the answers.
std::string keyOf(const PromptRecord& record)
{
    std::string key = foldedText(record.prompt.text);
    if (!record.chosen.empty() || !record.rejected.empty())
        key += '\0' + foldedText(record.chosen) + '\0' + foldedText(record.rejected);
    return key;
}

} // namespace

std::string foldedText(std::string_view text)
{
    text = trimmed(text);
    std::string folded;
    folded.reserve(text.size());
    bool space = false;
    for (const char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            space = true;
            continue;
        }
        if (std::exchange(space, false))
            folded.push_back(' ');
        folded.push_back(lowered(c));
    }
    return isAscii(folded) ? folded : loweredUnicode(folded);
}

std::optional<DuplicatePrompt> DuplicateFinder::find(const PromptRecord& record,
                                                     std::span<const PromptRecord> records) const
{
    const std::string key = keyOf(record);
    const auto text = m_texts.find(stableHash(key));
    const bool sameText = text != m_texts.end() && keyOf(records[text->second]) == key;
    const auto id = m_ids.find(record.prompt.id);
    const bool sameId = id != m_ids.end();
    if (!sameText && !sameId)
        return std::nullopt;
    const PromptRecord& first = records[sameText ? text->second : id->second];
    return DuplicatePrompt{record.line, first.line, sameText, sameId,
                           sameText && trimmed(first.prompt.answer) != trimmed(record.prompt.answer)};
}

void DuplicateFinder::add(const PromptRecord& record, std::size_t index)
{
    m_texts.emplace(stableHash(keyOf(record)), index);
    m_ids.emplace(record.prompt.id, index);
}

std::string DuplicateFinder::freeId(const std::string& id) const
{
    if (!m_ids.contains(id))
        return id;
    std::size_t& suffix = m_suffixes.try_emplace(id, 2).first->second;
    std::string candidate;
    do
        candidate = id + "-" + std::to_string(suffix++);
    while (m_ids.contains(candidate));
    return candidate;
}

} // namespace rw
