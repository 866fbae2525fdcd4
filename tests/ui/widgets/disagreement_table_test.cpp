#include "ui/widgets/disagreement_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

Disagreements threeVerifiers()
{
    return {{QStringLiteral("final-number"), QStringLiteral("math"), QStringLiteral("exact")},
            {{0, 3, 40}, {3, 0, 38}, {40, 38, 0}},
            200};
}

TEST(DisagreementModel, NumbersAndSharesAreToldInWords)
{
    DisagreementModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setDisagreements(threeVerifiers());
    EXPECT_EQ(model.index(0, 1).data().toString(), QStringLiteral("3 (1.5 %)"));
    EXPECT_EQ(model.index(0, 0).data().toString(), QStringLiteral("–"));
    EXPECT_DOUBLE_EQ(model.index(0, 2).data(DisagreementModel::ShareRole).toDouble(), 0.2);
    EXPECT_EQ(model.index(1, 2).data(Qt::AccessibleTextRole).toString(),
              QStringLiteral("math and exact disagree on 38 of 200 answers"));
}

TEST(DisagreementTable, CellsAreChosenByClickAndArrow)
{
    const Theme theme;
    DisagreementTable table(theme);
    table.setDisagreements(threeVerifiers());
    table.resize(500, 200);
    table.show();
    QSignalSpy chosen(&table, &DisagreementTable::pairChosen);
    const auto middleOf = [&](int row, int column) {
        return table.visualRect(table.model()->index(row, column)).center();
    };
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, middleOf(0, 2));
    ASSERT_EQ(chosen.size(), 1);
    EXPECT_EQ(chosen[0][1].toInt(), 2);
    QTest::keyClick(&table, Qt::Key_Down);
    ASSERT_EQ(chosen.size(), 2);
    EXPECT_EQ(chosen[1][0].toInt(), 1);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, middleOf(1, 1));
    EXPECT_EQ(chosen.size(), 2) << "a verifier does not disagree with itself";
}

} // namespace
} // namespace rw::ui
