#include "tests/ui/controls.h"
#include "ui/dialogs/bench_dialog.h"
#include "ui/dialogs/category_weights_dialog.h"
#include "ui/dialogs/prompt_format_dialog.h"
#include "ui/dialogs/split_dialog.h"
#include "ui/dialogs/verifier_set_editor.h"
#include "ui/dialogs/verifiers_dialog.h"
#include "ui/widgets/plain_spin_box.h"
#include "ui/widgets/two_verdicts_reader.h"
#include "ui/widgets/two_verdicts_table.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QTextEdit>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

QPushButton* button(const QWidget& widget, const char* text)
{
    for (QPushButton* candidate : widget.findChildren<QPushButton*>()) {
        if (candidate->text() == QLatin1String(text))
            return candidate;
    }
    return nullptr;
}

void add(const QWidget& dialog, const char* title)
{
    for (QAction* action : dialog.findChild<QPushButton*>(QStringLiteral("addVerifier"))->menu()->actions()) {
        if (action->text() == QLatin1String(title)) {
            action->trigger();
            return;
        }
    }
    FAIL() << title;
}

std::vector<VerifierSpec> specs(std::initializer_list<const char*> texts)
{
    std::vector<VerifierSpec> specs;
    for (const char* text : texts)
        specs.push_back(verifierSpecFromString(text));
    return specs;
}

TwoVerdicts twoVerdicts()
{
    TwoVerdicts two;
    two.prompt = QStringLiteral("How many?");
    two.answer = QStringLiteral("It is 1/2, that is 0.5.");
    two.first.outcome = Outcome::Correct;
    two.first.extracted = "1/2";
    two.first.span = Span{6, 9};
    two.second.outcome = Outcome::Wrong;
    two.second.extracted = "0.5";
    two.second.span = Span{19, 22};
    return two;
}

TEST(VerifiersDialog, VerifiersAreAddedEditedMovedAndTakenAway)
{
    const Theme theme;
    VerifiersDialog dialog(theme, QStringLiteral("Verifiers"), QStringLiteral("None"),
                           specs({"final-number"}));
    dialog.show();
    add(dialog, "Regular expression");
    EXPECT_FALSE(button(dialog, "Apply")->isEnabled()) << "a pattern is needed";
    QTest::keyClicks(dialog.findChild<QLineEdit*>(QStringLiteral("pattern")), QStringLiteral("[0-9]+"));
    dialog.findChild<PlainSpinBox*>(QStringLiteral("weight"))->setValue(0.5);
    QTest::keyClicks(dialog.findChild<QLineEdit*>(QStringLiteral("part")), QStringLiteral("digits"));
    EXPECT_TRUE(button(dialog, "Apply")->isEnabled());
    EXPECT_EQ(dialog.specs(), specs({"final-number", "regex:pattern=[0-9]+,weight=0.5,part=digits"}));
    QTest::mouseClick(button(dialog, "Up"), Qt::LeftButton);
    EXPECT_EQ(dialog.specs().front().name, "regex");
    QTest::mouseClick(button(dialog, "Remove"), Qt::LeftButton);
    EXPECT_EQ(dialog.specs(), specs({"final-number"}));
}

TEST(VerifiersDialog, EveryVerifierHasAForm)
{
    const Theme theme;
    VerifiersDialog dialog(theme, QStringLiteral("Verifiers"), QStringLiteral("None"), {});
    const auto* menu = dialog.findChild<QPushButton*>(QStringLiteral("addVerifier"))->menu();
    int added = 0;
    for (QAction* action : menu->actions()) {
        EXPECT_FALSE(action->toolTip().isEmpty());
        action->trigger();
        EXPECT_EQ(static_cast<int>(dialog.specs().size()), ++added);
        EXPECT_TRUE(dialog.specs().back().options.empty())
            << "defaults are left out: " << dialog.specs().back().name;
    }
    EXPECT_GT(added, 3);
}

