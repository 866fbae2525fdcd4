#pragma once

#include "core/rollout/rollout.h"

#include <QString>

#include <optional>

namespace rw::ui {

/// Where an answer is in its life. Each state has a word, a glyph, a border and a colour of its own
/// (theme/verdict_style.h).
enum class AnswerState {
    Queued,        ///< asked for, nothing read yet
    ReadingPrompt, ///< the prompt is being prefilled
    Writing,
    Verifying, ///< written, and the checker takes its time
    Stopped,   ///< cancelled by the person
    CutOff,    ///< hit the token limit
    Correct,
    Wrong,
    Undecided,
    VerifierError,
    Failed ///< the engine died before the answer was finished; the text so far is kept
};

/// What a card shows of one answer.
struct AnswerView
{
    int index = 0; ///< from 0; people see index + 1
    AnswerState state = AnswerState::Queued;
    RolloutId rollout; ///< valid once committed
    QString text;
    int tokens = 0;
    double tokensPerSecond = 0.0; ///< while writing
    std::optional<Verdict> verdict;
    std::optional<float> advantage;
    std::optional<int> trainedStep;
    bool starred = false;
    bool shortestCorrect = false; ///< of its group
};

/// The state a finished answer is in. What a person judged counts, however the answer ended.
AnswerState stateOf(FinishReason finish, const std::optional<Verdict>& verdict);

/// Whether a person judged the answer.
bool isJudgedByHand(const AnswerView& answer);

/// Whether nothing more will become of an answer in this state by itself.
bool isFinished(AnswerState state);

} // namespace rw::ui
