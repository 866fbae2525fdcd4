#include "ui/widgets/answer_card.h"
#include "ui/widgets/reflow_grid.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

class Grid : public testing::Test
{
protected:
    void SetUp() override
    {
        for (int i = 0; i < 15; ++i) {
            auto* card = new AnswerCard(theme, grid.canvas());
            AnswerView answer;
            answer.index = i;
            card->setAnswer(answer, 15);
            cards << card;
        }
        grid.resize(900, 600);
        grid.show();
        grid.activateWindow();
        grid.setCards(cards);
        ASSERT_TRUE(QTest::qWaitForWindowActive(&grid));
    }

    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    int focusedPlace() const { return static_cast<int>(cards.indexOf(QApplication::focusWidget())); }

    Theme theme;
    ReflowGrid grid{theme};
    QList<QWidget*> cards;
};

TEST_F(Grid, TakesOneToFiveColumnsByWidth)
{
    int before = 0;
    for (const int width : {240, 560, 830, 1100, 1400, 4000}) {
        grid.resize(width, 600);
        EXPECT_GE(grid.columns(), before);
        before = grid.columns();
        EXPECT_GE(cards.front()->width(), width < 300 ? 1 : cards.front()->sizeHint().width());
    }
    EXPECT_EQ(before, 5);
    grid.resize(200, 600);
    EXPECT_EQ(grid.columns(), 1);
}

TEST_F(Grid, PlacesRowByRowWithoutOverlap)
{
    for (int i = 1; i < cards.size(); ++i) {
        for (int j = 0; j < i; ++j)
            EXPECT_FALSE(cards[i]->geometry().intersects(cards[j]->geometry())) << i << " " << j;
    }
    EXPECT_EQ(cards[0]->y(), cards[grid.columns() - 1]->y());
    EXPECT_GT(cards[grid.columns()]->y(), cards[0]->y());
}

TEST_F(Grid, ArrowsHomeAndEndMoveTheFocus)
{
    cards[0]->setFocus();
    press(Qt::Key_Right);
    EXPECT_EQ(focusedPlace(), 1);
    press(Qt::Key_Down);
    EXPECT_EQ(focusedPlace(), 1 + grid.columns());
    press(Qt::Key_Up);
    press(Qt::Key_Left);
    EXPECT_EQ(focusedPlace(), 0);
    press(Qt::Key_Left);
    EXPECT_EQ(focusedPlace(), 0);
    press(Qt::Key_End);
    EXPECT_EQ(focusedPlace(), 14);
    press(Qt::Key_Home);
    EXPECT_EQ(focusedPlace(), 0);
}

TEST_F(Grid, DigitsAskForACard)
{
    const QSignalSpy number(&grid, &ReflowGrid::numberPressed);
    cards[0]->setFocus();
    press(Qt::Key_7);
    ASSERT_EQ(number.count(), 1);
    EXPECT_EQ(number.front().front().toInt(), 7);
}

TEST_F(Grid, HidesWhatIsNotShown)
{
    grid.setCards({cards[3], cards[1]});
    EXPECT_TRUE(cards[3]->isVisible());
    EXPECT_FALSE(cards[0]->isVisible());
    EXPECT_LT(cards[3]->x(), cards[1]->x());
}

} // namespace
} // namespace rw::ui
