#include "tests/ui/answers/sample_group.h"
#include "ui/models/group_model.h"
#include "ui/panels/answers_arrangement.h"

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

std::vector<AnswerView> sampleAnswers()
{
    GroupModel model;
    model.showRecorded(sampleGroup(false), sampleSummary());
    return model.answers();
}

std::vector<int> passing(AnswerFilter filter)
{
    std::vector<int> result;
    for (const AnswerView& answer : sampleAnswers()) {
        if (passesFilter(answer, filter))
            result.push_back(answer.index);
    }
    return result;
}

TEST(Arrangement, SortsByNumberLengthAndVerdict)
{
    EXPECT_EQ(orderedAnswers(sampleAnswers(), AnswerOrder::Number), (std::vector{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(orderedAnswers(sampleAnswers(), AnswerOrder::Length), (std::vector{0, 5, 2, 4, 3, 1}));
    EXPECT_EQ(orderedAnswers(sampleAnswers(), AnswerOrder::Verdict), (std::vector{1, 3, 5, 0, 2, 4}));
}

TEST(Arrangement, FiltersByVerdictAndStar)
{
    EXPECT_EQ(passing(AnswerFilter::All).size(), 6U);
    EXPECT_EQ(passing(AnswerFilter::Correct), (std::vector{1, 3, 5}));
    EXPECT_EQ(passing(AnswerFilter::Wrong), (std::vector{0, 2}));
    EXPECT_EQ(passing(AnswerFilter::Undecided), (std::vector{4}));
    EXPECT_EQ(passing(AnswerFilter::Starred), (std::vector{3}));
}

} // namespace
} // namespace rw::ui
