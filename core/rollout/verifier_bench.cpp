#include "core/rollout/verifier_bench.h"

#include <algorithm>
#include <cmath>

namespace rw {

namespace {

std::size_t placeOf(Outcome outcome)
{
    return static_cast<std::size_t>(outcome);
}

} // namespace

Proportion proportion(int count, int of)
{
    if (of <= 0)
        return {};
    constexpr double kZ = 1.959963984540054; // 97.5 % quantile of the normal distribution
    const double n = of;
    const double share = count / n;
    const double scale = 1.0 + kZ * kZ / n;
    const double centre = (share + kZ * kZ / (2.0 * n)) / scale;
    const double margin = kZ / scale * std::sqrt(share * (1.0 - share) / n + kZ * kZ / (4.0 * n * n));
    return {share, std::max(0.0, centre - margin), std::min(1.0, centre + margin)};
}

OutcomeCounts outcomeCounts(const VerifierBench& bench, std::size_t verifier)
{
    OutcomeCounts counts{};
    for (const Outcome outcome : bench.verifiers[verifier].outcomes)
        ++counts[placeOf(outcome)];
    return counts;
}

ErrorRates errorRates(const VerifierBench& bench, std::size_t verifier)
{
    ErrorRates rates;
    for (std::size_t i = 0; i < bench.answers.size(); ++i) {
        const bool foundCorrect = bench.verifiers[verifier].outcomes[i] == Outcome::Correct;
        if (bench.answers[i].byHand == Outcome::Correct) {
            ++rates.markedCorrect;
            rates.falseNegatives += foundCorrect ? 0 : 1;
        } else if (bench.answers[i].byHand == Outcome::Wrong) {
            ++rates.markedWrong;
            rates.falsePositives += foundCorrect ? 1 : 0;
        }
    }
    return rates;
}

OutcomeTable outcomeTable(const VerifierBench& bench, std::size_t one, std::size_t other)
{
    OutcomeTable table{};
    for (std::size_t i = 0; i < bench.answers.size(); ++i)
        ++table[placeOf(bench.verifiers[one].outcomes[i])][placeOf(bench.verifiers[other].outcomes[i])];
    return table;
}

int disagreements(const VerifierBench& bench, std::size_t one, std::size_t other)
{
    int differing = 0;
    for (std::size_t i = 0; i < bench.answers.size(); ++i)
        differing += bench.verifiers[one].outcomes[i] == bench.verifiers[other].outcomes[i] ? 0 : 1;
    return differing;
}

std::vector<std::size_t> answersBehind(const VerifierBench& bench, std::size_t one, Outcome outcome,
                                       std::size_t other, Outcome otherOutcome)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < bench.answers.size(); ++i) {
        if (bench.verifiers[one].outcomes[i] == outcome && bench.verifiers[other].outcomes[i] == otherOutcome)
            found.push_back(i);
    }
    return found;
}

} // namespace rw
