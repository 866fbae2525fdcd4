#pragma once

#include "core/library/library_records.h"
#include "core/prompts/prompt.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// What prompts are taken for: decides the part of a set that `library:NAME` means.
enum class PromptUse {
    All,
    Training,  ///< those that are not held out
    HeldOut,   ///< those that are; none where the set is not split
    Evaluation ///< those that are; all where the set is not split
};

/// Prompts with what their set says about them.
struct LoadedPrompts
{
    std::vector<Prompt> prompts;
    std::optional<PromptSet> set; ///< absent: a file, or built in

    /// How often each category is drawn; see PromptSetSettings.
    [[nodiscard]] std::map<std::string, double> weights() const
    {
        return set ? set->settings.weights : std::map<std::string, double>{};
    }
};

/// The name in `library:NAME`, without a part behind it; absent where the source is of another kind.
std::optional<std::string> librarySetName(std::string_view source);

/// `library:NAME`, perhaps with a part behind it, with another name.
std::string withSetName(std::string_view source, std::string_view name);

/// Prompts from wherever `source` says: `library:NAME`, with `:train`, `:heldout` or `:all` behind it for
/// that part of the set whatever the use; else as loadPromptSource() reads it, whole for every use.
/// @param library the library's file; empty: defaultLibraryFile().
/// @throws Error that says what is missing; UsageError where a part is not known. A source without prompts is
/// an error but for PromptUse::HeldOut.
LoadedPrompts loadPrompts(const std::string& source, PromptUse use,
                          const std::filesystem::path& library = {});

} // namespace rw
