#include "ui/widgets/answer_card.h"
#include "ui/widgets/answer_facts.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

AnswerView correctAnswer()
{
    AnswerView answer;
    answer.index = 2;
    answer.state = AnswerState::Correct;
    answer.rollout.value = 40;
    answer.text = QStringLiteral("Each costs 3.");
    answer.tokens = 19;
    answer.starred = true;
    Verdict verdict;
    verdict.outcome = Outcome::Correct;
    verdict.extracted = "3";
    verdict.expected = "3";
    verdict.span = Span{11, 12};
    answer.verdict = verdict;
    return answer;
}

AnswerView wrongAnswer()
{
    AnswerView answer = correctAnswer();
    answer.state = AnswerState::Wrong;
    answer.starred = false;
    answer.verdict->outcome = Outcome::Wrong;
    answer.verdict->extracted = "2.6";
    return answer;
}

TEST(AnswerCard, SaysNumberVerdictPreferenceAndLength)
{
    const Theme theme;
    AnswerCard card(theme);
    card.setAnswer(correctAnswer(), 15);
    EXPECT_TRUE(
        card.accessibleName().startsWith(QStringLiteral("Answer 3 of 15, correct, preferred, 19 token")));
    EXPECT_EQ(card.accessibleDescription(), QStringLiteral("Each costs 3."));
}

TEST(AnswerCard, KeepsQuietAboutTokensWhileWriting)
{
    AnswerView answer = correctAnswer();
    answer.state = AnswerState::Writing;
    answer.starred = false;
    EXPECT_EQ(accessibleAnswerName(answer, 15), QStringLiteral("Answer 3 of 15, writing"));
}

TEST(AnswerCard, TellsWhyItIsWrong)
{
    EXPECT_EQ(evidenceText(wrongAnswer()), QStringLiteral("read 2.6, expected 3"));
    EXPECT_EQ(evidenceText(correctAnswer()), QStringLiteral("3 = 3"));
    AnswerView undecided = wrongAnswer();
    undecided.state = AnswerState::Undecided;
    undecided.verdict->extracted.reset();
    undecided.verdict->outcome = Outcome::Undecided;
    undecided.verdict->message = "no number in the answer\nsecond line";
    EXPECT_EQ(evidenceText(undecided), QStringLiteral("no number in the answer"));
}

TEST(AnswerCard, FindsTheSpanBehindCharactersOutsideTheBasicPlane)
{
    AnswerView answer = correctAnswer();
    answer.text = QString::fromUtf8("🍎🍎 = 3");
    answer.verdict->span = Span{5, 6};
    const TextRange range = extractedRange(answer);
    EXPECT_EQ(answer.text.mid(range.begin, range.length), QStringLiteral("3"));
}

TEST(AnswerCard, SpaceAsksForTheStarAndReturnOpens)
{
    const Theme theme;
    AnswerCard card(theme);
    card.setAnswer(wrongAnswer(), 15);
    const QSignalSpy star(&card, &AnswerCard::starToggled);
    const QSignalSpy opened(&card, &AnswerCard::opened);
    QTest::keyClick(&card, Qt::Key_Space);
    QTest::keyClick(&card, Qt::Key_Return);
    ASSERT_EQ(star.count(), 1);
    EXPECT_EQ(star.front().front().toInt(), 2);
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened.front().front().toInt(), 2);
}

TEST(AnswerCard, CannotBeStarredBeforeItIsStored)
{
    const Theme theme;
    AnswerCard card(theme);
    AnswerView writing = wrongAnswer();
    writing.state = AnswerState::Writing;
    writing.rollout = RolloutId{};
    card.setAnswer(writing, 15);
    const QSignalSpy star(&card, &AnswerCard::starToggled);
    QTest::keyClick(&card, Qt::Key_Space);
    EXPECT_EQ(star.count(), 0);
}

TEST(AnswerCard, AClickOnTheStarPrefersAndADoubleClickElsewhereOpens)
{
    const Theme theme;
    AnswerCard card(theme);
    card.setAnswer(wrongAnswer(), 15);
    card.resize(260, 120);
    const QSignalSpy star(&card, &AnswerCard::starToggled);
    const QSignalSpy opened(&card, &AnswerCard::opened);
    const AnswerCardPainter painter(theme);
    QTest::mouseClick(&card, Qt::LeftButton, {}, painter.starRect(card.rect(), card.answer()).center());
    EXPECT_EQ(star.count(), 1);
    QTest::mouseDClick(&card, Qt::LeftButton, {}, QPoint(60, 70));
    EXPECT_EQ(opened.count(), 1);
    EXPECT_EQ(star.count(), 1);
}

TEST(AnswerCard, VerdictChangesWhatIsDrawnAndGrowingTextDoesNotChangeTheSize)
{
    const Theme theme;
    AnswerCard card(theme);
    card.resize(260, 120);
    card.setAnswer(correctAnswer(), 15);
    const QImage correct = card.grab().toImage();
    const QSize hint = card.sizeHint();
    AnswerView other = wrongAnswer();
    other.text = QString(2000, QLatin1Char('a'));
    card.setAnswer(other, 15);
    EXPECT_NE(card.grab().toImage(), correct);
    EXPECT_EQ(card.sizeHint(), hint);
}

} // namespace
} // namespace rw::ui
