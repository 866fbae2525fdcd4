#pragma once

#include "core/base/ids.h"
#include "core/prompts/prompt_format.h"
#include "core/prompts/prompt_record.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rw {

using PromptSetId = Id<struct PromptSetTag>;
using LibraryPromptId = Id<struct LibraryPromptTag>;

/// What is chosen for a whole set.
struct PromptSetSettings
{
    std::vector<std::string> verifiers;       ///< each as VerifierSpec spells it; empty: what the run says
    std::map<std::string, double> weights;    ///< by category: how often it is drawn; absent: 1
    std::optional<PromptFormat> promptFormat; ///< absent: what the run says

    bool operator==(const PromptSetSettings&) const = default;
};

struct PromptSet
{
    PromptSetId id;
    std::string name;      ///< unique, see checkSetName()
    std::string source;    ///< the file it was imported from; empty: made by hand
    std::string createdAt; ///< ISO 8601
    PromptSetSettings settings;
    // Counted when the set is read:
    std::int64_t prompts = 0;
    std::int64_t heldOut = 0;
    std::int64_t tried = 0;  ///< prompts with at least one try
    std::int64_t tries = 0;  ///< answers in all
    std::int64_t judged = 0; ///< those found correct or wrong
    std::int64_t passes = 0; ///< correct ones
};

/// How a prompt fared in all runs.
struct PromptTally
{
    std::int64_t tries = 0;  ///< answers in all
    std::int64_t judged = 0; ///< those found correct or wrong
    std::int64_t passes = 0; ///< correct ones
    int lastStep = -1;       ///< the step of the last attempt, in its run; -1: never tried
    std::string lastRun;     ///< the run's folder
    std::string lastAt;      ///< ISO 8601

    /// Passes over judged answers; absent where there are none.
    [[nodiscard]] std::optional<double> passRate() const
    {
        if (judged == 0)
            return std::nullopt;
        return static_cast<double>(passes) / static_cast<double>(judged);
    }
    bool operator==(const PromptTally&) const = default;
};

/// A prompt of a set, with its place and its statistics.
struct LibraryPrompt
{
    LibraryPromptId id;
    std::int64_t position = 0; ///< orders the set
    PromptRecord record;
    PromptTally tally;
};

/// One group of answers to a prompt.
struct PromptAttempt
{
    std::string promptId;   ///< in its set
    std::string run;        ///< the run's folder
    std::int64_t group = 0; ///< in the run's log; recorded again, it takes its own place
    int step = 0;           ///< that learnt from it; else of the weights that answered
    int answers = 0;
    int judged = 0; ///< those found correct or wrong
    int correct = 0;
    std::optional<double> meanReward; ///< absent where no answer has a reward
    std::string at;                   ///< ISO 8601; empty on recording: now

    bool operator==(const PromptAttempt&) const = default;
};

/// What changed in a set since a revision.
struct LibraryChanges
{
    std::int64_t revision = 0;          ///< to ask with next time
    std::vector<LibraryPrompt> changed; ///< new, edited or tried
    std::vector<LibraryPromptId> removed;
};

} // namespace rw
