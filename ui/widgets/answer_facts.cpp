#include "ui/widgets/answer_facts.h"

#include "ui/theme/verdict_style.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace rw::ui {
namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("AnswerFacts", text, nullptr, n);
}

QString firstLine(const std::string& text)
{
    return QString::fromStdString(text).section(QLatin1Char('\n'), 0, 0);
}

QString verdictEvidence(const Verdict& verdict)
{
    const QString expected = QString::fromStdString(verdict.expected);
    if (verdict.verifier == kByHand && verdict.extracted)
        return tr("read %1, expected %2").arg(QString::fromStdString(*verdict.extracted), expected);
    if (verdict.verifier == kByHand)
        return {};
    if (!verdict.extracted)
        return verdict.message.empty() ? tr("no answer found") : firstLine(verdict.message);
    const QString read = QString::fromStdString(*verdict.extracted);
    if (verdict.outcome == Outcome::Correct)
        return tr("%1 = %2").arg(read, expected);
    if (verdict.outcome == Outcome::Wrong)
        return tr("read %1, expected %2").arg(read, expected);
    return verdict.message.empty() ? tr("read %1").arg(read) : firstLine(verdict.message);
}

/// UTF-16 offset of a code point offset.
qsizetype utf16Offset(const QString& text, std::size_t codePoints)
{
    qsizetype at = 0;
    for (std::size_t i = 0; i < codePoints && at < text.size(); ++i)
        at += text[at].isHighSurrogate() ? 2 : 1;
    return std::min(at, text.size());
}

} // namespace

QString evidenceText(const AnswerView& answer)
{
    switch (answer.state) {
    case AnswerState::Queued:
    case AnswerState::ReadingPrompt:
    case AnswerState::Writing:
    case AnswerState::Verifying:
        return {};
    case AnswerState::Stopped:
        return tr("stopped by you");
    case AnswerState::CutOff:
        return tr("hit the limit of %n token(s)", answer.tokens);
    case AnswerState::Failed:
        return tr("the text so far is kept");
    case AnswerState::Correct:
    case AnswerState::Wrong:
    case AnswerState::Undecided:
    case AnswerState::VerifierError:
        break;
    }
    return answer.verdict ? verdictEvidence(*answer.verdict) : QString();
}

QString accessibleAnswerName(const AnswerView& answer, int total)
{
    QStringList parts{tr("Answer %1 of %2").arg(answer.index + 1).arg(total),
                      stateWord(answer.state).toLower()};
    if (isJudgedByHand(answer))
        parts << tr("by hand");
    if (answer.starred)
        parts << tr("preferred");
    if (answer.shortestCorrect)
        parts << tr("shortest correct");
    if (isFinished(answer.state))
        parts << tr("%n token(s)", answer.tokens);
    return parts.join(QStringLiteral(", "));
}

QString signedNumber(double value, int decimals)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', decimals);
    return (std::signbit(value) ? QStringLiteral("−") : QStringLiteral("+")) + digits;
}

TextRange extractedRange(const AnswerView& answer)
{
    if (!answer.verdict || !answer.verdict->span)
        return {};
    const qsizetype begin = utf16Offset(answer.text, answer.verdict->span->begin);
    const qsizetype end = utf16Offset(answer.text, answer.verdict->span->end);
    return {static_cast<int>(begin), static_cast<int>(end - begin)};
}

QString byHandText()
{
    return tr("by hand");
}

bool canBeStarred(const AnswerView& answer)
{
    return answer.rollout.isValid();
}

} // namespace rw::ui
