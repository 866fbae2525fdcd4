#pragma once

#include "core/prompts/prompt_file.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rw {

/// A text up to white space and case: how duplicates are told.
std::string foldedText(std::string_view text);

/// Finds the records that came before.
class DuplicateFinder
{
public:
    /// What `record` repeats of those already in `records`; nothing if it is new.
    [[nodiscard]] std::optional<DuplicatePrompt> find(const PromptRecord& record,
                                                      std::span<const PromptRecord> records) const;
    /// Remembers the record that is appended to `records` as number `index`.
    void add(const PromptRecord& record, std::size_t index);
    /// `id`, or one made from it that no record has.
    [[nodiscard]] std::string freeId(const std::string& id) const;

private:
    std::unordered_map<std::uint64_t, std::size_t> m_texts; ///< by hash of the folded text
    std::unordered_map<std::string, std::size_t> m_ids;
    mutable std::unordered_map<std::string, std::size_t> m_suffixes; ///< by id: the next to try
};

} // namespace rw
