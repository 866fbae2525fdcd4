#include "tests/ui/plots/small_runs.h"
#include "ui/plots/metric_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace rw::ui {
namespace {

TEST(MetricText, ShowsAboutThreeFigures)
{
    const ScopedLocale english(QLocale(QLocale::English, QLocale::UnitedStates));
    EXPECT_EQ(metricText(0.814), QStringLiteral("0.81"));
    EXPECT_EQ(metricText(31.36), QStringLiteral("31.4"));
    EXPECT_EQ(metricText(1204.2), QStringLiteral("1,204"));
    EXPECT_EQ(metricText(0.0123), QStringLiteral("0.0123"));
    EXPECT_EQ(metricText(-0.5), QStringLiteral("-0.50"));
    EXPECT_EQ(metricText(0.0), QStringLiteral("0.00"));
    EXPECT_EQ(metricText(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("–"));
}

TEST(MetricText, FollowsTheLanguage)
{
    const ScopedLocale german(QLocale(QLocale::German, QLocale::Germany));
    EXPECT_EQ(metricText(0.814), QStringLiteral("0,81"));
    EXPECT_EQ(metricText(1204.2), QStringLiteral("1.204"));
}

TEST(DurationText, GrowsFromSecondsToHours)
{
    EXPECT_EQ(durationText(42.4), QStringLiteral("0:42"));
    EXPECT_EQ(durationText(725.0), QStringLiteral("12:05"));
    EXPECT_EQ(durationText(3723.0), QStringLiteral("1:02:03"));
}

} // namespace
} // namespace rw::ui
