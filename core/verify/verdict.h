#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

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

/// What a verifier found, with everything a person needs to see why.
struct Verdict
{
    Outcome outcome = Outcome::Undecided;
    std::optional<std::string> extracted; ///< the answer as it stands in the text, for example "$1,234"
    std::optional<Span> span;             ///< where it stands
    std::string
        rule; ///< what found it: "answer is", "####", "boxed", "last number", or why nothing was found
    std::string expected; ///< the prompt's answer; empty where it has none
    std::string verifier; ///< "final-number"
    std::string message;  ///< the first thing a person should read when undecided or error; may be empty
    double milliseconds = 0.0;

    bool operator==(const Verdict&) const = default;
};

} // namespace rw
