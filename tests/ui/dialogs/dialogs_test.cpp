#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/add_prompt_dialog.h"
#include "ui/dialogs/new_run_dialog.h"
#include "ui/dialogs/shortcuts_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

QPushButton* button(const QWidget& widget, const char* text)
{
    for (QPushButton* candidate : widget.findChildren<QPushButton*>())
        if (candidate->text().remove(QLatin1Char('&')) == QLatin1String(text))
            return candidate;
    return nullptr;
}

template <class Editor>
Editor* field(const QWidget& widget, const char* name)
{
    for (Editor* editor : widget.findChildren<Editor*>())
        if (editor->accessibleName() == QLatin1String(name))
            return editor;
    return nullptr;
}

TEST(AddPromptDialog, NeedsAQuestion)
{
    const Theme theme;
    AddPromptDialog dialog(theme, {QStringLiteral("ages")});
    EXPECT_FALSE(button(dialog, "Add prompt")->isEnabled());
    dialog.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("  \n "));
    EXPECT_FALSE(button(dialog, "Add prompt")->isEnabled());
    QTest::keyClicks(dialog.findChild<QPlainTextEdit*>(), QStringLiteral("How old is Tom?"));
    EXPECT_TRUE(button(dialog, "Add prompt")->isEnabled());
}

TEST(AddPromptDialog, GivesAPromptWhoseIdFollowsFromItsQuestion)
{
    const Theme theme;
    AddPromptDialog dialog(theme, {QStringLiteral("ages")});
    dialog.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral(" How old is Tom? "));
    QTest::keyClicks(field<QLineEdit>(dialog, "Expected answer"), QStringLiteral("12"));
    field<QComboBox>(dialog, "Category")->setCurrentText(QStringLiteral("ages"));
    const Prompt first = dialog.prompt();
    EXPECT_EQ(first.text, "How old is Tom?");
    EXPECT_EQ(first.answer, "12");
    EXPECT_EQ(first.category, "ages");
    EXPECT_EQ(first.id.rfind("typed-", 0), 0U);
    EXPECT_EQ(first.id.size(), 6U + 16U);
    EXPECT_EQ(dialog.prompt().id, first.id);
    dialog.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("How old is Ann?"));
    EXPECT_NE(dialog.prompt().id, first.id);
}

TEST(AddPromptDialog, SaysHowTheAnswerIsChecked)
{
    const Theme theme;
    AddPromptDialog dialog(theme, {});
    const auto* check = dialog.findChild<QLabel*>(QStringLiteral("check"));
    auto* answer = field<QLineEdit>(dialog, "Expected answer");
    EXPECT_TRUE(check->text().contains(QStringLiteral("undecided")));
    answer->setText(QStringLiteral("$1,234.50"));
    EXPECT_TRUE(check->text().contains(QStringLiteral("equals $1,234.50")));
    answer->setText(QStringLiteral("blue"));
    EXPECT_TRUE(check->text().contains(QStringLiteral("“blue” is not a number")));
}

class NewRunDialogTest : public testing::Test
{
protected:
    Theme m_theme;
    NewRunDialog m_dialog{
        m_theme,
        QStringLiteral("apples-02"),
        {{QStringLiteral("imitation"), QStringLiteral("/i")}, {QStringLiteral("base"), QStringLiteral("/b")}},
        {QStringLiteral("apples-01")}};
};

TEST_F(NewRunDialogTest, GivesWhatWasChosen)
{
    field<QLineEdit>(m_dialog, "Seed")->setText(QStringLiteral("42"));
    m_dialog.setStart(QStringLiteral("/b"));
    const NewRunChoice choice = m_dialog.choice();
    EXPECT_EQ(choice.name, QStringLiteral("apples-02"));
    EXPECT_EQ(choice.startLabel, QStringLiteral("base"));
    EXPECT_EQ(choice.startDirectory, QStringLiteral("/b"));
    EXPECT_EQ(choice.seed, 42U);
    EXPECT_TRUE(button(m_dialog, "Create run")->isEnabled());
}

TEST_F(NewRunDialogTest, RefusesNamesThatCannotBeFolders)
{
    auto* name = field<QLineEdit>(m_dialog, "Name");
    const auto* problem = m_dialog.findChild<QLabel*>(QStringLiteral("problem"));
    for (const QString& bad :
         {QString(), QStringLiteral("  "), QStringLiteral(".."), QStringLiteral("a/b"),
          QStringLiteral(".hidden"), QStringLiteral("Apples-01"), QString(200, QLatin1Char('x'))}) {
        name->setText(bad);
        EXPECT_FALSE(button(m_dialog, "Create run")->isEnabled()) << bad.toStdString();
        EXPECT_FALSE(problem->text().isEmpty()) << bad.toStdString();
    }
    name->setText(QStringLiteral("Äpfel 3"));
    EXPECT_TRUE(button(m_dialog, "Create run")->isEnabled());
    EXPECT_TRUE(problem->text().isEmpty());
}

TEST_F(NewRunDialogTest, RefusesWhatIsNoSeed)
{
    auto* seed = field<QLineEdit>(m_dialog, "Seed");
    seed->clear();
    EXPECT_FALSE(button(m_dialog, "Create run")->isEnabled());
    seed->setText(QStringLiteral("9999999999999999"));
    EXPECT_FALSE(button(m_dialog, "Create run")->isEnabled());
    seed->setText(QStringLiteral("9007199254740991"));
    EXPECT_TRUE(button(m_dialog, "Create run")->isEnabled());
}

TEST(ShortcutsDialog, FindsAShortcutByWhatItDoes)
{
    const Theme theme;
    ShortcutsDialog dialog(
        theme,
        {{QStringLiteral("Generate"),
          QStringLiteral("Generate answers"),
          {QKeySequence(Qt::CTRL | Qt::Key_Return)}},
         {QStringLiteral("Train"), QStringLiteral("Train one step"), {QKeySequence(Qt::CTRL | Qt::Key_T)}}});
    const auto* list = dialog.findChild<QTreeWidget*>();
    ASSERT_EQ(list->topLevelItemCount(), 2);
    QTest::keyClicks(field<QLineEdit>(dialog, "Search shortcuts"), QStringLiteral("step"));
    EXPECT_TRUE(list->topLevelItem(0)->isHidden());
    EXPECT_FALSE(list->topLevelItem(1)->isHidden());
    EXPECT_EQ(list->topLevelItem(1)->child(0)->text(1), QStringLiteral("Ctrl+T"));
}

TEST(AboutDialog, CopiesVersionAndEnvironment)
{
    const Theme theme;
    AboutDialog dialog(theme, QStringLiteral("0.1.0"), QStringLiteral("GPL"),
                       {QStringLiteral("Qt 6.4.2"), QStringLiteral("CPU")});
    QTest::mouseClick(button(dialog, "Copy"), Qt::LeftButton);
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("Rollout Workbench 0.1.0\nQt 6.4.2\nCPU"));
}

} // namespace
} // namespace rw::ui
