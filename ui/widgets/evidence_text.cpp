#include "ui/widgets/evidence_text.h"

#include "ui/models/answer_view.h"
#include "ui/theme/verdict_style.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>
#include <vector>

namespace rw::ui {
namespace {

constexpr int kMostCharacters = 240; ///< of a value; the card has the whole text
constexpr int kLongestWord = 20;     ///< a longer one may break anywhere
constexpr QChar kZeroWidthSpace{0x200b};

QString tr(const char* text)
{
    return QCoreApplication::translate("Inspector", text);
}

/// Shortened, escaped, and fit for a narrow column.
QString cell(const std::string& text)
{
    QString shown = QString::fromStdString(text).simplified();
    if (shown.size() > kMostCharacters)
        shown = shown.left(kMostCharacters) + QStringLiteral("…");
    QString result;
    int run = 0;
    for (const QChar c : shown) {
        run = c.isSpace() ? 0 : run + 1;
        result += c;
        if (run > 0 && run % kLongestWord == 0 && !c.isHighSurrogate())
            result += kZeroWidthSpace;
    }
    return result.toHtmlEscaped();
}

QString two(double value)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', 2);
    return value < 0 ? QStringLiteral("−") + digits : digits;
}

/// The parts of a verdict; that of a single verifier is its only part.
std::vector<VerdictPart> partsOf(const Verdict& verdict)
{
    if (!verdict.parts.empty())
        return verdict.parts;
    VerdictPart part;
    part.name = "accuracy";
    part.verifier = verdict.verifier;
    part.outcome = verdict.outcome;
    part.score = verdict.outcome == Outcome::Correct ? 1.0 : 0.0;
    part.extracted = verdict.extracted;
    part.span = verdict.span;
    part.rule = verdict.rule;
    part.normalised = verdict.normalised;
    part.normalisedExpected = verdict.normalisedExpected;
    part.message = verdict.message;
    part.milliseconds = verdict.milliseconds;
    return {part};
}

QString placeText(const Span& span)
{
    const QString first = QLocale().toString(static_cast<qulonglong>(span.begin + 1));
    if (span.end <= span.begin + 1)
        return tr("character %1").arg(first);
    return tr("characters %1 to %2").arg(first, QLocale().toString(static_cast<qulonglong>(span.end)));
}

class Table
{
public:
    explicit Table(const Colours& colours)
        : m_colours(colours)
    {
    }

    void addHead(const VerdictPart& part)
    {
        const AnswerState state = stateOf(FinishReason::Stop, verdictWith(part.outcome));
        m_rows +=
            QStringLiteral("<tr><td colspan=\"2\" style=\"padding-top:5px\">"
                           "<span style=\"color:%1;font-weight:600\">%2</span> "
                           "<span style=\"font-weight:600\">%3</span>&nbsp; %4</td></tr>")
                .arg(
                    verdictStyle(state, m_colours).ink.name(), stateSign(state), cell(part.name),
                    tr("%1 × %2 = %3").arg(two(part.score), two(part.weight), two(part.score * part.weight)));
    }

    void add(const QString& name, const QString& html)
    {
        m_rows += QStringLiteral(
                      "<tr><td width=\"24%\" style=\"color:%1;padding-right:8px\">%2</td><td>%3</td></tr>")
                      .arg(m_colours.dim.name(), name, html);
    }

    [[nodiscard]] QString html() const
    {
        return QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"1\">%1</table>")
            .arg(m_rows);
    }

private:
    static std::optional<Verdict> verdictWith(Outcome outcome)
    {
        Verdict verdict;
        verdict.outcome = outcome;
        return verdict;
    }

    const Colours& m_colours;
    QString m_rows;
};

void addRead(Table& table, const VerdictPart& part)
{
    if (!part.extracted)
        return;
    QString read = QStringLiteral("<u>%1</u>").arg(cell(*part.extracted));
    if (part.span)
        read += QStringLiteral(" (%1)").arg(placeText(*part.span).toHtmlEscaped());
    table.add(tr("Read"), read);
    if (!part.normalised.empty() && part.normalised != *part.extracted)
        table.add(tr("As"), cell(part.normalised));
}

void addExpected(Table& table, const VerdictPart& part, const std::string& expected)
{
    if (expected.empty() && part.normalisedExpected.empty())
        return;
    const bool asItStands = part.normalisedExpected.empty() || part.normalisedExpected == expected;
    table.add(tr("Expected"), asItStands
                                  ? cell(expected)
                                  : tr("%1, as %2").arg(cell(expected), cell(part.normalisedExpected)));
}

void addPart(Table& table, const VerdictPart& part, const std::string& expected)
{
    table.addHead(part);
    addRead(table, part);
    addExpected(table, part, expected);
    if (!part.message.empty())
        table.add(tr("Because"), cell(part.message));
    if (!part.rule.empty())
        table.add(tr("Rule"), cell(part.rule));
    if (part.verifier == kByHand) {
        table.add(tr("By"), tr("you"));
        return;
    }
    const QString time = tr("%1 ms").arg(QLocale().toString(part.milliseconds, 'f', 2));
    table.add(tr("By"), part.verifier.empty() ? time : cell(part.verifier) + QStringLiteral(" · ") + time);
}

} // namespace

QString verdictSentence(const Verdict& verdict)
{
    const QString expected = QString::fromStdString(verdict.expected);
    const QString message = QString::fromStdString(verdict.message);
    if (verdict.verifier == kByHand)
        return verdict.extracted
                   ? tr("You judged. The checker read %1.").arg(QString::fromStdString(*verdict.extracted))
                   : tr("You judged. The checker found no answer.");
    if (!verdict.extracted)
        return message.isEmpty() ? tr("No answer was found in the text.") : message;
    const QString read = QString::fromStdString(*verdict.extracted);
    switch (verdict.outcome) {
    case Outcome::Correct:
        return tr("Read %1, which equals the expected %2.").arg(read, expected);
    case Outcome::Wrong:
        return tr("Read %1, but %2 was expected.").arg(read, expected);
    case Outcome::Undecided:
    case Outcome::Error:
        break;
    }
    return message.isEmpty() ? tr("Read %1, which could not be judged.").arg(read) : message;
}

QString evidenceTable(const Verdict& verdict, const Colours& colours)
{
    Table table(colours);
    const std::vector<VerdictPart> parts = partsOf(verdict);
    double reward = 0.0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        addPart(table, parts[i], i == 0 ? verdict.expected : std::string());
        reward += parts[i].score * parts[i].weight;
    }
    if (parts.size() > 1)
        table.add(tr("Sum"), QStringLiteral("<span style=\"font-weight:600\">%1</span>").arg(two(reward)));
    return table.html();
}

} // namespace rw::ui
