#include "ui/widgets/history_plot.h"

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

TEST(HistoryPlot, SaysItsEndsToAScreenReader)
{
    const Theme theme;
    HistoryPlot plot(theme);
    plot.setPoints({{0, 15, 3, {}}, {10, 15, 9, {}}, {20, 15, 15, {}}});
    EXPECT_TRUE(plot.accessibleDescription().contains(QStringLiteral("first 20 %, last 100 %")))
        << plot.accessibleDescription().toStdString();
    plot.setPoints({});
    EXPECT_EQ(plot.accessibleDescription(), QStringLiteral("No answers yet"));
}

TEST(HistoryPlot, DrawsEveryNumberOfPoints)
{
    const Theme theme;
    HistoryPlot plot(theme);
    plot.resize(plot.sizeHint());
    const QImage empty = plot.grab().toImage();
    for (const int count : {1, 2, 500}) {
        std::vector<HistoryPoint> points;
        for (int i = 0; i < count; ++i)
            points.push_back({i, 10, i % 11, {}});
        plot.setPoints(points);
        EXPECT_NE(plot.grab().toImage(), empty) << count;
    }
}

} // namespace
} // namespace rw::ui
