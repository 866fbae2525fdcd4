#include "core/rollout/verifier_bench.h"

#include <gtest/gtest.h>

namespace rw {
namespace {

constexpr Outcome kC = Outcome::Correct;
constexpr Outcome kW = Outcome::Wrong;
constexpr Outcome kU = Outcome::Undecided;
constexpr Outcome kE = Outcome::Error;

VerifierBench sample()
{
    VerifierBench bench;
    bench.answers = {{{1}, {10}, kC}, {{1}, {11}, kC}, {{1}, {12}, kW}, {{2}, {13}, kW},
                     {{2}, {14}, {}}, {{2}, {15}, kC}, {{3}, {16}, {}}};
    bench.verifiers = {
        {.spec = verifierSpecFromString("exact-text"), .outcomes = {kC, kW, kW, kW, kC, kE, kU}},
        {.spec = verifierSpecFromString("final-number"), .outcomes = {kC, kC, kC, kW, kC, kC, kW}}};
    return bench;
}

TEST(VerifierBench, CountsOutcomes)
{
    EXPECT_EQ(outcomeCounts(sample(), 0), (OutcomeCounts{2, 3, 1, 1}));
    EXPECT_EQ(outcomeCounts(sample(), 1), (OutcomeCounts{5, 2, 0, 0}));
}

TEST(VerifierBench, KnowsWhatAPersonMarked)
{
    EXPECT_EQ(errorRates(sample(), 0), (ErrorRates{3, 2, 2, 0})) << "an error misses a correct answer, too";
    EXPECT_EQ(errorRates(sample(), 1), (ErrorRates{3, 0, 2, 1}));
}

TEST(VerifierBench, TellsWhereTwoDisagreeAndOnWhat)
{
    const VerifierBench bench = sample();
    const OutcomeTable table = outcomeTable(bench, 0, 1);
    EXPECT_EQ(table[0], (OutcomeCounts{2, 0, 0, 0}));
    EXPECT_EQ(table[1], (OutcomeCounts{2, 1, 0, 0}));
    EXPECT_EQ(table[2], (OutcomeCounts{0, 1, 0, 0}));
    EXPECT_EQ(table[3], (OutcomeCounts{1, 0, 0, 0}));
    EXPECT_EQ(outcomeTable(bench, 1, 0)[0][1], table[1][0]);
    EXPECT_EQ(disagreements(bench, 0, 1), 4);
    EXPECT_EQ(disagreements(bench, 1, 0), 4);
    EXPECT_EQ(disagreements(bench, 0, 0), 0);
    EXPECT_EQ(answersBehind(bench, 0, kW, 1, kC), (std::vector<std::size_t>{1, 2}));
    EXPECT_EQ(answersBehind(bench, 1, kC, 0, kW), (std::vector<std::size_t>{1, 2}));
    EXPECT_TRUE(answersBehind(bench, 0, kU, 1, kE).empty());
}

/// Against the formula, reckoned in Python.
TEST(VerifierBench, ProportionsCarryWilsonsInterval)
{
    const Proportion few = proportion(1, 10);
    EXPECT_DOUBLE_EQ(few.share, 0.1);
    EXPECT_NEAR(few.low, 0.017876213095072868, 1e-12);
    EXPECT_NEAR(few.high, 0.4041500267952385, 1e-12);
    const Proportion none = proportion(0, 20);
    EXPECT_NEAR(none.low, 0.0, 1e-12);
    EXPECT_NEAR(none.high, 0.16112515805281938, 1e-12);
    const Proportion all = proportion(20, 20);
    EXPECT_NEAR(all.low, 0.8388748419471806, 1e-12);
    EXPECT_NEAR(all.high, 1.0, 1e-12);
    EXPECT_EQ(proportion(0, 0).low, 0.0);
    EXPECT_EQ(proportion(0, 0).high, 1.0);
}

TEST(VerifierBench, OfNoAnswersIsEmpty)
{
    VerifierBench bench;
    bench.verifiers.resize(2);
    EXPECT_EQ(outcomeCounts(bench, 0), OutcomeCounts{});
    EXPECT_EQ(errorRates(bench, 1), ErrorRates{});
    EXPECT_EQ(disagreements(bench, 0, 1), 0);
}

} // namespace
} // namespace rw
