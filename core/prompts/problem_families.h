#pragma once

#include "core/prompts/problem_drafts.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// A kind of word problem: texts with slots, and a way to draw what fills them.
struct ProblemFamily
{
    std::string_view name;
    std::string_view category;
    int difficulty; ///< 1: two steps with small numbers, 3: three steps or an unknown to solve for
    std::vector<std::string_view> wordings;
    std::string_view equation;
    std::string_view steps;
    ProblemDraft (*draw)(Rng&);
};

std::span<const ProblemFamily> allProblemFamilies();

/// Replaces each "{slot}". Slots that are missing are a mistake in the family. @throws Error naming the slot.
std::string fillSlots(std::string_view text, const Slots& slots);

} // namespace rw
