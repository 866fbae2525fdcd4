#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// The "verifier" of a verdict that a person gave.
inline constexpr std::string_view kByHand = "by hand";

enum class Outcome { Correct, Wrong, Undecided, Error };

/// "correct", "wrong", "undecided", "error": the spelling of JSON and of the run log.
std::string_view toString(Outcome outcome);
/// @throws Error for any other word.
Outcome outcomeFromString(std::string_view word);

/// Half-open range in an answer's text, counted in code points.
struct Span
{
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const Span&) const = default;
};

/// What one of several verifiers found: a named part of the reward, with its evidence.
struct VerdictPart
{
    std::string name;     ///< of the reward part: "accuracy", "format", ...
    std::string verifier; ///< "format"
    Outcome outcome = Outcome::Undecided;
    double score = 0.0;  ///< -1 to 1; what `outcome` is worth unless the verifier grades more finely
    double weight = 1.0; ///< the reward is the sum of score times weight
    std::optional<std::string> extracted;
    std::optional<Span> span;
    std::string rule;
    std::string normalised{};         ///< the answer as it was compared; empty: as it stands
    std::string normalisedExpected{}; ///< likewise the expected answer
    std::string message;
    double milliseconds = 0.0;

    bool operator==(const VerdictPart&) const = default;
};

/// What a verifier found, with everything a person needs to see why.
struct Verdict
{
    Outcome outcome = Outcome::Undecided;
    std::optional<std::string> extracted; ///< the answer as it stands in the text, for example "$1,234"
    std::optional<Span> span;             ///< where it stands
    std::string
        rule; ///< what found it: "answer is", "####", "boxed", "last number", or why nothing was found
    std::string expected;             ///< the prompt's answer; empty where it has none
    std::string verifier;             ///< "final-number"; kByHand where a person judged
    std::string normalised{};         ///< the answer as it was compared; empty: as it stands
    std::string normalisedExpected{}; ///< likewise the expected answer
    std::string message; ///< the first thing a person should read when undecided or error; may be empty
    double milliseconds = 0.0;
    /// Of a combination, each verifier's part. The outcome and the evidence above are those of the first.
    /// Empty: one verifier, whose outcome alone is the reward part "accuracy".
    std::vector<VerdictPart> parts{};

    bool operator==(const Verdict&) const = default;
};

} // namespace rw
