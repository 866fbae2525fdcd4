#include "core/checking/ordered_verdicts.h"
#include "tests/core/checking/fake_verifiers.h"

#include <gtest/gtest.h>

#include <vector>

namespace rw {

namespace {

using namespace std::chrono_literals;

TEST(OrderedVerdicts, ComeInTheOrderOfTheAnswers)
{
    VerificationPool pool(makeFinalNumberVerifier(), {.threads = 4});
    std::vector<std::size_t> order;
    std::size_t wrong = 0;
    OrderedVerdicts verdicts(pool, [&](std::size_t number, const Verdict& verdict) {
        order.push_back(number);
        wrong += verdict.expected == std::to_string(number) && verdict.outcome == Outcome::Correct ? 0U : 1U;
    });
    for (std::size_t i = 0; i < 5000; ++i)
        verdicts.submit({.id = {}, .text = {}, .answer = std::to_string(i), .category = {}},
                        std::to_string(i), FinishReason::Stop);
    verdicts.finish();
    ASSERT_EQ(order.size(), 5000U);
    for (std::size_t i = 0; i < order.size(); ++i)
        ASSERT_EQ(order[i], i);
    EXPECT_EQ(wrong, 0U);
}

TEST(OrderedVerdicts, OneThatHangsHoldsUpOnlyItsPlace)
{
    const auto verifier = std::make_shared<test::HangingVerifier>(100ms);
    VerificationPool pool(verifier, {.threads = 2});
    std::vector<Outcome> outcomes;
    OrderedVerdicts verdicts(
        pool, [&](std::size_t, const Verdict& verdict) { outcomes.push_back(verdict.outcome); });
    for (const char* answer : {"1", "hang", "1", "2"})
        verdicts.submit({.id = {}, .text = {}, .answer = "1", .category = {}}, answer, FinishReason::Stop);
    verdicts.finish();
    EXPECT_EQ(outcomes, (std::vector{Outcome::Correct, Outcome::Error, Outcome::Correct, Outcome::Wrong}));
    verifier->release();
}

} // namespace

} // namespace rw
