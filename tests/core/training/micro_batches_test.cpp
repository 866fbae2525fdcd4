#include "core/training/micro_batches.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RolloutGroup groupOf(std::size_t prompt, const std::vector<std::size_t>& answerLengths)
{
    RolloutGroup group;
    group.promptTokens.resize(prompt);
    for (const std::size_t length : answerLengths)
        group.rollouts.emplace_back().tokens.resize(length);
    return group;
}

std::vector<std::int64_t> indicesOf(const MicroBatch& batch)
{
    std::vector<std::int64_t> indices;
    for (const GroupPart& part : batch)
        indices.insert(indices.end(), part.indices.begin(), part.indices.end());
    return indices;
}

std::vector<std::vector<std::int64_t>> cut(const std::vector<RolloutGroup>& groups, std::size_t mostGroups,
                                           std::int64_t mostRows)
{
    std::vector<std::vector<std::int64_t>> all;
    for (const MicroBatch& batch : microBatches(groups, mostGroups, mostRows))
        all.push_back(indicesOf(batch));
    return all;
}

TEST(MicroBatches, HoldAsManyGroupsAsAskedFor)
{
    const std::vector<RolloutGroup> groups(5, groupOf(2, {3, 3}));
    EXPECT_THAT(cut(groups, 2, 1000),
                ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4, 5, 6, 7), ElementsAre(8, 9)));
}

TEST(MicroBatches, CutAGroupWhoseAnswersAreTooManyRows)
{
    // 4 prompt rows and 10 an answer: two answers are 24 rows, three 34.
    const std::vector<RolloutGroup> groups{groupOf(4, {10, 10, 10, 10, 10})};
    EXPECT_THAT(cut(groups, 4, 24), ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3), ElementsAre(4)));
    EXPECT_EQ(paddedRows(microBatches(groups, 4, 24).front()), 24);
}

TEST(MicroBatches, CountThePadding)
{
    const std::vector<RolloutGroup> groups{groupOf(4, {10, 1, 1}), groupOf(9, {2})};
    const auto whole = microBatches(groups, 4, 1000);
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_EQ(paddedRows(whole.front()), 2 * (9 + 3 * 10));
    EXPECT_THAT(cut(groups, 4, 40), ElementsAre(ElementsAre(0, 1, 2), ElementsAre(3)));
}

TEST(MicroBatches, NeverCutAnAnswer)
{
    EXPECT_THAT(cut({groupOf(4, {100, 100})}, 4, 10), ElementsAre(ElementsAre(0), ElementsAre(1)));
}

TEST(MicroBatches, LeaveOutGroupsWithoutAnswers)
{
    EXPECT_THAT(cut({groupOf(4, {}), groupOf(4, {2}), groupOf(4, {})}, 1, 100), ElementsAre(ElementsAre(0)));
    EXPECT_THAT(cut({}, 1, 100), IsEmpty());
}

TEST(MicroBatches, EveryNthIsCountedOverTheStep)
{
    const std::vector<RolloutGroup> groups{groupOf(1, {1, 1, 1}), groupOf(1, {1, 1, 1, 1})};
    const auto batches = microBatches(groups, 1, 1000);
    ASSERT_EQ(batches.size(), 2U);
    EXPECT_THAT(indicesOf(everyNth(batches[0], 4)), ElementsAre(0));
    EXPECT_THAT(indicesOf(everyNth(batches[1], 4)), ElementsAre(4));
    EXPECT_THAT(indicesOf(everyNth(batches[1], 1)), ElementsAre(3, 4, 5, 6));
    const std::vector<RolloutGroup> silent{groupOf(1, {0, 3})};
    EXPECT_THAT(everyNth(microBatches(silent, 1, 100).front(), 2), IsEmpty());
}

} // namespace
} // namespace rw
