#include "ui/models/text_diff.h"

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

QString joined(const std::vector<DiffPart>& parts)
{
    QString text;
    for (const DiffPart& part : parts)
        text += part.text;
    return text;
}

/// "a [b] c": what changed in brackets.
QString marked(const std::vector<DiffPart>& parts)
{
    QString text;
    for (const DiffPart& part : parts)
        text += part.changed ? QStringLiteral("[%1]").arg(part.text) : part.text;
    return text;
}

WordDiff diff(const char* before, const char* after)
{
    return wordDiff(QString::fromUtf8(before), QString::fromUtf8(after));
}

TEST(WordDiffTest, EqualTextsHaveNoChange)
{
    const WordDiff same = diff("The answer is 3.", "The answer is 3.");
    EXPECT_EQ(same.before, (std::vector<DiffPart>{{QStringLiteral("The answer is 3."), false}}));
    EXPECT_EQ(same.before, same.after);
    EXPECT_TRUE(diff("", "").before.empty());
}

TEST(WordDiffTest, MarksTheWordsThatChanged)
{
    const WordDiff changed = diff("13 - 4 = 8. The answer is 2.", "13 - 4 = 9. The answer is 3.");
    EXPECT_EQ(marked(changed.before), QStringLiteral("13 - 4 = [8]. The answer is [2]."));
    EXPECT_EQ(marked(changed.after), QStringLiteral("13 - 4 = [9]. The answer is [3]."));
}

TEST(WordDiffTest, NeighboursThatChangedAreOnePart)
{
    const WordDiff changed = diff("so three red apples cost 9", "so two green pears cost 9");
    EXPECT_EQ(marked(changed.before), QStringLiteral("so [three red apples] cost 9"));
    EXPECT_EQ(marked(changed.after), QStringLiteral("so [two green pears] cost 9"));
}

TEST(WordDiffTest, WordsPutInOrTakenOutAreMarkedOnTheirSide)
{
    const WordDiff changed = diff("The answer is 3", "Each apple costs 9 / 3. The answer is 3");
    EXPECT_EQ(marked(changed.before), QStringLiteral("The answer is 3"));
    EXPECT_EQ(marked(changed.after), QStringLiteral("[Each apple costs 9 / 3.] The answer is 3"));
    EXPECT_EQ(marked(diff("gone", "").before), QStringLiteral("[gone]"));
    EXPECT_TRUE(diff("gone", "").after.empty());
}

TEST(WordDiffTest, AllTextIsKeptWithItsWhiteSpace)
{
    const char* before = "  a\tb\n\nc  caf\xC3\xA9 \xF0\x9F\x8D\x8E x\n";
    const char* after = "a  b c\n tea \xF0\x9F\x8D\x90 x  ";
    const WordDiff changed = diff(before, after);
    EXPECT_EQ(joined(changed.before), QString::fromUtf8(before));
    EXPECT_EQ(joined(changed.after), QString::fromUtf8(after));
    EXPECT_EQ(marked(diff("a  b", "a\nb").before), QStringLiteral("a  b"))
        << "white space alone is no change";
}

TEST(WordDiffTest, LongTextsThatShareLittleAreCompared)
{
    QString before = QStringLiteral("same ");
    QString after = before;
    for (int i = 0; i < 50'000; ++i) {
        before += QStringLiteral("b%1 ").arg(i);
        after += QStringLiteral("a%1 ").arg(i);
    }
    const WordDiff changed = wordDiff(before, after);
    EXPECT_EQ(joined(changed.before), before);
    EXPECT_EQ(joined(changed.after), after);
    EXPECT_EQ(changed.before.front(), (DiffPart{QStringLiteral("same "), false}));
    EXPECT_TRUE(changed.before[1].changed);
}

} // namespace
} // namespace rw::ui
