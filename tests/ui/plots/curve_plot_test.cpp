#include "tests/ui/plots/small_runs.h"
#include "ui/plots/curve_plot.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rw::ui {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;

class CurvePlotTest : public testing::Test
{
protected:
    CurvePlotTest()
        : m_plot(m_theme, {QStringLiteral("Reward"), QStringLiteral("reward"), CurveY::Rate,
                           QStringLiteral("No values yet."), true})
    {
        m_plot.resize(400, 200);
        m_plot.show();
        QCoreApplication::processEvents();
    }

    void showValues(const std::vector<double>& values)
    {
        m_table = tableOf("reward", values);
        m_plot.setRuns({{QStringLiteral("apples-01"), &m_table, 0, true}});
        QTest::qWait(100); // one redraw is queued
    }

    QWidget* area() { return m_plot.findChild<QWidget*>(QStringLiteral("plotArea")); }
    QPoint at(double shareOfWidth)
    {
        return {static_cast<int>(shareOfWidth * area()->width()), area()->height() / 2};
    }

    void turnWheel()
    {
        const QPointF where(at(0.5));
        QWheelEvent wheel(where, area()->mapToGlobal(where), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(area(), &wheel);
    }

    Theme m_theme;
    MetricTable m_table;
    CurvePlot m_plot;
};

TEST_F(CurvePlotTest, ClickTellsTheNearestStep)
{
    showValues({0.2, 0.4, 0.6, 0.8}); // the axis runs from 0 to 4
    QSignalSpy clicked(&m_plot, &CurvePlot::stepClicked);
    QTest::mouseClick(area(), Qt::LeftButton, {}, at(0.99));
    QTest::mouseClick(area(), Qt::LeftButton, {}, at(0.12));
    QTest::mouseClick(area(), Qt::LeftButton, {}, at(0.55));
    ASSERT_EQ(clicked.size(), 3);
    EXPECT_EQ(clicked[0][0].toInt(), 4);
    EXPECT_EQ(clicked[1][0].toInt(), 1);
    EXPECT_EQ(clicked[2][0].toInt(), 2);
    EXPECT_TRUE(m_plot.isFollowing());
}

TEST_F(CurvePlotTest, ClickOnAnEmptyPlotTellsNothing)
{
    QSignalSpy clicked(&m_plot, &CurvePlot::stepClicked);
    QTest::mouseClick(area(), Qt::LeftButton, {}, at(0.5));
    EXPECT_EQ(clicked.size(), 0);
    EXPECT_EQ(m_plot.accessibleDescription(), QStringLiteral("No values yet."));
}

TEST_F(CurvePlotTest, WheelEndsFollowing)
{
    showValues({0.2, 0.4, 0.6});
    QSignalSpy follow(&m_plot, &CurvePlot::followChanged);
    turnWheel();
    turnWheel();
    EXPECT_FALSE(m_plot.isFollowing());
    ASSERT_EQ(follow.size(), 1);
    EXPECT_FALSE(follow[0][0].toBool());
}

TEST_F(CurvePlotTest, DraggingPansAndIsNoClick)
{
    showValues({0.2, 0.4, 0.6});
    QSignalSpy clicked(&m_plot, &CurvePlot::stepClicked);
    QSignalSpy ranges(&m_plot, &CurvePlot::xRangeChanged);
    QTest::mousePress(area(), Qt::LeftButton, {}, at(0.5));
    QTest::mouseMove(area(), at(0.6));
    QTest::mouseMove(area(), at(0.7));
    QTest::mouseRelease(area(), Qt::LeftButton, {}, at(0.7));
    EXPECT_FALSE(m_plot.isFollowing());
    EXPECT_GT(ranges.size(), 0);
    EXPECT_EQ(clicked.size(), 0);
}

TEST_F(CurvePlotTest, ArrowsWalkTheStepsAndReturnOpensOne)
{
    showValues({0.2, 0.4, 0.6});
    QSignalSpy clicked(&m_plot, &CurvePlot::stepClicked);
    m_plot.setCursorStep(2);
    QTest::keyClick(&m_plot, Qt::Key_Left);
    QTest::keyClick(&m_plot, Qt::Key_Return);
    ASSERT_EQ(clicked.size(), 1);
    EXPECT_EQ(clicked[0][0].toInt(), 1);
}

TEST_F(CurvePlotTest, SmoothingLeavesTheRawValuesAlone)
{
    showValues({0.0, 1.0, 0.0});
    m_plot.setSmoothing(0.5);
    // Debiased by hand: 0; (0.5 * 1) / 0.75; (0.25 * 1) / 0.875.
    EXPECT_THAT(m_plot.smoothedValues(0),
                ElementsAre(DoubleEq(0.0), DoubleEq(0.5 / 0.75), DoubleEq(0.25 / 0.875)));
    EXPECT_THAT(m_table.series(QStringLiteral("reward")).values, ElementsAre(0.0, 1.0, 0.0));
    m_plot.setSmoothing(0.0);
    EXPECT_THAT(m_plot.smoothedValues(0), ElementsAre(0.0, 1.0, 0.0));
}

TEST_F(CurvePlotTest, MissingValuesAreGaps)
{
    showValues({0.5, std::numeric_limits<double>::quiet_NaN(), 0.7});
    const std::vector<double> drawn = m_plot.smoothedValues(0);
    ASSERT_EQ(drawn.size(), 3U);
    EXPECT_TRUE(std::isnan(drawn[1]));
    EXPECT_FALSE(std::isnan(drawn[2]));
}

TEST_F(CurvePlotTest, TakesInWhatArrivesLater)
{
    showValues({0.5});
    m_plot.setSmoothing(0.0);
    const std::vector<MetricRecord> later{
        {.row = 2, .step = 2, .key = "reward", .value = 0.75, .seconds = 20.0}};
    m_table.append(later);
    m_plot.refresh();
    EXPECT_THAT(m_plot.smoothedValues(0), ElementsAre(0.5, 0.75));
}

TEST_F(CurvePlotTest, DescribesItselfToScreenReaders)
{
    const ScopedLocale english(QLocale(QLocale::English, QLocale::UnitedStates));
    showValues({0.30, 0.5, 0.91});
    EXPECT_EQ(m_plot.accessibleName(), QStringLiteral("Reward"));
    EXPECT_TRUE(m_plot.accessibleDescription().startsWith(
        QStringLiteral("Reward of apples-01: from 0.30 to 0.91 in 2 step")));
}

TEST_F(CurvePlotTest, SavesAPictureOrSaysWhyNot)
{
    showValues({0.2, 0.4});
    const QTemporaryDir folder;
    EXPECT_EQ(m_plot.savePng(folder.filePath(QStringLiteral("reward.png"))), QString());
    EXPECT_FALSE(QImage(folder.filePath(QStringLiteral("reward.png"))).isNull());
    const QString missing = folder.filePath(QStringLiteral("no/such/reward.png"));
    EXPECT_TRUE(m_plot.savePng(missing).contains(missing));
}

} // namespace
} // namespace rw::ui
