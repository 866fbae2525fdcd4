#include "tests/ui/answers/sample_group.h"
#include "ui/models/group_model.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/inspector_text.h"
#include "ui/widgets/token_text.h"

#include <QLabel>

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
    EXPECT_TRUE(verdictDetails(*group.rollouts[3].verdict).contains(QStringLiteral("final-number")));
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
