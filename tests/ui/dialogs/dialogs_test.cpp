#include "tests/ui/controls.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/add_prompt_dialog.h"
#include "ui/dialogs/exact_prompt_dialog.h"
#include "ui/dialogs/export_model_dialog.h"
#include "ui/dialogs/model_dialog.h"
#include "ui/dialogs/new_run_dialog.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/inline_strip.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
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
    dialog.setVerifiers({verifierSpecFromString("normalised-text")});
    EXPECT_TRUE(check->text().contains(QStringLiteral("Normalised text"))) << check->text().toStdString();
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

protocol::ModelInspected smallModel()
{
    protocol::ModelInspected model;
    model.card = {.path = "/models/smol.gguf",
                  .name = "SmolLM2 135M",
                  .architecture = "Llama",
                  .format = "GGUF",
                  .types = "Q8_0, F32",
                  .parameters = 134'515'008,
                  .fileBytes = 144'000'000,
                  .tensors = 272,
                  .layers = 30,
                  .hiddenSize = 576,
                  .contextLength = 8192,
                  .vocabulary = 49152,
                  .tokenizer = "byte-level BPE",
                  .chatTemplate = true,
                  .licence = "Apache License\nVersion 2.0"};
    model.training.weights = 540'000'000;
    model.sampling.weights = 540'000'000;
    model.lora.weights = 541'000'000;
    model.adapter.rank = 16;
    return model;
}

TEST(ModelDialog, ShowsTheCard)
{
    const Theme theme;
    ModelDialog dialog(theme, smallModel(), {QStringLiteral("smol-01"), {}, {QStringLiteral("cpu")}});
    EXPECT_EQ(dialog.findChild<ElidedLabel*>(QStringLiteral("name"))->text(), QStringLiteral("SmolLM2 135M"));
    EXPECT_TRUE(
        field<QPlainTextEdit>(dialog, "Licence")->toPlainText().contains(QStringLiteral("Version 2.0")));
    EXPECT_NE(field<ElidedLabel>(dialog, "Layers: 30 of width 576"), nullptr);
    EXPECT_NE(field<ElidedLabel>(dialog, "Context, tokens: 8,192"), nullptr);
    EXPECT_TRUE(button(dialog, "Open")->isEnabled());
    QTest::mouseClick(button(dialog, "Copy card"), Qt::LeftButton);
    EXPECT_TRUE(QApplication::clipboard()->text().contains(QStringLiteral("/models/smol.gguf")));
}

TEST(ModelDialog, OpensInTheWayThatIsChosen)
{
    const Theme theme;
    ModelDialog dialog(theme, smallModel(),
                       {QStringLiteral("smol-01"), {}, {QStringLiteral("cpu"), QStringLiteral("cuda:0")}});
    EXPECT_EQ(dialog.use(), ModelDialog::Use::TrainAll);
    EXPECT_FALSE(dialog.choice().config->lora.isOn());
    dialog.setUse(ModelDialog::Use::TrainAdapter);
    EXPECT_EQ(dialog.choice().config->lora.rank, 16);
    EXPECT_EQ(dialog.choice().purpose, QStringLiteral("train"));
    auto* device = field<QComboBox>(dialog, "Device");
    EXPECT_EQ(device->count(), 3);
    device->setCurrentIndex(2);
    EXPECT_EQ(dialog.choice().device, QStringLiteral("cuda:0"));
    EXPECT_EQ(dialog.choice().precision, QStringLiteral("auto"));
    auto* precision = field<QComboBox>(dialog, "Precision");
    precision->setCurrentIndex(1);
    EXPECT_EQ(dialog.choice().precision, QStringLiteral("fp32"));
    EXPECT_EQ(dialog.choice().startDirectory, QStringLiteral("/models/smol.gguf"));
    EXPECT_EQ(dialog.choice().startLabel, QStringLiteral("SmolLM2 135M"));
}

TEST(ModelDialog, WantsANameThatIsFree)
{
    const Theme theme;
    ModelDialog dialog(theme, smallModel(), {QStringLiteral("smol-01"), {QStringLiteral("Smol-02")}, {}});
    auto* name = field<QLineEdit>(dialog, "Name of the run");
    name->setText(QStringLiteral("smol-02"));
    EXPECT_FALSE(button(dialog, "Open")->isEnabled());
    name->setText(QStringLiteral("smol-03"));
    EXPECT_TRUE(button(dialog, "Open")->isEnabled());
}