TEST(VerifiersDialog, PreviewShowsBothVerdictsAndIsForgottenWhenASpecChanges)
{
    const Theme theme;
    VerifiersDialog dialog(theme, QStringLiteral("Verifiers"), QStringLiteral("None"),
                           specs({"final-number"}));
    dialog.show();
    QSignalSpy asked(&dialog, &VerifiersDialog::previewRequested);
    auto* preview = dialog.findChild<QPushButton*>(QStringLiteral("preview"));
    QTest::mouseClick(preview, Qt::LeftButton);
    ASSERT_EQ(asked.size(), 1);
    EXPECT_EQ(preview->text(), QStringLiteral("Cancel preview"));
    dialog.showPreview({45, 1, {twoVerdicts()}});
    const auto* table = dialog.findChild<TwoVerdictsTable*>();
    ASSERT_EQ(table->model()->rowCount(), 1);
    EXPECT_EQ(table->model()->index(0, TwoVerdictsModel::SecondColumn).data().toString(),
              QStringLiteral("0.5"));
    EXPECT_TRUE(
        dialog.findChild<QLabel*>(QStringLiteral("counts"))->text().startsWith(QStringLiteral("1 of 45")));
    dialog.findChild<PlainSpinBox*>(QStringLiteral("weight"))->setValue(2.0);
    EXPECT_EQ(table->model()->rowCount(), 0);
}

TEST(BenchDialog, ACellOfTheMatrixListsItsAnswersToRead)
{
    const Theme theme;
    BenchDialog dialog(theme, QStringLiteral("apples-01"), specs({"final-number", "exact-text"}));
    dialog.show();
    QSignalSpy asked(&dialog, &BenchDialog::runRequested);
    QSignalSpy pairs(&dialog, &BenchDialog::pairRequested);
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("run")), Qt::LeftButton);
    ASSERT_EQ(asked.size(), 1);
    BenchReport report;
    report.disagreements = {
        {QStringLiteral("final-number"), QStringLiteral("exact-text")}, {{0, 1}, {1, 0}}, 30};
    report.lines = {{QStringLiteral("final-number"), 20, 8, 1, 1, 10, 1, 4, 2, 0.01},
                    {QStringLiteral("exact-text"), 19, 11, 0, 0, 0, 0, 0, 0, 0.01}};
    dialog.showReport(report);
    EXPECT_EQ(dialog.findChild<QTabWidget*>()->currentIndex(), 1);
    const auto* rates = dialog.findChild<QTableWidget*>();
    EXPECT_EQ(rates->item(0, 5)->text(), QStringLiteral("1 of 10 (10.0 %)"));
    EXPECT_EQ(rates->item(0, 6)->text(), QStringLiteral("2 of 4 (50.0 %)"));
    EXPECT_EQ(rates->item(1, 5)->text(), QStringLiteral("–"));
    auto* matrix = dialog.findChild<DisagreementTable*>();
    QTest::mouseClick(matrix->viewport(), Qt::LeftButton, {},
                      matrix->visualRect(matrix->model()->index(0, 1)).center());
    ASSERT_EQ(pairs.size(), 1);
    dialog.showPair(0, 1, {twoVerdicts()});
    EXPECT_EQ(dialog.findChild<TwoVerdictsReader*>()->findChild<QTextEdit*>()->toPlainText(),
              QStringLiteral("It is 1/2, that is 0.5."));
}

TEST(BenchDialog, OneVerifierCannotDisagree)
{
    const Theme theme;
    BenchDialog dialog(theme, QStringLiteral("apples-01"), specs({"final-number"}));
    auto* run = dialog.findChild<QPushButton*>(QStringLiteral("run"));
    EXPECT_FALSE(run->isEnabled());
    add(dialog, "Regular expression");
    EXPECT_TRUE(run->isEnabled());
}

