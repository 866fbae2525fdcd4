#pragma once

#include "core/base/ids.h"
#include "core/verify/verdict.h"
#include "core/verify/verifier_spec.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace rw {

/// A stored answer in a bench.
struct BenchedAnswer
{
    GroupId group;
    RolloutId rollout;
    std::optional<Outcome> byHand; ///< Correct or Wrong where a person's verdict stands

    bool operator==(const BenchedAnswer&) const = default;
};

/// What one verifier made of the answers, judged by it alone.
struct BenchedVerifier
{
    VerifierSpec spec;
    std::vector<Outcome> outcomes; ///< outcomes[i] of VerifierBench::answers[i]
    double meanMilliseconds = 0.0; ///< a verdict
    double mostMilliseconds = 0.0; ///< the slowest verdict

    bool operator==(const BenchedVerifier&) const = default;
};

/// Several verifiers over the same answers.
struct VerifierBench
{
    std::vector<BenchedAnswer> answers; ///< oldest first
    std::vector<BenchedVerifier> verifiers;

    bool operator==(const VerifierBench&) const = default;
};

inline constexpr std::size_t kOutcomeCount = 4;

/// Answers by outcome, in the order of Outcome's values.
using OutcomeCounts = std::array<int, kOutcomeCount>;

/// table[outcome of one][outcome of the other]: off the diagonal two verifiers disagree.
using OutcomeTable = std::array<OutcomeCounts, kOutcomeCount>;

/// What one verifier makes of the answers a person marked.
struct ErrorRates
{
    int markedCorrect = 0;
    int falseNegatives = 0; ///< of those marked correct, not found correct
    int markedWrong = 0;
    int falsePositives = 0; ///< of those marked wrong, found correct

    bool operator==(const ErrorRates&) const = default;
};

/// A share with its uncertainty: the 95 % score interval of Wilson (JASA 22, 1927). All of it is 0 to 1; of
/// nothing, the share is 0 and the interval all there is.
struct Proportion
{
    double share = 0.0;
    double low = 0.0;
    double high = 1.0;
};

/// @pre 0 <= count <= of
Proportion proportion(int count, int of);

/// @pre verifiers' indices are below bench.verifiers.size(), in all of these.
OutcomeCounts outcomeCounts(const VerifierBench& bench, std::size_t verifier);
ErrorRates errorRates(const VerifierBench& bench, std::size_t verifier);
OutcomeTable outcomeTable(const VerifierBench& bench, std::size_t one, std::size_t other);
/// Answers that the two judge differently.
int disagreements(const VerifierBench& bench, std::size_t one, std::size_t other);
/// The answers of one cell of outcomeTable(), as indices of VerifierBench::answers.
std::vector<std::size_t> answersBehind(const VerifierBench& bench, std::size_t one, Outcome outcome,
                                       std::size_t other, Outcome otherOutcome);

} // namespace rw
