#include "core/prompts/school_text.h"
#include "core/prompts/solution_style.h"

#include <gtest/gtest.h>

#include <map>

namespace rw {

namespace {

constexpr int kDraws = 4000;

/// Share of each style among examples with a question, and of examples without one.
struct Mixture
{
    std::map<SolutionStyle, double> styles;
    double prose = 0.0;
};

template <class Draw>
Mixture mixtureOf(Draw draw)
{
    Rng rng(5);
    Mixture mixture;
    for (int i = 0; i < kDraws; ++i) {
        const SchoolExample example = draw(rng);
        EXPECT_FALSE(example.text.empty());
        if (example.question.empty())
            mixture.prose += 1.0 / kDraws;
        else
            mixture.styles[classifySolution(example.text)] += 1.0 / kDraws;
    }
    return mixture;
}

TEST(Pretraining, ShowsNoBareAnswers)
{
    const Mixture mixture = mixtureOf([](Rng& rng) { return drawPretrainingExample(rng, 0.9); });
    EXPECT_EQ(mixture.styles.count(SolutionStyle::BareAnswer), 0U);
    EXPECT_NEAR(mixture.styles.at(SolutionStyle::Steps) / (1.0 - mixture.prose), 0.75, 0.03);
}

TEST(Pretraining, BeginsWithSums)
{
    const Mixture early = mixtureOf([](Rng& rng) { return drawPretrainingExample(rng, 0.0); });
    const Mixture late = mixtureOf([](Rng& rng) { return drawPretrainingExample(rng, 0.5); });
    EXPECT_NEAR(early.prose, 0.60, 0.03);
    EXPECT_NEAR(late.prose, 0.15, 0.03);
}

TEST(Imitation, ShowsMostlyBareAnswers)
{
    const Mixture mixture = mixtureOf([](Rng& rng) { return drawImitationExample(rng); });
    EXPECT_NEAR(mixture.styles.at(SolutionStyle::BareAnswer), 0.65, 0.03);
    EXPECT_NEAR(mixture.styles.at(SolutionStyle::Equation), 0.20, 0.03);
    EXPECT_NEAR(mixture.styles.at(SolutionStyle::Steps), 0.15, 0.03);
}

TEST(SolutionStyles, AreToldApart)
{
    EXPECT_EQ(classifySolution("The answer is 3."), SolutionStyle::BareAnswer);
    EXPECT_EQ(classifySolution(""), SolutionStyle::BareAnswer);
    EXPECT_EQ(classifySolution("3x+4=13; 3x=9; x=3. The answer is 3."), SolutionStyle::Equation);
    EXPECT_EQ(classifySolution("x = 3. The answer is 3."), SolutionStyle::Equation);
    EXPECT_EQ(classifySolution("The apples cost 13-4=9. The answer is 3."), SolutionStyle::Steps);
}

} // namespace

} // namespace rw
