#include "ui/theme/colours.h"
#include "ui/theme/verdict_style.h"

#include <QImage>
#include <QPainter>

#include <gtest/gtest.h>

#include <set>

namespace rw::ui {
namespace {

std::vector<AnswerState> everyState()
{
    std::vector<AnswerState> states;
    for (int state = 0; state <= static_cast<int>(AnswerState::Failed); ++state)
        states.push_back(static_cast<AnswerState>(state));
    return states;
}

QImage glyph(AnswerState state)
{
    QImage image(24, 24, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintStateGlyph(painter, QRectF(2, 2, 20, 20), state, Qt::black);
    return image;
}

TEST(VerdictStyle, EveryStateHasAWordOfItsOwn)
{
    std::set<QString> words;
    for (const AnswerState state : everyState()) {
        EXPECT_FALSE(stateWord(state).isEmpty());
        EXPECT_FALSE(stateSign(state).isEmpty());
        words.insert(stateWord(state));
    }
    EXPECT_EQ(words.size(), everyState().size());
    EXPECT_EQ(stateWord(AnswerState::Correct), QStringLiteral("Correct"));
    EXPECT_EQ(stateWord(AnswerState::CutOff), QStringLiteral("Cut off"));
}

TEST(VerdictStyle, EveryStateHasAGlyphOfItsOwn)
{
    for (const AnswerState one : everyState()) {
        for (const AnswerState other : everyState()) {
            if (one != other) {
                EXPECT_NE(glyph(one), glyph(other))
                    << static_cast<int>(one) << " " << static_cast<int>(other);
            }
        }
    }
}

TEST(VerdictStyle, BorderTellsVerdictsApartWithoutColour)
{
    const Colours colours = makeColours(false, VerdictColours::Standard);
    EXPECT_EQ(verdictStyle(AnswerState::Correct, colours).border, Qt::SolidLine);
    EXPECT_EQ(verdictStyle(AnswerState::Wrong, colours).border, Qt::DashLine);
    EXPECT_EQ(verdictStyle(AnswerState::Undecided, colours).border, Qt::DotLine);
}

} // namespace
} // namespace rw::ui
