#include "ui/models/answer_view.h"

namespace rw::ui {

namespace {

AnswerState stateOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Correct:
        return AnswerState::Correct;
    case Outcome::Wrong:
        return AnswerState::Wrong;
    case Outcome::Undecided:
        return AnswerState::Undecided;
    case Outcome::Error:
        return AnswerState::VerifierError;
    }
    return AnswerState::Undecided;
}

} // namespace

AnswerState stateOf(FinishReason finish, const std::optional<Verdict>& verdict)
{
    if (verdict && verdict->verifier == kByHand)
        return stateOf(verdict->outcome);
    switch (finish) {
    case FinishReason::Cancelled:
        return AnswerState::Stopped;
    case FinishReason::Length:
        return AnswerState::CutOff;
    case FinishReason::Stop:
        break;
    }
    return verdict ? stateOf(verdict->outcome) : AnswerState::Undecided;
}

bool isFinished(AnswerState state)
{
    return state != AnswerState::Queued && state != AnswerState::ReadingPrompt &&
           state != AnswerState::Writing && state != AnswerState::Verifying;
}

bool isJudgedByHand(const AnswerView& answer)
{
    return answer.verdict && answer.verdict->verifier == kByHand;
}

} // namespace rw::ui
