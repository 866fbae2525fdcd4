#include "ui/panels/answers_arrangement.h"

#include <algorithm>
#include <numeric>

namespace rw::ui {
namespace {

int verdictRank(AnswerState state)
{
    switch (state) {
    case AnswerState::Correct:
        return 0;
    case AnswerState::Wrong:
        return 1;
    case AnswerState::Undecided:
        return 2;
    case AnswerState::CutOff:
        return 3;
    case AnswerState::Stopped:
        return 4;
    case AnswerState::VerifierError:
        return 5;
    case AnswerState::Failed:
        return 6;
    case AnswerState::Writing:
    case AnswerState::Verifying:
    case AnswerState::ReadingPrompt:
    case AnswerState::Queued:
        break;
    }
    return 7;
}

} // namespace

std::vector<int> orderedAnswers(std::span<const AnswerView> answers, AnswerOrder order)
{
    std::vector<int> result(answers.size());
    std::iota(result.begin(), result.end(), 0);
    const auto key = [&](int index) {
        const AnswerView& answer = answers[static_cast<std::size_t>(index)];
        return order == AnswerOrder::Length ? answer.tokens : verdictRank(answer.state);
    };
    if (order != AnswerOrder::Number)
        std::stable_sort(result.begin(), result.end(), [&](int a, int b) { return key(a) < key(b); });
    return result;
}

bool passesFilter(const AnswerView& answer, AnswerFilter filter)
{
    switch (filter) {
    case AnswerFilter::All:
        return true;
    case AnswerFilter::Correct:
        return answer.state == AnswerState::Correct;
    case AnswerFilter::Wrong:
        return answer.state == AnswerState::Wrong;
    case AnswerFilter::Undecided:
        return answer.state == AnswerState::Undecided || answer.state == AnswerState::CutOff ||
               answer.state == AnswerState::VerifierError;
    case AnswerFilter::Starred:
        return answer.starred;
    }
    return true;
}

} // namespace rw::ui