TEST(SplitDialog, SaysWhatBecomesOfTheSet)
{
    const Theme theme;
    const SplitDialog dialog(theme, 1000, 250);
    EXPECT_DOUBLE_EQ(dialog.heldOutShare(), 0.25);
    EXPECT_TRUE(
        dialog.findChild<QLabel*>(QStringLiteral("result"))->text().contains(QStringLiteral("250 of 1,000")));
}

TEST(CategoryWeightsDialog, WeightsOfOneAreLeftOut)
{
    const Theme theme;
    const CategoryWeightsDialog dialog(theme, {{"ages", 10}, {"", 30}}, {{"ages", 3.0}});
    EXPECT_EQ(dialog.weights(), (std::map<std::string, double>{{"ages", 3.0}}));
}

/// The field that a label names.
QPlainTextEdit* fieldCalled(const QWidget& dialog, const char* name)
{
    for (const QLabel* label : dialog.findChildren<QLabel*>()) {
        if (label->text().remove(QLatin1Char('&')) == QLatin1String(name))
            return qobject_cast<QPlainTextEdit*>(label->buddy());
    }
    return nullptr;
}

TEST(PromptFormatDialog, IsReadAndWritten)
{
    const Theme theme;
    const PromptFormat given{"You reckon.", "Be brief.", false, {{"enable_thinking", "false"}}};
    PromptFormatDialog dialog(theme, QStringLiteral("sums"), given);
    EXPECT_EQ(dialog.format(), given);
    fieldCalled(dialog, "Answer instruction")->setPlainText(QStringLiteral("End with \\boxed{}."));
    fieldCalled(dialog, "Template variables")->setPlainText(QStringLiteral("a=1\n\n b = x=y \n"));
    dialog.findChild<QCheckBox*>()->setChecked(true);
    EXPECT_FALSE(button(dialog, "Apply")->isEnabled()) << "\"b \" is no name";
    fieldCalled(dialog, "Template variables")->setPlainText(QStringLiteral("a=1\n\nb= x=y \n"));
    EXPECT_EQ(dialog.format(),
              (PromptFormat{"You reckon.", "End with \\boxed{}.", true, {{"a", "1"}, {"b", " x=y"}}}));
}

TEST(PromptFormatDialog, WhatIsWrongIsSaidAndWhatIsEmptyIsTheRuns)
{
    const Theme theme;
    PromptFormatDialog dialog(theme, QStringLiteral("sums"), std::nullopt);
    dialog.show();
    EXPECT_FALSE(dialog.format().has_value());
    QTest::keyClicks(fieldCalled(dialog, "Template variables"), QStringLiteral("enable_thinking"));
    EXPECT_FALSE(button(dialog, "Apply")->isEnabled());
    bool said = false;
    for (const QLabel* label : dialog.findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().contains(QStringLiteral("gives no value")));
    EXPECT_TRUE(said);
    QTest::keyClicks(fieldCalled(dialog, "Template variables"), QStringLiteral("=false"));
    EXPECT_TRUE(button(dialog, "Apply")->isEnabled());
    EXPECT_EQ(dialog.format()->templateVariables.at("enable_thinking"), "false");
}

TEST(VerifierDialogs, EveryControlHasANameForAScreenReader)
{
    const Theme theme;
    VerifiersDialog verifiers(theme, QStringLiteral("A run"), {}, specs({"final-number", "format"}));
    BenchDialog bench(theme, QStringLiteral("apples"), specs({"math", "normalised-text"}));
    SplitDialog split(theme, 100, 10);
    CategoryWeightsDialog weights(theme, {{"ages", 3}, {"", 2}}, {});
    PromptFormatDialog format(theme, QStringLiteral("sums"), std::nullopt);
    for (QDialog* dialog : std::initializer_list<QDialog*>{&verifiers, &bench, &split, &weights, &format}) {
        dialog->show();
        EXPECT_GT(controlsOf(*dialog).size(), 1U);
        EXPECT_EQ(namelessControls(*dialog), "") << dialog->windowTitle().toStdString();
    }
}

} // namespace
} // namespace rw::ui
