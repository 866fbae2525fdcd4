#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rw {

/// What the value of an option must be.
enum class OptionKind {
    Text,
    Pattern, ///< a regular expression of PCRE2
    Whole,   ///< a whole number in range
    Number,  ///< a number in range
    Flag,    ///< "yes" or "no"
    Choice,  ///< one of the words in `choices`
    List     ///< texts with "|" between them
};

/// One option of a verifier, for help texts, forms and checks alike.
struct VerifierOption
{
    std::string_view name;
    OptionKind kind = OptionKind::Text;
    std::string_view fallback = {}; ///< its value where it is not given; empty: none
    std::string_view meaning = {};  ///< one line
    std::string_view choices = {};  ///< of a Choice: "exactly|at-most"
    double low = 0.0;               ///< of a Whole or Number
    double high = 0.0;
    bool required = false; ///< must not be empty
};

/// One verifier there is.
struct VerifierKind
{
    std::string_view name;        ///< as specs spell it: "final-number"
    std::string_view title;       ///< as people read it: "Final number"
    std::string_view description; ///< one line
    std::span<const VerifierOption> options;
    bool needsAnswer = true; ///< prompts without an expected answer stay undecided
};

/// Every verifier, the usual one first. What there is to choose, for the command line and the window.
std::span<const VerifierKind> verifierKinds();

/// @throws UsageError that lists the verifiers there are.
const VerifierKind& verifierKind(std::string_view name);

/// The list as text for a terminal: each verifier with its options, their defaults and meanings.
std::string verifierHelp();

} // namespace rw
