#pragma once

#include "core/base/ids.h"
#include "core/base/strict_json.h"
#include "core/rollout/metrics.h"
#include "core/rollout/rollout.h"
#include "core/rollout/training_config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the window and the engine say to each other: JSON-RPC 2.0, one object a line, over the engine's stdin
/// and stdout.
///
/// The engine's first line is the notification "hello". Requests are answered when their work is done, in
/// order, except "cancel", "pause", "star" and "judge", which act at once. While a request runs,
/// notifications tell how far it is.
///
/// Requests, their parameters, their results, and the notifications that come meanwhile:
/// - inspect_model: see model_messages.h
/// - open_run: OpenRunParams, RunOpened; load_progress, status
/// - exact_prompt, export_model: see model_messages.h
/// - generate: GenerateParams, GenerateResult; configured, group_started, tokens, answer_ended,
/// answer_finished, group_finished
/// - train: TrainParams, TrainResult; configured, train_progress, step_committed, status
/// - configure: TrainingConfig, {}. The notification "configured" has a TrainingConfig, too: what holds from
///   the next draw on, since the run's prompt set says otherwise than before
/// - star: StarParams, StarAcknowledged
/// - judge, verify_again, preview_verifiers, bench_verifiers, cancel_review: see verdict_messages.h
/// - cancel: {}, {}; stops generate within one decode step, and open_run after the weight under way: the
/// answer
///   to it is an error of the code kErrorCancelled
/// - pause: {}, {}; train ends after the step under way
/// - shutdown: {}, {}
namespace rw::protocol {

constexpr int kVersion = 1;

/// Notification "hello".
struct Hello
{
    int protocol = kVersion;
    std::string engineVersion;
    Json environment; ///< LibTorch version, BLAS and its core, threads, device and why, warnings; see
                      ///< core/engine/environment.h
};

/// Opens or makes the run that everything after it is recorded in. A run open before is closed.
struct OpenRunParams
{
    std::string directory;
    bool create = true;                    ///< false: resume what is there
    std::string model;                     ///< directory of the starting weights; with create only
    std::string label;                     ///< "base", "imitation", "step 40 of apples-01"
    std::string baseModel;                 ///< directory of stage "base"; may be empty
    std::string imitationModel;            ///< directory of stage "imitation"; may be empty
    std::string prompts = "builtin:train"; ///< or "library:NAME", or a file; with create only
    std::string library;                   ///< file of the prompt library; empty: the person's own
    std::uint64_t seed = 1;
    TrainingConfig config; ///< with create only
    std::string purpose;   ///< "train", or "sample" for answers alone, which takes less memory; empty: as the
                           ///< run was opened last, "train" for a new one
    std::string device;    ///< "auto", "cpu", "cuda:n"; empty: as the engine was started
    std::string precision = "auto"; ///< answers are drawn in "fp32" or "bf16"; "auto": bf16 on GPUs
};

struct RunOpened
{
    std::string directory;
    int step = 0; ///< last committed step
    std::int64_t parameters = 0;
    int contextLength = 0; ///< tokens a sequence may have
    std::string modelName; ///< "Llama 1.6M"
    TrainingConfig config;
    std::string model;               ///< the starting weights, as inspect_model takes them
    std::string purpose = "train";   ///< "train" or "sample"
    std::vector<std::string> stages; ///< of generate: "base", "imitation", "current" for the built-in model,
                                     ///< "start", "current" for others
    std::string device;              ///< "cpu", "cuda:0"
    std::string deviceReason;        ///< one sentence
};

struct GenerateParams
{
    Prompt prompt;
    std::string stage = "current"; ///< one of RunOpened::stages
    std::string source; ///< "library:NAME" where the prompt is from that set; empty: from the run's prompts
    SamplingParams params;
    double pace = 0.0; ///< tokens a second that each answer grows at most, for people to follow; 0: no limit
};

struct GenerateResult
{
    GroupId group;
    bool cancelled = false;
};

/// Notification "group_started".
struct GroupStarted
{
    GroupId group;
    Prompt prompt;
    std::string stage;
    SamplingParams params;
    int promptTokens = 0;
    int policyVersion = 0;
};

/// What one answer gained since the last notification.
struct TokenDelta
{
    int index = 0;
    std::string text; ///< valid UTF-8; an unfinished code point is held back
    int tokens = 0;   ///< of the answer so far
};

/// Notification "tokens". Coalesced while the pipe is full: texts are joined, never dropped.
struct Tokens
{
    GroupId group;
    std::vector<TokenDelta> answers;
    double tokensPerSecond = 0.0; ///< of the whole group, decoding alone
};

/// Notification "answer_ended": the answer is whole and waits for its verdict; "answer_finished" will follow.
/// Left out where the verdict comes at once.
struct AnswerEnded
{
    GroupId group;
    int index = 0;
    std::string text;
    int tokens = 0;
    FinishReason finish = FinishReason::Stop;
};

/// Notification "answer_finished": the answer is committed. Token traces are in the run log.
struct AnswerFinished
{
    GroupId group;
    RolloutId rollout;
    int index = 0;
    std::string text;
    int tokens = 0;
    FinishReason finish = FinishReason::Stop;
    Verdict verdict;
};

/// Notification "group_finished".
struct GroupFinished
{
    GroupId group;
    double seconds = 0.0;
    double tokensPerSecond = 0.0;
};

struct TrainParams
{
    int steps = 1;
};

/// Notification "train_progress".
struct TrainProgress
{
    int step = 0;              ///< the step under way, from 1
    int done = 0;              ///< steps of this request committed
    int steps = 0;             ///< steps asked for
    std::string phase;         ///< "sampling", "learning", "saving", "evaluating"
    double share = 0.0;        ///< of the phase, 0 to 1
    double secondsLeft = -1.0; ///< for all steps asked for; negative: not known yet
};

/// Notification "step_committed": the log has it.
struct StepCommitted
{
    int step = 0;
    double seconds = 0.0;
    Metrics metrics;
    std::vector<GroupId> groups; ///< that the step trained on
};

struct TrainResult
{
    int done = 0;
    int step = 0;
    bool paused = false;
};

struct StarParams
{
    std::string uuid; ///< made by the window; a repeated one is ignored
    RolloutId rollout;
    bool starred = true;
};

struct StarAcknowledged
{
    std::string uuid;
};

/// Notification "status", at most twice a second.
struct Status
{
    int step = 0;
    double tokensPerSecond = 0.0;
    std::int64_t memoryBytes = 0;      ///< resident memory of the engine
    std::int64_t memoryTotalBytes = 0; ///< of the machine
};

/// JSON-RPC error codes of ours.
constexpr int kErrorFailed = -32000; ///< message is for people
constexpr int kErrorCancelled = -32001;
constexpr int kErrorUsage = -32602;

/// Each message has both directions; from JSON throws Error naming the message and the member.
/// Members absent take the defaults above where there is one.
// NOLINTBEGIN(bugprone-macro-parentheses): a type cannot stand in parentheses here
#define RW_PROTOCOL_MESSAGE(Type)                                                                            \
    Json toJson(const Type& message);                                                                        \
    void fromJson(const Json& json, Type& message)

RW_PROTOCOL_MESSAGE(Hello);
RW_PROTOCOL_MESSAGE(OpenRunParams);
RW_PROTOCOL_MESSAGE(RunOpened);
RW_PROTOCOL_MESSAGE(GenerateParams);
RW_PROTOCOL_MESSAGE(GenerateResult);
RW_PROTOCOL_MESSAGE(GroupStarted);
RW_PROTOCOL_MESSAGE(Tokens);
RW_PROTOCOL_MESSAGE(AnswerEnded);
RW_PROTOCOL_MESSAGE(AnswerFinished);
RW_PROTOCOL_MESSAGE(GroupFinished);
RW_PROTOCOL_MESSAGE(TrainParams);
RW_PROTOCOL_MESSAGE(TrainProgress);
RW_PROTOCOL_MESSAGE(StepCommitted);
RW_PROTOCOL_MESSAGE(TrainResult);
RW_PROTOCOL_MESSAGE(StarParams);
RW_PROTOCOL_MESSAGE(StarAcknowledged);
RW_PROTOCOL_MESSAGE(Status);
#undef RW_PROTOCOL_MESSAGE
// NOLINTEND(bugprone-macro-parentheses)

template <class Message>
Message parse(const Json& json)
{
    Message message;
    fromJson(json, message);
    return message;
}

} // namespace rw::protocol
