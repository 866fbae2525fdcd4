#pragma once

#include "core/base/rng.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// What fills the slots of a text: "{name}" becomes Slots["name"].
using Slots = std::map<std::string, std::string, std::less<>>;

/// The numbers and words of one problem.
struct ProblemDraft
{
    std::vector<int> numbers; ///< the given ones, in a fixed order
    int answer = 0;
    Slots slots;
};

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

/// The problem of the apples and oranges, with which everything begins.
ProblemDraft applesAndOranges();

} // namespace rw
