#include "ui/models/run_list_model.h"
#include "ui/panels/runs_panel.h"

#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

RunRow row(const QString& name)
{
    RunRow run;
    run.name = name;
    run.directory = QStringLiteral("/runs/") + name;
    run.objective = QStringLiteral("grpo");
    run.state = QStringLiteral("open");
    run.step = 3;
    run.lastReward = 0.5;
    return run;
}

class RunsPanelTest : public testing::Test
{
protected:
    RunsPanelTest()
        : m_panel(m_theme, m_model)
    {
        m_model.setRuns({row(QStringLiteral("one")), row(QStringLiteral("two"))});
        m_panel.resize(360, 200);
        m_panel.show();
        QCoreApplication::processEvents();
    }

    QListView* list() { return m_panel.findChild<QListView*>(); }
    QRect rowRect(int row) { return list()->visualRect(m_model.index(row)); }
    bool isShown(int row) { return m_model.index(row).data(RunListModel::VisibleRole).toBool(); }

    Theme m_theme;
    RunListModel m_model;
    RunsPanel m_panel;
};

TEST_F(RunsPanelTest, ClickOnTheSwatchShowsTheRunInTheCurves)
{
    QSignalSpy changed(&m_panel, &RunsPanel::visibilityChanged);
    const bool before = isShown(1);
    const QRect rect = rowRect(1);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, rect.topLeft() + QPoint(20, rect.height() / 2));
    EXPECT_NE(isShown(1), before);
    EXPECT_EQ(changed.size(), 1);
}

TEST_F(RunsPanelTest, ClickOnTheNameLeavesTheCurvesAlone)
{
    QSignalSpy changed(&m_panel, &RunsPanel::visibilityChanged);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, rowRect(1).center());
    EXPECT_EQ(changed.size(), 0);
}

TEST_F(RunsPanelTest, KeysReachEverything)
{
    list()->setFocus();
    list()->setCurrentIndex(m_model.index(1));
    QSignalSpy changed(&m_panel, &RunsPanel::visibilityChanged);
    QSignalSpy opened(&m_panel, &RunsPanel::openRequested);
    QTest::keyClick(list(), Qt::Key_Space);
    QTest::keyClick(list(), Qt::Key_Return);
    EXPECT_EQ(changed.size(), 1);
    ASSERT_EQ(opened.size(), 1);
    EXPECT_EQ(opened[0][0].toString(), QStringLiteral("/runs/two"));
}

TEST_F(RunsPanelTest, MenuActionsNameTheRun)
{
    list()->setCurrentIndex(m_model.index(0));
    QSignalSpy exported(&m_panel, &RunsPanel::exportAnswersRequested);
    QSignalSpy from(&m_panel, &RunsPanel::newRunFromRequested);
    const QList<QAction*> actions = list()->actions();
    ASSERT_EQ(actions.size(), 4);
    actions[2]->trigger();
    actions[3]->trigger();
    ASSERT_EQ(exported.size(), 1);
    ASSERT_EQ(from.size(), 1);
    EXPECT_EQ(exported[0][0].toString(), QStringLiteral("/runs/one"));
    EXPECT_EQ(from[0][0].toString(), QStringLiteral("/runs/one"));
}

TEST_F(RunsPanelTest, ButtonsAsk)
{
    QSignalSpy created(&m_panel, &RunsPanel::newRunRequested);
    QSignalSpy opened(&m_panel, &RunsPanel::openFolderRequested);
    QTest::mouseClick(m_panel.findChild<QPushButton*>(QStringLiteral("newRun")), Qt::LeftButton);
    QTest::mouseClick(m_panel.findChild<QPushButton*>(QStringLiteral("openFolder")), Qt::LeftButton);
    EXPECT_EQ(created.size(), 1);
    EXPECT_EQ(opened.size(), 1);
}

} // namespace
} // namespace rw::ui
