#pragma once

#include "core/library/library_records.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

class Database;

/// Where the library lies unless another file is named: `rollout-workbench/library.db` below XDG_DATA_HOME,
/// or below ~/.local/share where that is not set.
std::filesystem::path defaultLibraryFile();

/// A name that a set can have: 1 to 100 characters, no control characters, no colon, no space at the ends.
/// @throws UsageError that says what is wrong.
void checkSetName(std::string_view name);

/// The prompt sets of a person, with how each prompt fared, in one SQLite file of its own. Several processes
/// may have it open: the window edits while engines record attempts. An object is used by one thread at a
/// time. Every method is one transaction and throws Error naming the file and the reason.
class PromptLibrary
{
public:
    /// Opens the library; makes file and folder where there is none.
    static PromptLibrary open(const std::filesystem::path& file = defaultLibraryFile());
    /// The same, but makes nothing: absent where there is no file.
    static std::optional<PromptLibrary> openIfThere(const std::filesystem::path& file);

    PromptLibrary(PromptLibrary&& other) noexcept;
    PromptLibrary& operator=(PromptLibrary&& other) noexcept;
    ~PromptLibrary();

    [[nodiscard]] const std::filesystem::path& file() const;
    /// Another number when another connection has changed the file. Cheap: made for a timer.
    [[nodiscard]] std::int64_t dataVersion() const;

    // Sets

    /// All sets by name, with their counts.
    [[nodiscard]] std::vector<PromptSet> sets() const;
    /// @throws Error that lists the sets there are where none has this name. Case does not matter.
    [[nodiscard]] PromptSet set(std::string_view name) const;
    /// Makes a set. Ids of the records must be unique. @throws Error where the name is taken.
    PromptSetId createSet(std::string_view name, std::string_view source,
                          std::span<const PromptRecord> records);
    void renameSet(PromptSetId set, std::string_view name);
    void setSettings(PromptSetId set, const PromptSetSettings& settings);
    void deleteSet(PromptSetId set);

    // Prompts

    /// All prompts in order, with their statistics.
    [[nodiscard]] std::vector<LibraryPrompt> prompts(PromptSetId set) const;
    /// Puts records at the end. One whose id is taken, or that has none, gets an id of its own.
    std::vector<LibraryPromptId> addPrompts(PromptSetId set, std::span<const PromptRecord> records);
    /// Changes a prompt; its statistics stay. @throws Error where its id is another prompt's.
    void updatePrompt(LibraryPromptId prompt, const PromptRecord& record);
    void deletePrompts(std::span<const LibraryPromptId> prompts);
    /// Adds a tag to prompts, or takes it from them.
    void tag(std::span<const LibraryPromptId> prompts, std::string_view tag, bool on);
    void setSplit(std::span<const LibraryPromptId> prompts, PromptSplit split);
    /// Holds out a share of every category, chosen by the seed and the prompts' ids: the same each time, and
    /// nearly the same after prompts are added. @param heldOutShare 0 to 1. @return prompts held out.
    std::int64_t splitSet(PromptSetId set, double heldOutShare, std::uint64_t seed);

    /// The library's revision when prompts of the set were added, edited, split or taken away last.
    [[nodiscard]] std::int64_t promptsRevision(PromptSetId set) const;

    // How prompts fare

    /// Adds groups to the statistics of the set's prompts. A group recorded again takes its own place, in
    /// whatever set it is, so that it counts once; attempts at prompts that the set does not have are left
    /// out. @throws Error where the set is gone.
    void recordAttempts(PromptSetId set, std::span<const PromptAttempt> attempts);
    /// Groups recorded before, in whatever set, count as `attempts` has them now; their step and time stay.
    /// Others are left out.
    void recordAttemptsAgain(std::span<const PromptAttempt> attempts);
    /// Groups of a run that attempts were recorded of. @param run as PromptAttempt has it
    [[nodiscard]] std::set<std::int64_t> groupsTried(std::string_view run) const;
    /// All attempts at a prompt, oldest first.
    [[nodiscard]] std::vector<PromptAttempt> attempts(LibraryPromptId prompt) const;

    /// What changed in a set after a revision; revision() before reading all prompts is where to begin.
    [[nodiscard]] std::int64_t revision() const;
    [[nodiscard]] LibraryChanges changesAfter(PromptSetId set, std::int64_t revision) const;

private:
    explicit PromptLibrary(std::unique_ptr<Database> database);

    std::unique_ptr<Database> m_database;
};

} // namespace rw
