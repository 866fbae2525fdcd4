#include "ui/models/metric_series.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rw::ui {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

MetricRecord record(int step, const char* key, double value)
{
    return {step, step, key, value, 10.0 * step};
}

TEST(MetricTableTest, EachKeyIsASeriesOfItsOwn)
{
    MetricTable table;
    table.append(std::vector{record(1, "reward", 0.25), record(1, "kl", 0.0), record(2, "reward", 0.5)});
    table.append(std::vector{record(3, "reward", 0.75)});
    EXPECT_EQ(table.keys(), (QStringList{QStringLiteral("kl"), QStringLiteral("reward")}));
    const MetricSeries& reward = table.series(QStringLiteral("reward"));
    EXPECT_EQ(reward.steps, (std::vector<double>{1, 2, 3}));
    EXPECT_EQ(reward.seconds, (std::vector<double>{10, 20, 30}));
    EXPECT_EQ(reward.values, (std::vector<double>{0.25, 0.5, 0.75}));
    EXPECT_DOUBLE_EQ(reward.last(), 0.75);
    EXPECT_TRUE(table.series(QStringLiteral("loss")).isEmpty());
    table.clear();
    EXPECT_TRUE(table.keys().isEmpty());
}

TEST(MetricTableTest, AStepLoggedAgainSupersedesWhatStandsFromThereOn)
{
    MetricTable table;
    table.append(std::vector{record(1, "reward", 0.1), record(2, "reward", 0.2), record(3, "reward", 0.3)});
    table.append(std::vector{record(2, "reward", 0.9)});
    const MetricSeries& reward = table.series(QStringLiteral("reward"));
    EXPECT_EQ(reward.steps, (std::vector<double>{1, 2}));
    EXPECT_EQ(reward.values, (std::vector<double>{0.1, 0.9}));
    EXPECT_EQ(reward.seconds.size(), 2U);
}

TEST(SmoothedTest, TheFirstValueIsItselfAndAConstantStaysOne)
{
    EXPECT_EQ(smoothed(std::vector{4.0}, 0.9), std::vector{4.0});
    for (const double value : smoothed(std::vector(50, 0.3), 0.97))
        EXPECT_NEAR(value, 0.3, 1e-12);
}

TEST(SmoothedTest, MatchesTheDebiasedAverageByHand)
{
    // s1 = 0.5*1 = 0.5, / (1 - 0.5) = 1; s2 = 0.25 + 0.5*3 = 1.75, / 0.75; s3 = 0.875 + 0.5*0 = 0.875, /
    // 0.875
    const std::vector<double> result = smoothed(std::vector{1.0, 3.0, 0.0}, 0.5);
    ASSERT_EQ(result.size(), 3U);
    EXPECT_DOUBLE_EQ(result[0], 1.0);
    EXPECT_DOUBLE_EQ(result[1], 1.75 / 0.75);
    EXPECT_DOUBLE_EQ(result[2], 1.0);
}

TEST(SmoothedTest, WithoutWeightValuesStayAsTheyAre)
{
    EXPECT_EQ(smoothed(std::vector{1.0, 3.0, 0.0}, 0.0), (std::vector{1.0, 3.0, 0.0}));
    EXPECT_TRUE(smoothed({}, 0.9).empty());
}

TEST(SmoothedTest, NaNStaysAGapAndDoesNotCount)
{
    const std::vector<double> result = smoothed(std::vector{kNaN, 1.0, kNaN, 3.0}, 0.5);
    const std::vector<double> without = smoothed(std::vector{1.0, 3.0}, 0.5);
    ASSERT_EQ(result.size(), 4U);
    EXPECT_TRUE(std::isnan(result[0]));
    EXPECT_DOUBLE_EQ(result[1], without[0]);
    EXPECT_TRUE(std::isnan(result[2]));
    EXPECT_DOUBLE_EQ(result[3], without[1]);
}

} // namespace
} // namespace rw::ui
