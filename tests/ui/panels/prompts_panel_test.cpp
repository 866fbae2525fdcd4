#include "ui/panels/choosing_list.h"
#include "ui/panels/filter_chip.h"
#include "ui/panels/prompts_panel.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <gtest/gtest.h>

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

} // namespace
} // namespace rw::ui