TEST(ModelDialog, WarnsOfAModelThatEndedTheEngineAndProposesTheCpu)
{
    const Theme theme;
    ModelDialog dialog(
        theme, smallModel(),
        {QStringLiteral("smol-01"), {}, {QStringLiteral("cpu"), QStringLiteral("cuda:0")}, true});
    EXPECT_NE(button(dialog, "Load anyway"), nullptr);
    EXPECT_EQ(dialog.choice().device, QStringLiteral("cpu"));
    EXPECT_TRUE(dialog.findChild<InlineStrip*>()->text().contains(QStringLiteral("last time")));
}

TEST(ExportModelDialog, NamesAFolderOrAFileAndOverwritesNothing)
{
    const Theme theme;
    const QTemporaryDir folder;
    ASSERT_TRUE(QDir(folder.path()).mkpath(QStringLiteral("taken/inside")));
    ExportModelDialog dialog(theme, QStringLiteral("apples-step-7"), folder.path());
    EXPECT_EQ(dialog.format(), QStringLiteral("safetensors-f32"));
    EXPECT_EQ(dialog.path(), folder.filePath(QStringLiteral("apples-step-7")));
    auto* format = field<QComboBox>(dialog, "Format");
    format->setCurrentIndex(format->findData(QStringLiteral("gguf-q8_0")));
    EXPECT_EQ(dialog.path(), folder.filePath(QStringLiteral("apples-step-7.gguf")));
    EXPECT_TRUE(button(dialog, "Export")->isEnabled());
    auto* where = field<QLineEdit>(dialog, "Where to");
    where->clear();
    QTest::keyClicks(where, folder.filePath(QStringLiteral("taken")));
    EXPECT_FALSE(button(dialog, "Export")->isEnabled());
    format->setCurrentIndex(0);
    EXPECT_EQ(dialog.path(), folder.filePath(QStringLiteral("taken"))) << "what was typed stays";
    EXPECT_FALSE(button(dialog, "Export")->isEnabled()) << "the folder is not empty";
}

TEST(ExactPromptDialog, MarksSpecialTokensAndCopiesTextAndIds)
{
    const Theme theme;
    ExactPromptDialog dialog(theme, {{{"<|user|>", true}, {"a\n<|user|>", false}},
                                     {{1, "<|user|>", true}, {40, "a\n", false}, {41, "<|user|>", false}}});
    const auto* text = field<QTextEdit>(dialog, "Text of the prompt");
    EXPECT_EQ(text->toPlainText(), QStringLiteral("<|user|>a\n<|user|>"));
    const auto isMarked = [&](int place) {
        QTextCursor cursor(text->document());
        cursor.setPosition(place + 1);
        return cursor.charFormat().hasProperty(QTextFormat::BackgroundBrush);
    };
    EXPECT_TRUE(isMarked(0));
    EXPECT_FALSE(isMarked(12)) << "what a question spells is no special token";
    const auto* tokens = field<QTreeWidget>(dialog, "Tokens of the prompt");
    ASSERT_EQ(tokens->topLevelItemCount(), 3);
    EXPECT_EQ(tokens->topLevelItem(1)->text(2), QStringLiteral("a↵"));
    QTest::mouseClick(button(dialog, "Copy ids"), Qt::LeftButton);
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("[1, 40, 41]"));
    QTest::mouseClick(button(dialog, "Copy text"), Qt::LeftButton);
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("<|user|>a\n<|user|>"));
}

TEST(Dialogs, EveryControlHasANameForAScreenReader)
{
    const Theme theme;
    AddPromptDialog add(theme, {QStringLiteral("ages")});
    NewRunDialog run(theme, QStringLiteral("apples-02"), {{QStringLiteral("base"), QStringLiteral("/b")}},
                     {});
    ExportModelDialog exported(theme, QStringLiteral("apples"), QStringLiteral("/tmp"));
    ModelDialog model(theme, smallModel(), {QStringLiteral("smol-01"), {}, {QStringLiteral("cpu")}});
    ShortcutsDialog shortcuts(theme, {});
    AboutDialog about(theme, QStringLiteral("0.1.0"), QStringLiteral("GPL"), {});
    ExactPromptDialog prompt(theme, {});
    for (QDialog* dialog :
         std::initializer_list<QDialog*>{&add, &run, &exported, &model, &shortcuts, &about, &prompt}) {
        dialog->show();
        EXPECT_GT(controlsOf(*dialog).size(), 1U);
        EXPECT_EQ(namelessControls(*dialog), "") << dialog->windowTitle().toStdString();
        EXPECT_EQ(strayMarks(*dialog), "") << dialog->windowTitle().toStdString();
    }
}

} // namespace
} // namespace rw::ui
