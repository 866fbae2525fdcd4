#include "ui/models/run_list_model.h"

#include <QAbstractItemModelTester>
#include <QSet>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

RunRow row(int number, const char* state = "open")
{
    const QString name = QStringLiteral("run-%1").arg(number);
    return {name,
            QStringLiteral("/runs/") + name,
            QStringLiteral("grpo"),
            QLatin1String(state),
            QStringLiteral("2026-01-31T09:30:00.123Z"),
            number,
            number > 0 ? std::optional(0.5) : std::nullopt};
}

std::vector<RunRow> rows(int count)
{
    std::vector<RunRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(row(i));
    return rows;
}

class RunListModelTest : public testing::Test
{
protected:
    bool show(int row, bool visible = true)
    {
        return m_model.setData(m_model.index(row), visible, RunListModel::VisibleRole);
    }
    [[nodiscard]] bool isVisible(int row) const
    {
        return m_model.index(row).data(RunListModel::VisibleRole).toBool();
    }
    [[nodiscard]] int colour(int row) const
    {
        return m_model.index(row).data(RunListModel::ColourIndexRole).toInt();
    }
    [[nodiscard]] QString state(int row) const
    {
        return m_model.index(row).data(RunListModel::StateRole).toString();
    }

    RunListModel m_model;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(RunListModelTest, EveryRoleIsAnswered)
{
    m_model.setRuns(rows(2));
    const QModelIndex first = m_model.index(0);
    const QModelIndex second = m_model.index(1);
    EXPECT_EQ(second.data(RunListModel::NameRole).toString(), QStringLiteral("run-1"));
    EXPECT_EQ(second.data(RunListModel::DirectoryRole).toString(), QStringLiteral("/runs/run-1"));
    EXPECT_EQ(second.data(RunListModel::ObjectiveRole).toString(), QStringLiteral("grpo"));
    EXPECT_EQ(second.data(RunListModel::StepRole).toInt(), 1);
    EXPECT_DOUBLE_EQ(second.data(RunListModel::LastRewardRole).toDouble(), 0.5);
    EXPECT_FALSE(first.data(RunListModel::LastRewardRole).isValid());
    EXPECT_EQ(second.data(RunListModel::CreatedRole).toString(), QStringLiteral("2026-01-31T09:30:00.123Z"));
    EXPECT_EQ(m_model.rowOf(QStringLiteral("/runs/run-1")), 1);
    EXPECT_EQ(m_model.rowOf(QStringLiteral("/elsewhere")), -1);
    EXPECT_FALSE(isVisible(0));
    EXPECT_EQ(colour(0), -1);
}

TEST_F(RunListModelTest, AtMostSixAreVisibleEachInAColourOfItsOwn)
{
    m_model.setRuns(rows(8));
    QSet<int> colours;
    for (int i = 0; i < RunListModel::kMostVisible; ++i) {
        EXPECT_TRUE(show(i));
        colours.insert(colour(i));
    }
    EXPECT_EQ(colours.size(), RunListModel::kMostVisible);
    EXPECT_FALSE(show(6));
    EXPECT_FALSE(isVisible(6));

    const int freed = colour(2);
    EXPECT_TRUE(show(2, false));
    EXPECT_TRUE(show(6));
    EXPECT_EQ(colour(6), freed);
}

TEST_F(RunListModelTest, TheCurrentRunIsAlwaysVisible)
{
    m_model.setRuns(rows(8));
    for (int i = 0; i < RunListModel::kMostVisible; ++i)
        show(i);
    m_model.setCurrent(QStringLiteral("/runs/run-7"));
    EXPECT_EQ(state(7), QStringLiteral("current"));
    EXPECT_TRUE(isVisible(7));
    EXPECT_FALSE(isVisible(5)) << "the last of the visible ones makes room";
    EXPECT_FALSE(show(7, false));

    m_model.setCurrent(QStringLiteral("/runs/run-0"));
    EXPECT_EQ(state(7), QStringLiteral("open"));
    EXPECT_EQ(state(0), QStringLiteral("current"));
}

TEST_F(RunListModelTest, TheCurrentRunMayAppearLater)
{
    m_model.setCurrent(QStringLiteral("/runs/run-1"));
    m_model.setRuns(rows(2));
    EXPECT_TRUE(isVisible(1));
    EXPECT_EQ(state(1), QStringLiteral("current"));
}

TEST_F(RunListModelTest, ReadingAnewKeepsWhatIsVisibleAndItsColour)
{
    m_model.setRuns(rows(3));
    show(1);
    show(2);
    const int before = colour(2);
    QSignalSpy reset(&m_model, &RunListModel::modelReset);
    QSignalSpy changed(&m_model, &RunListModel::dataChanged);
    std::vector<RunRow> renewed = rows(3);
    renewed[2].step = 40;
    m_model.setRuns(renewed);
    EXPECT_TRUE(reset.isEmpty()) << "a new step keeps the selection";
    EXPECT_EQ(changed.size(), 1);
    EXPECT_EQ(m_model.run(2).step, 40);

    renewed.insert(renewed.begin(), row(9));
    m_model.setRuns(renewed);
    EXPECT_EQ(reset.size(), 1);
    EXPECT_EQ(colour(3), before);
    EXPECT_FALSE(isVisible(0));
}

TEST_F(RunListModelTest, ADamagedRunCannotBeShown)
{
    m_model.setRuns({row(0), row(1, "damaged")});
    EXPECT_FALSE(show(1));
    show(0);
    m_model.setRuns({row(0, "damaged"), row(1)});
    EXPECT_FALSE(isVisible(0));
}

} // namespace
} // namespace rw::ui
