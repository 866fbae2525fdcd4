#pragma once

#include "ui/models/answer_view.h"

#include <span>
#include <vector>

namespace rw::ui {

enum class AnswerOrder { Number, Length, Verdict };
enum class AnswerFilter { All, Correct, Wrong, Undecided, Starred };

/// Answer indices in the order asked for; equal ones stay by number. Verdict: correct, wrong, undecided, the
/// rest.
std::vector<int> orderedAnswers(std::span<const AnswerView> answers, AnswerOrder order);

bool passesFilter(const AnswerView& answer, AnswerFilter filter);

} // namespace rw::ui
