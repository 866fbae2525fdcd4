#pragma once

#include "core/base/rng.h"

#include <string>

namespace rw {

/// A piece of school text to learn from. Where there is a question, the text answers it; else it is prose of
/// a textbook.
struct SchoolExample
{
    std::string question;
    std::string text;
};

/// What the first stage reads: sums and facts at the start, then more and more worked examples that show
/// every step (three in four) or an equation. Bare answers are not among them.
/// @param progress share of the training done, 0 to 1
SchoolExample drawPretrainingExample(Rng& rng, double progress);

/// What the second stage imitates: mostly bare answers (65 %), some equations (20 %), few steps (15 %).
SchoolExample drawImitationExample(Rng& rng);

} // namespace rw
