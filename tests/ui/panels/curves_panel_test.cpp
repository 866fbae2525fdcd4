#include "tests/ui/plots/small_runs.h"
#include "ui/panels/curves_panel.h"
#include "ui/widgets/segmented_control.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

class CurvesPanelTest : public testing::Test
{
protected:
    CurvesPanelTest()
        : m_panel(m_theme)
    {
        m_panel.setRuns({{QStringLiteral("apples, \"01\""), &m_first, 0, true},
                         {QStringLiteral("hidden"), &m_second, 1, false}});
        m_panel.resize(1000, 220);
        m_panel.show();
        QTest::qWait(100);
    }

    CurvePlot* plot(const char* metric) { return m_panel.findChild<CurvePlot*>(QLatin1String(metric)); }
    static QWidget* area(CurvePlot* plot) { return plot->findChild<QWidget*>(QStringLiteral("plotArea")); }
    QPushButton* button(const char* name) { return m_panel.findChild<QPushButton*>(QLatin1String(name)); }

    void turnWheelOver(CurvePlot* plot)
    {
        const QPointF where(area(plot)->rect().center());
        QWheelEvent wheel(where, area(plot)->mapToGlobal(where), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(area(plot), &wheel);
    }

    QString csv()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("values.csv"));
        EXPECT_EQ(m_panel.saveCsv(path), QString());
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return QString::fromUtf8(file.readAll());
    }

    Theme m_theme;
    MetricTable m_first = tableOf("reward", {0.25, 0.5});
    MetricTable m_second = tableOf("reward", {0.125});
    CurvesPanel m_panel;
};

TEST_F(CurvesPanelTest, ClickOnACurveTellsItsStep)
{
    QSignalSpy clicked(&m_panel, &CurvesPanel::stepClicked);
    CurvePlot* reward = plot("reward");
    QTest::mouseClick(area(reward), Qt::LeftButton, {}, QPoint(area(reward)->width() - 12, 40));
    ASSERT_EQ(clicked.size(), 1);
    EXPECT_EQ(clicked[0][0].toInt(), 2);
}

TEST_F(CurvesPanelTest, WheelOverOnePlotStopsAllAndLatestFollowsAgain)
{
    QSignalSpy follow(&m_panel, &CurvesPanel::followChanged);
    turnWheelOver(plot("reward"));
    EXPECT_FALSE(m_panel.isFollowing());
    EXPECT_FALSE(plot("eval_pass@1")->isFollowing());
    EXPECT_EQ(button("follow")->text(), QStringLiteral("Latest"));
    QTest::mouseClick(button("follow"), Qt::LeftButton);
    EXPECT_TRUE(m_panel.isFollowing());
    EXPECT_TRUE(plot("eval_pass@1")->isFollowing());
    ASSERT_EQ(follow.size(), 2);
    EXPECT_FALSE(follow[0][0].toBool());
    EXPECT_TRUE(follow[1][0].toBool());
}

TEST_F(CurvesPanelTest, CsvHoldsAllValuesOfVisibleRuns)
{
    EXPECT_EQ(csv(), QStringLiteral("run,step,seconds,reward\n"
                                    "\"apples, \"\"01\"\"\",1,10,0.25\n"
                                    "\"apples, \"\"01\"\"\",2,20,0.5\n"));
}

TEST_F(CurvesPanelTest, GermanNumbersOnScreenAreNoGermanNumbersInTheCsv)
{
    const ScopedLocale german(QLocale(QLocale::German, QLocale::Germany));
    QTest::mouseClick(button("table"), Qt::LeftButton);
    const auto* table = m_panel.findChild<QTableView*>();
    EXPECT_EQ(table->model()->index(0, 1).data().toString(), QStringLiteral("0,50"));
    EXPECT_TRUE(csv().contains(QStringLiteral(",2,20,0.5\n")));
}

TEST_F(CurvesPanelTest, TableShowsTheNewestStepFirst)
{
    QTest::mouseClick(button("table"), Qt::LeftButton);
    const auto* table = m_panel.findChild<QTableView*>();
    ASSERT_EQ(table->model()->rowCount(), 2);
    EXPECT_EQ(table->model()->index(0, 0).data().toString(), QStringLiteral("2"));
    EXPECT_TRUE(table->isVisible());
}

TEST_F(CurvesPanelTest, SmoothingReachesThePlots)
{
    m_panel.findChild<QSlider*>(QStringLiteral("smoothing"))->setValue(0);
    EXPECT_EQ(plot("reward")->smoothedValues(0), (std::vector<double>{0.25, 0.5}));
    m_panel.findChild<QSlider*>(QStringLiteral("smoothing"))->setValue(90);
    EXPECT_LT(plot("reward")->smoothedValues(0)[1], 0.5);
}

TEST_F(CurvesPanelTest, TabsShowTheirPlots)
{
    EXPECT_TRUE(plot("reward")->isVisible());
    EXPECT_FALSE(plot("kl")->isVisible());
    auto* tabs = m_panel.findChild<SegmentedControl*>();
    emit tabs->chosen(5);
    EXPECT_TRUE(plot("kl")->isVisible());
    EXPECT_FALSE(plot("reward")->isVisible());
}

TEST_F(CurvesPanelTest, SavesThePictureOrSaysWhyNot)
{
    const QTemporaryDir folder;
    EXPECT_EQ(m_panel.savePicture(folder.filePath(QStringLiteral("curves.png"))), QString());
    EXPECT_FALSE(QImage(folder.filePath(QStringLiteral("curves.png"))).isNull());
    EXPECT_NE(m_panel.savePicture(folder.filePath(QStringLiteral("no/curves.png"))), QString());
    EXPECT_NE(m_panel.saveCsv(folder.filePath(QStringLiteral("no/curves.csv"))), QString());
}

} // namespace
} // namespace rw::ui
