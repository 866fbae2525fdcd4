#include "tests/ui/answers/sample_group.h"
#include "ui/models/group_model.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/inspector_text.h"
#include "ui/widgets/evidence_text.h"
#include "ui/widgets/token_text.h"

#include <QAction>
#include <QLabel>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

bool shows(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return !label->isHidden() && label->text().contains(text);
    });
}

AnswerView viewOf(const RolloutGroup& group, int index)
{
    GroupModel model;
    model.showRecorded(group, sampleSummary());
    return model.answers()[static_cast<std::size_t>(index)];
}

TEST(InspectorText, SpellsTheAdvantageWithItsNumbers)
{
    const auto text = advantageText(sampleGroup(true), 3);
    ASSERT_TRUE(text);
    // Rewards 0, 1, 0, 1.2, 0, 1: mean 0.53, std 0.59.
    EXPECT_TRUE(text->formula.contains(QStringLiteral("(1.20 − 0.53) / (0.59 + 0.0001)")))
        << text->formula.toStdString();
    EXPECT_TRUE(text->formula.contains(QStringLiteral("= +1.13"))) << text->formula.toStdString();
    EXPECT_EQ(text->parts, QStringLiteral("r = 1.20: accuracy 1.00 × 1.00, star 1.00 × 0.20"));
}

TEST(InspectorText, HasNoAdvantageBeforeAStep)
{
    EXPECT_FALSE(advantageText(sampleGroup(false), 3));
    EXPECT_FALSE(advantageText(sampleGroup(true), 99));
}

TEST(InspectorText, SaysWhatWasReadAndExpected)
{
    const RolloutGroup group = sampleGroup(false);
    EXPECT_EQ(verdictSentence(*group.rollouts[2].verdict), QStringLiteral("Read 2.6, but 3 was expected."));
    EXPECT_EQ(verdictSentence(*group.rollouts[3].verdict),
              QStringLiteral("Read 3, which equals the expected 3."));
    const QString evidence = evidenceTable(*group.rollouts[3].verdict, Theme().colours());
    EXPECT_TRUE(evidence.contains(QStringLiteral("final-number"))) << evidence.toStdString();
    EXPECT_TRUE(evidence.contains(QStringLiteral("1.00 × 1.00 = 1.00"))) << evidence.toStdString();
}

TEST(InspectorPanel, BeginsAtTheLeastLikelyToken)
{
    const Theme theme;
    InspectorPanel panel(theme);
    const RolloutGroup group = sampleGroup(true);
    panel.showAnswer(group, 3, viewOf(group, 3));
    auto* tokens = panel.findChild<TokenText*>();
    EXPECT_EQ(tokens->count(), 20);
    EXPECT_EQ(tokens->selected(), 2);
    EXPECT_TRUE(shows(panel, QStringLiteral("p 0.04 · rank 3 · entropy 0.70 nats")));
    tokens->setSelected(5);
    panel.showAnswer(group, 3, viewOf(group, 3));
    EXPECT_EQ(tokens->selected(), 5) << "showing the same answer again keeps the token";
}

Verdict verdictOfTwoParts()
{
    Verdict verdict;
    verdict.outcome = Outcome::Correct;
    verdict.extracted = "$1,234";
    verdict.expected = "1234.0";
    verdict.verifier = "final-number";
    verdict.parts = {{"accuracy", "final-number", Outcome::Correct, 1.0, 1.0, "$1,234", Span{3, 9},
                      "answer is", "1234", "1234", "", 0.02},
                     {"tags",
                      "format",
                      Outcome::Wrong,
                      0.25,
                      0.4,
                      {},
                      {},
                      "think tags",
                      "",
                      "",
                      "There is no closing tag <b>.",
                      0.01}};
    return verdict;
}

TEST(EvidenceText, EveryPartTellsItsScoreAndWhatItRead)
{
    const QString table = evidenceTable(verdictOfTwoParts(), Theme().colours());
    for (const char* words :
         {"1.00 × 1.00 = 1.00", "0.25 × 0.40 = 0.10", "<u>$1,234</u>", "characters 4 to 9", "1234.0, as 1234",
          "answer is", "There is no closing tag &lt;b&gt;.", "1.10"})
        EXPECT_TRUE(table.contains(QString::fromUtf8(words))) << words << "\n" << table.toStdString();
}

TEST(EvidenceText, ALongWordMayBreakAndAVeryLongOneIsCut)
{
    Verdict verdict = verdictOfTwoParts();
    verdict.parts[0].extracted = std::string(5000, 'x');
    const QString table = evidenceTable(verdict, Theme().colours());
    EXPECT_LT(table.size(), 3000);
    EXPECT_FALSE(table.contains(QString(30, QLatin1Char('x'))));
}

TEST(InspectorPanel, VerdictActionsAreButtonsAndAVerdictByHandSaysSo)
{
    const Theme theme;
    InspectorPanel panel(theme);
    QAction wrong(QStringLiteral("Mark wrong"));
    wrong.setIconText(QStringLiteral("Wrong"));
    panel.setVerdictActions({&wrong});
    const RolloutGroup group = sampleGroup(true);
    AnswerView view = viewOf(group, 3);
    panel.showAnswer(group, 3, view);
    panel.show();
    auto* button = panel.findChild<QToolButton*>();
    ASSERT_NE(button, nullptr);
    int pressed = 0;
    QObject::connect(&wrong, &QAction::triggered, [&] { ++pressed; });
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(pressed, 1);
    view.verdict->verifier = std::string(kByHand);
    panel.showAnswer(group, 3, view);
    EXPECT_TRUE(shows(panel, QStringLiteral("by hand")));
    EXPECT_TRUE(shows(panel, QStringLiteral("You judged. The checker read 3.")));
}

TEST(InspectorPanel, SaysWhatATrainingStepWouldAdd)
{
    const Theme theme;
    InspectorPanel panel(theme);
    const RolloutGroup group = sampleGroup(false);
    panel.showAnswer(group, 3, viewOf(group, 3));
    EXPECT_TRUE(shows(panel, QStringLiteral("A training step on these answers computes it")));
    panel.showPlain(viewOf(group, 0));
    EXPECT_TRUE(shows(panel, QStringLiteral("once the answers of this group are recorded")));
}

TEST(InspectorPanel, FitsIntoANarrowDock)
{
    Theme theme;
    theme.apply();
    InspectorPanel panel(theme);
    const RolloutGroup group = sampleGroup(true);
    panel.showAnswer(group, 3, viewOf(group, 3));
    panel.resize(250, 500);
    panel.show();
    EXPECT_LE(panel.widget()->minimumSizeHint().width(), panel.viewport()->width());
}

} // namespace
} // namespace rw::ui
