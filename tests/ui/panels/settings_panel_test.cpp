#include "core/verify/verifier_spec.h"
#include "tests/ui/plots/small_runs.h"
#include "ui/panels/settings_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>

namespace rw::ui {
namespace {

class SettingsPanelTest : public testing::Test
{
protected:
    SettingsPanelTest()
        : m_panel(m_theme)
        , m_changed(&m_panel, &SettingsPanel::configChanged)
    {
        m_panel.resize(320, 700);
        m_panel.show();
    }

    template <class Editor>
    Editor* field(const char* name)
    {
        for (Editor* editor : m_panel.findChildren<Editor*>())
            if (editor->accessibleName() == QLatin1String(name))
                return editor;
        return nullptr;
    }
    void type(QAbstractSpinBox* box, const QString& text)
    {
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
    }

    Theme m_theme;
    SettingsPanel m_panel;
    QSignalSpy m_changed;
};

TEST_F(SettingsPanelTest, GivesBackTheConfigItWasGiven)
{
    TrainingConfig config;
    config.learningRate = 0.00012F;
    config.beta = 0.04F;
    config.lossType = LossType::DrGrpo;
    config.scaleRewards = ScaleRewards::None;
    config.sampling.seed = 7;
    config.sampling.temperature = 0.7F;
    config.adamBeta2 = 0.95F; // has no field
    m_panel.setConfig(config);
    EXPECT_EQ(m_panel.config(), config);
    EXPECT_EQ(TrainingConfig{}, (m_panel.setConfig({}), m_panel.config()));
}

TEST_F(SettingsPanelTest, TypingTellsOnceAndSettingTellsNothing)
{
    m_panel.setConfig({});
    type(field<QDoubleSpinBox>("Learning rate"), QStringLiteral("0.0005"));
    ASSERT_TRUE(m_changed.wait(5000));
    EXPECT_EQ(m_changed.size(), 1);
    EXPECT_EQ(m_panel.config().learningRate, 0.0005F);
}

TEST_F(SettingsPanelTest, BestAnswerHidesWhatItDoesNotUse)
{
    EXPECT_TRUE(field<QDoubleSpinBox>("Epsilon low")->isVisible());
    auto* objective = field<QComboBox>("Objective");
    objective->setCurrentIndex(1);
    EXPECT_EQ(m_panel.config().objective, Objective::BestAnswer);
    EXPECT_FALSE(field<QDoubleSpinBox>("Epsilon low")->isVisible());
    EXPECT_TRUE(field<QDoubleSpinBox>("Learning rate")->isVisible());
}

TEST_F(SettingsPanelTest, ABadValueIsExplainedAndNotTold)
{
    auto* problem = m_panel.findChild<QLabel*>(QStringLiteral("problem"));
    EXPECT_FALSE(problem->isVisible());
    type(field<QDoubleSpinBox>("Temperature"), QStringLiteral("0"));
    EXPECT_TRUE(problem->isVisible());
    EXPECT_FALSE(problem->text().isEmpty());
    EXPECT_FALSE(m_changed.wait(600)); // longer than changes are held back
}

TEST_F(SettingsPanelTest, ResetBringsTheDefaultsAndKeepsWhatHasNoField)
{
    TrainingConfig usual;
    usual.learningRate = 2e-4F; // of an adapter
    m_panel.setDefaults(usual);
    TrainingConfig config;
    config.promptsPerStep = 3;
    config.sampling.seed = 99;
    config.lora.rank = 16; // a run keeps its adapter
    config.verifiers = {verifierSpecFromString("math")};
    m_panel.setConfig(config);
    QTest::mouseClick(m_panel.findChild<QPushButton*>(QStringLiteral("reset")), Qt::LeftButton);
    config.promptsPerStep = usual.promptsPerStep;
    config.learningRate = usual.learningRate;
    EXPECT_EQ(m_panel.config(), config);
    EXPECT_EQ(m_changed.size(), 1);
}

TEST(SettingsPanelLanguage, ShowsAndReadsGermanDecimals)
{
    const ScopedLocale german(QLocale(QLocale::German, QLocale::Germany));
    const Theme theme;
    SettingsPanel panel(theme);
    const auto boxes = panel.findChildren<QDoubleSpinBox*>();
    const auto rate = std::ranges::find(boxes, QStringLiteral("Learning rate"), &QWidget::accessibleName);
    ASSERT_NE(rate, boxes.end());
    EXPECT_EQ((*rate)->text(), QStringLiteral("0,0003"));
}

TEST_F(SettingsPanelTest, TakesHowQuestionsArePut)
{
    TrainingConfig config;
    config.promptFormat.system = "You are a teacher.";
    config.promptFormat.instruction = "End with #### and the number.";
    m_panel.setConfig(config);
    EXPECT_EQ(m_panel.config(), config);
    EXPECT_EQ(field<QPlainTextEdit>("System prompt")->toPlainText(), QStringLiteral("You are a teacher."));

    auto* instruction = field<QPlainTextEdit>("Answer instruction");
    instruction->clear();
    QTest::keyClicks(instruction, QStringLiteral("Be brief."));
    QTest::mouseClick(field<QCheckBox>("Raw completion"), Qt::LeftButton, {}, {6, 8});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !m_changed.isEmpty(); }));
    EXPECT_EQ(m_panel.config().promptFormat.instruction, "Be brief.");
    EXPECT_TRUE(m_panel.config().promptFormat.raw);

    QSignalSpy exact(&m_panel, &SettingsPanel::exactPromptRequested);
    QTest::mouseClick(m_panel.findChild<QPushButton*>(QStringLiteral("exact-prompt")), Qt::LeftButton);
    EXPECT_EQ(exact.count(), 1);
}

} // namespace
} // namespace rw::ui
