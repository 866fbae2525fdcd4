#include "ui/widgets/elided_label.h"
#include "ui/widgets/inline_strip.h"
#include "ui/widgets/segmented_control.h"

#include <QAbstractButton>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

TEST(SegmentedControl, SaysWhatAPersonChoosesButNotWhatTheProgramSets)
{
    const Theme theme;
    SegmentedControl control(theme,
                             {QStringLiteral("Grid"), QStringLiteral("Focus"), QStringLiteral("Compare")});
    const QSignalSpy chosen(&control, &SegmentedControl::chosen);
    control.setCurrent(2);
    EXPECT_EQ(control.current(), 2);
    EXPECT_EQ(chosen.count(), 0);
    QTest::mouseClick(control.findChildren<QAbstractButton*>()[1], Qt::LeftButton);
    EXPECT_EQ(control.current(), 1);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen.front().front().toInt(), 1);
}

TEST(SegmentedControl, EverySegmentHasAName)
{
    const Theme theme;
    const SegmentedControl control(theme, {QStringLiteral("Grid"), QStringLiteral("Focus")});
    const auto segments = control.findChildren<QAbstractButton*>();
    ASSERT_EQ(segments.size(), 2);
    EXPECT_EQ(segments[0]->accessibleName(), QStringLiteral("Grid"));
}

TEST(SegmentedControl, StacksItsButtonsWhereARowHasNoRoom)
{
    const Theme theme;
    QWidget pane; // a window of its own would not become so narrow
    SegmentedControl control(
        theme, {QStringLiteral("Probability"), QStringLiteral("Entropy"), QStringLiteral("Advantage")},
        &pane);
    control.setMayStack(true);
    const auto segments = control.findChildren<QAbstractButton*>();
    const QSize row = control.sizeHint();
    control.resize(row);
    control.grab();
    EXPECT_EQ(segments[0]->y(), segments[2]->y());
    control.resize(row.width() / 2, row.height());
    control.grab();
    control.resize(row.width() / 2, control.sizeHint().height());
    control.grab();
    EXPECT_LT(segments[0]->y(), segments[2]->y());
    EXPECT_LE(segments[2]->geometry().bottom(), control.height());
    for (const QAbstractButton* segment : segments)
        EXPECT_GE(segment->width(), segment->fontMetrics().horizontalAdvance(segment->text()));
    EXPECT_EQ(control.sizeHint().width(), row.width());
}

TEST(InlineStrip, ShowsItsButtonsAndSaysWhichWasPressed)
{
    const Theme theme;
    InlineStrip strip(theme);
    EXPECT_TRUE(strip.isHidden());
    strip.showMessage(InlineStrip::Kind::Error, QStringLiteral("The engine stopped."),
                      {QStringLiteral("Restart"), QStringLiteral("Report")});
    EXPECT_FALSE(strip.isHidden());
    const QSignalSpy pressed(&strip, &InlineStrip::buttonPressed);
    QTest::mouseClick(strip.findChildren<QPushButton*>()[1], Qt::LeftButton);
    ASSERT_EQ(pressed.count(), 1);
    EXPECT_EQ(pressed.front().front().toInt(), 1);
}

TEST(ElidedLabel, OffersTheWholeTextWhereItDoesNotFit)
{
    ElidedLabel label(nullptr, 2);
    const QString text =
        QStringLiteral("A question that is far too long for two narrow lines of text in a label");
    label.setText(text);
    label.resize(120, label.heightForWidth(120));
    label.grab();
    EXPECT_TRUE(label.isElided());
    EXPECT_TRUE(label.toolTip().contains(text));
    label.resize(2000, label.heightForWidth(2000));
    label.grab();
    EXPECT_FALSE(label.isElided());
    EXPECT_TRUE(label.toolTip().isEmpty());
}

} // namespace
} // namespace rw::ui
