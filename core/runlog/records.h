#pragma once

#include "core/base/ids.h"
#include "core/base/strict_json.h"
#include "core/rollout/metrics.h"
#include "core/rollout/rollout.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rw {

/// What is known about a run from its first moment. Times everywhere are ISO 8601 in UTC with milliseconds,
/// "2026-11-24T09:30:00.123Z".
struct RunRecord
{
    std::string name; ///< the run folder's name unless renamed
    std::string createdAt;
    std::string startModel;   ///< directory of the starting weights
    std::string startLabel;   ///< "base", "imitation" or a checkpoint's name: what people read
    std::string promptSource; ///< "builtin:train" or a file
    std::uint64_t seed = 1;
    Json config;      ///< TrainingConfig as JSON, at the start; later changes are events
    Json environment; ///< versions, git commit, BLAS core, threads, device
};

/// Where a group came from.
enum class GroupSource { Person, Training, Evaluation };

/// "person", "training", "evaluation".
std::string_view toString(GroupSource source);
GroupSource groupSourceFromString(std::string_view word);

/// A committed optimizer step.
struct StepRecord
{
    int step = 0; ///< from 1
    std::string committedAt;
    double seconds = 0.0;
    std::string checkpoint; ///< folder below checkpoints/; empty where none was written or it was pruned
};

/// One value of one metric, in the order it was logged.
struct MetricRecord
{
    std::int64_t row = 0;
    int step = 0; ///< 0: before the first step
    std::string key;
    double value = 0.0;   ///< NaN where it could not be computed
    double seconds = 0.0; ///< since the run was created
};

/// A group as lists show it, without its answers.
struct GroupSummary
{
    GroupId id;
    std::string promptId;
    std::string promptText;
    std::string category;
    GroupSource source = GroupSource::Person;
    std::string stage;
    int policyVersion = 0;
    std::optional<int> trainedStep; ///< the step that trained on it
    int answers = 0;
    int correct = 0;
    int wrong = 0;
    int undecided = 0;
    int errors = 0;
    bool finished = false;
    std::string createdAt;
};

/// What a prompt has been through in a run, counting groups of Person and Training.
struct PromptStatistics
{
    std::string promptId;
    int groups = 0;
    int lastAnswers = 0; ///< of the last finished group
    int lastCorrect = 0;
};

/// Something that happened beside steps: "config", "resumed", "paused", "stage", "superseded", ...
struct EventRecord
{
    std::int64_t row = 0;
    int step = 0;
    std::string at;
    std::string kind;
    Json detail;
};

/// A star as a person gave it. The id is made by the window, so that a repeated one can be told.
struct StarRecord
{
    std::string uuid;
    RolloutId rollout;
    bool starred = true;
};

/// Where a version of a verdict came from.
enum class VerdictOrigin {
    Answer,  ///< given when the answer was written
    Again,   ///< a verifier ran over the stored answer
    Person,  ///< by hand
    Restored ///< a person gave the word back to the verifier
};

/// "answer", "again", "person", "restored".
std::string_view toString(VerdictOrigin origin);
VerdictOrigin verdictOriginFromString(std::string_view word);

/// One version of the verdict on an answer. The newest is the one that counts.
struct VerdictRecord
{
    int version = 0; ///< from 1
    std::string givenAt;
    VerdictOrigin origin = VerdictOrigin::Answer;
    Verdict verdict;
    bool trained = false; ///< a step that stands learnt from this version
};

/// A person's word on an answer. The id is made by the window, so that a repeated one can be told.
struct JudgementRecord
{
    std::string uuid;
    RolloutId rollout;
    std::optional<Outcome> outcome; ///< Correct, Wrong or Undecided; none: the verifier's verdict again
};

/// A verifier's verdict on an answer that the log has.
struct NewVerdict
{
    RolloutId rollout;
    Verdict verdict;
};

/// What became of new verdicts on stored answers.
struct VerdictsStored
{
    int stored = 0;  ///< as a new version
    int changed = 0; ///< of those, with another outcome than before
    int same = 0;    ///< they say what the newest version says: nothing is stored
    int byHand = 0;  ///< a person's verdict was left alone
};

/// An answer with what a verifier needs to judge it again, without its token traces.
struct StoredAnswer
{
    GroupId group;
    RolloutId rollout;
    int index = 0; ///< in its group
    Prompt prompt;
    std::string text;
    FinishReason finish = FinishReason::Stop;
    int tokens = 0;
    std::optional<Verdict> verdict; ///< the newest
};

/// What a step learnt from one answer.
struct TrainedRollout
{
    RolloutId rollout;
    std::vector<RewardPart> rewards;
    float advantage = 0.0F;
    int verdictVersion = 0; ///< that the rewards were reckoned from; 0: none
};

} // namespace rw
