#pragma once

#include "core/base/rng.h"

#include <map>
#include <string>
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

/// Each draws the numbers, names and things of one family of problems.
ProblemDraft drawUnknownPrice(Rng& rng);
ProblemDraft drawChange(Rng& rng);
ProblemDraft drawJourney(Rng& rng);
ProblemDraft drawArrival(Rng& rng);
ProblemDraft drawForce(Rng& rng);
ProblemDraft drawDensity(Rng& rng);
ProblemDraft drawOhm(Rng& rng);
ProblemDraft drawPerimeter(Rng& rng);
ProblemDraft drawArea(Rng& rng);
ProblemDraft drawAge(Rng& rng);
ProblemDraft drawSharing(Rng& rng);
ProblemDraft drawSaving(Rng& rng);
ProblemDraft drawGoal(Rng& rng);

/// The problem of the apples and oranges, with which everything begins.
ProblemDraft applesAndOranges();

} // namespace rw
