#include "ui/widgets/probability_bars.h"
#include "ui/widgets/token_text.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

std::vector<TokenPiece> pieces()
{
    std::vector<TokenPiece> result;
    for (int i = 0; i < 40; ++i)
        result.push_back({QStringLiteral(" word"), 0.5F, 1.0F, 0.0F});
    return result;
}

TEST(TokenText, BinsProbabilitiesAsTheLegendSays)
{
    EXPECT_EQ(probabilityBin(1.0F), 0);
    EXPECT_EQ(probabilityBin(0.9F), 0);
    EXPECT_EQ(probabilityBin(0.89F), 1);
    EXPECT_EQ(probabilityBin(0.5F), 1);
    EXPECT_EQ(probabilityBin(0.2F), 2);
    EXPECT_EQ(probabilityBin(0.05F), 3);
    EXPECT_EQ(probabilityBin(0.049F), 4);
    EXPECT_EQ(entropyBin(0.0F), 0);
    EXPECT_EQ(entropyBin(3.0F), 4);
}

TEST(TokenText, ShowsWhiteSpace)
{
    EXPECT_EQ(visibleToken(QStringLiteral(" a b")), QStringLiteral("·a·b"));
}

TEST(TokenText, WrapsToItsWidth)
{
    const Theme theme;
    TokenText text(theme);
    text.setTokens(pieces());
    EXPECT_GT(text.heightForWidth(150), 2 * text.heightForWidth(600));
}

TEST(TokenText, ArrowsSelectTokens)
{
    const Theme theme;
    TokenText text(theme);
    text.setTokens(pieces());
    text.resize(200, text.heightForWidth(200));
    const QSignalSpy changed(&text, &TokenText::selectionChanged);
    QTest::keyClick(&text, Qt::Key_Home);
    EXPECT_EQ(text.selected(), 0);
    QTest::keyClick(&text, Qt::Key_Right);
    EXPECT_EQ(text.selected(), 1);
    QTest::keyClick(&text, Qt::Key_Down);
    EXPECT_GT(text.selected(), 2);
    QTest::keyClick(&text, Qt::Key_Up);
    EXPECT_EQ(text.selected(), 1);
    QTest::keyClick(&text, Qt::Key_End);
    EXPECT_EQ(text.selected(), 39);
    EXPECT_EQ(changed.count(), 5);
}

TEST(TokenText, AClickSelects)
{
    const Theme theme;
    TokenText text(theme);
    text.setTokens(pieces());
    text.resize(300, text.heightForWidth(300));
    QTest::mouseClick(&text, Qt::LeftButton, {}, QPoint(5, 12));
    EXPECT_EQ(text.selected(), 0);
}

TEST(ProbabilityBars, SpeaksWhatIsMissingToOne)
{
    const Theme theme;
    ProbabilityBars bars(theme);
    bars.setRows({{QStringLiteral("a"), 0.5, true}, {QStringLiteral("b"), 0.2, false}});
    EXPECT_TRUE(bars.accessibleDescription().contains(QStringLiteral("all others 0.30")));
}

} // namespace
} // namespace rw::ui
