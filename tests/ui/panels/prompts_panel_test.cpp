#include "ui/panels/choosing_list.h"
#include "ui/panels/filter_chip.h"
#include "ui/panels/prompt_filter_form.h"
#include "ui/panels/prompts_panel.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QUrl>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace rw::ui {
namespace {

std::vector<Prompt> manyPrompts(int count)
{
    std::vector<Prompt> prompts;
    for (int i = 0; i < count; ++i)
        prompts.push_back({"p" + std::to_string(i), "Question number " + std::to_string(i) + "?", "3",
                           i % 2 == 0 ? "shopping" : "travel", 1});
    return prompts;
}

class PromptsPanelTest : public testing::Test
{
protected:
    PromptsPanelTest()
        : m_panel(m_theme, m_model)
    {
        m_model.setPrompts(manyPrompts(20'000));
        m_model.setStatistics({{"p0", 1, 15, 4}, {"p1", 1, 15, 15}, {"p2", 1, 15, 0}});
        m_panel.resize(260, 500);
        m_panel.show();
        QCoreApplication::processEvents();
    }

    ChoosingList* list() { return m_panel.findChild<ChoosingList*>(); }
    QLineEdit* search() { return m_panel.findChild<QLineEdit*>(QStringLiteral("search")); }
    int shown() { return list()->model()->rowCount(); }
    void press(int chip) { QTest::mouseClick(m_panel.findChildren<FilterChip*>()[chip], Qt::LeftButton); }

    Theme m_theme;
    PromptModel m_model;
    PromptsPanel m_panel;
};

TEST_F(PromptsPanelTest, ClickChoosesThePromptOfTheModel)
{
    QSignalSpy chosen(&m_panel, &PromptsPanel::promptChosen);
    QTest::keyClicks(search(), QStringLiteral("number 12345?"));
    ASSERT_EQ(shown(), 1);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, QPoint(60, 10));
    ASSERT_EQ(chosen.size(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 12345);
}

TEST_F(PromptsPanelTest, ArrowsAndReturnChoose)
{
    QSignalSpy chosen(&m_panel, &PromptsPanel::promptChosen);
    m_panel.setCurrentPrompt("p5");
    EXPECT_EQ(chosen.size(), 0);
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Return);
    ASSERT_EQ(chosen.size(), 2);
    EXPECT_EQ(chosen[0][0].toInt(), 6);
    EXPECT_EQ(chosen[1][0].toInt(), 6);
}

TEST_F(PromptsPanelTest, ChipsFilterByHowThePromptsFared)
{
    press(1);
    EXPECT_EQ(shown(), 19'997);
    press(2);
    EXPECT_EQ(shown(), 1);
    press(3);
    EXPECT_EQ(shown(), 2);
    press(0);
    EXPECT_EQ(shown(), 20'000);
}

TEST_F(PromptsPanelTest, CategoryFilters)
{
    auto* category = m_panel.findChild<QComboBox*>(QStringLiteral("category"));
    category->setCurrentIndex(category->findText(QStringLiteral("travel")));
    EXPECT_EQ(shown(), 10'000);
}

TEST_F(PromptsPanelTest, FiltersUnfoldAndAreCounted)
{
    auto* button = m_panel.findChild<QToolButton*>(QStringLiteral("filters"));
    auto* from = m_panel.findChild<QSpinBox*>(QStringLiteral("passFrom"));
    EXPECT_FALSE(from->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(from->isVisible());
    QTest::keyClick(from, Qt::Key_Up);
    EXPECT_EQ(from->value(), 5);
    EXPECT_EQ(shown(), 2);
    auto* category = m_panel.findChild<QComboBox*>(QStringLiteral("category"));
    QTest::keyClicks(category, QStringLiteral("tra"));
    EXPECT_EQ(shown(), 1);
    EXPECT_EQ(button->text(), QStringLiteral("Filters (2)"));
}

TEST_F(PromptsPanelTest, OrderIsChosenAndTurnedRound)
{
    m_panel.showFilters(true);
    auto* order = m_panel.findChild<QComboBox*>(QStringLiteral("order"));
    QTest::keyClicks(order, QStringLiteral("pass"));
    const auto first = [this] { return list()->model()->index(0, 0).data(PromptModel::IdRole).toString(); };
    EXPECT_EQ(first(), QStringLiteral("p2"));
    QTest::mouseClick(m_panel.findChild<QToolButton*>(QStringLiteral("direction")), Qt::LeftButton);
    EXPECT_EQ(first(), QStringLiteral("p1"));
    EXPECT_EQ(shown(), 20'000);
}

TEST_F(PromptsPanelTest, ShiftSelectsManyAndLeavesTheScreenAlone)
{
    QSignalSpy chosen(&m_panel, &PromptsPanel::promptChosen);
    const auto middleOf = [this](int row) {
        return list()->visualRect(list()->model()->index(row, 0)).center();
    };
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, middleOf(1));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, Qt::ShiftModifier, middleOf(4));
    QTest::keyClick(list(), Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(chosen.size(), 1);
    EXPECT_EQ(m_panel.selectedRows(), (std::vector<int>{1, 2, 3, 4, 5}));
    QTest::keyClick(list(), Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(m_panel.selectedRows().size(), 20'000U);
}

TEST_F(PromptsPanelTest, FilteringChoosesNothingAndKeepsThePrompt)
{
    m_panel.setCurrentPrompt("p0");
    QSignalSpy chosen(&m_panel, &PromptsPanel::promptChosen);
    press(3);
    EXPECT_FALSE(list()->currentIndex().isValid());
    press(0);
    EXPECT_EQ(list()->currentIndex().data(PromptModel::IdRole).toString(), QStringLiteral("p0"));
    EXPECT_EQ(chosen.size(), 0);
}

TEST_F(PromptsPanelTest, ClearBringsThePromptsBack)
{
    QTest::keyClicks(search(), QStringLiteral("zebra"));
    ASSERT_EQ(shown(), 0);
    EXPECT_FALSE(list()->isVisible());
    QPushButton* clear = nullptr;
    for (QPushButton* button : m_panel.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Clear"))
            clear = button;
    ASSERT_NE(clear, nullptr);
    QTest::mouseClick(clear, Qt::LeftButton);
    EXPECT_EQ(shown(), 20'000);
    EXPECT_TRUE(list()->isVisible());
}

TEST_F(PromptsPanelTest, DroppedJsonlFilesAreTold)
{
    QSignalSpy dropped(&m_panel, &PromptsPanel::filesDropped);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a.jsonl")),
                  QUrl::fromLocalFile(QStringLiteral("/tmp/b.png"))});
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_panel, &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_panel, &drop);
    ASSERT_EQ(dropped.size(), 1);
    EXPECT_EQ(dropped[0][0].toStringList(), QStringList{QStringLiteral("/tmp/a.jsonl")});
}

TEST_F(PromptsPanelTest, ButtonsAsk)
{
    QSignalSpy added(&m_panel, &PromptsPanel::addRequested);
    QSignalSpy opened(&m_panel, &PromptsPanel::openFileRequested);
    QTest::mouseClick(m_panel.findChild<QPushButton*>(QStringLiteral("add")), Qt::LeftButton);
    QTest::mouseClick(m_panel.findChild<QPushButton*>(QStringLiteral("openFile")), Qt::LeftButton);
    EXPECT_EQ(added.size(), 1);
    EXPECT_EQ(opened.size(), 1);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// What this thread has computed, whatever else the machine does.
class OwnTime
{
public:
    void start() { m_begin = now(); }
    [[nodiscard]] double milliseconds() const { return now() - m_begin; }

private:
    static double now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }

    double m_begin = 0.0;
};

/// 60 pictures a second leave 16 ms for each, a person notices 50 ms after a key.
TEST(PromptsPanelSpeed, FiftyThousandPromptsScrollAndFilterAtOnce)
{
    const Theme theme;
    PromptModel model;
    PromptsPanel panel(theme, model);
    panel.resize(260, 800);
    panel.show();
    OwnTime clock;
    const auto milliseconds = [&clock] { return clock.milliseconds(); };
    std::vector<Prompt> prompts = manyPrompts(50'000);
    for (Prompt& prompt : prompts)
        prompt.text +=
            " Emily buys three apples and two oranges, and each orange costs $2. The total is $13.";
    clock.start();
    model.setPrompts(std::move(prompts));
    QCoreApplication::processEvents();
    const double reset = milliseconds();

    auto* list = panel.findChild<ChoosingList*>();
    std::vector<double> wheel;
    for (int step = 0; step < 200; ++step) {
        const QPointF at(100, 200);
        QWheelEvent event(at, list->viewport()->mapToGlobal(at), {}, {0, step < 100 ? -1200 : 120},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        clock.start();
        QCoreApplication::sendEvent(list->viewport(), &event);
        list->viewport()->repaint();
        wheel.push_back(milliseconds());
    }
    EXPECT_GT(list->verticalScrollBar()->value(), 1000);

    auto* search = panel.findChild<QLineEdit*>(QStringLiteral("search"));
    std::vector<double> keys;
    for (const QChar letter : QStringLiteral("number 123 emily zebra")) {
        clock.start();
        QTest::keyClick(search, letter.toLatin1());
        QCoreApplication::processEvents();
        keys.push_back(milliseconds());
    }
    const double slowestKey = *std::ranges::max_element(keys);
    std::printf("50,000 prompts: reset %.1f ms, wheel step %.2f ms (worst %.2f), key %.1f ms (worst %.1f)\n",
                reset, median(wheel), *std::ranges::max_element(wheel), median(keys), slowestKey);
    EXPECT_LT(median(wheel), 16.0);
    EXPECT_LT(median(keys), 50.0);
}

} // namespace
} // namespace rw::ui
