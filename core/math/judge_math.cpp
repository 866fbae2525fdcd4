#include "core/math/judge_math.h"

#include "core/math/comparison.h"
#include "core/math/math_parser.h"
#include "core/math/plain_value.h"

#include <exception>
#include <utility>

namespace rw {

namespace {

/// One side, read as far as it can be.
struct Side
{
    std::optional<Expression> expression;
    std::string letters; ///< its tokens, without spaces but between numbers, for what is compared as text
    MathProblem problem;
};

std::string lettersOf(std::string_view text)
{
    std::string letters;
    try {
        TokenKind before = TokenKind::End;
        for (const MathToken& token : mathTokens(text)) {
            if (token.spaceBefore && token.kind == before && before == TokenKind::Number)
                letters += ' ';
            letters += token.text;
            before = token.kind;
        }
    } catch (const MathProblem&) {
        for (const char c : text) {
            if (c != ' ' && c != '\n' && c != '$')
                letters += c;
        }
    }
    return letters;
}

/// Words are the same in any case, with or without spaces, parentheses and a full stop.
std::string wordForm(std::string_view letters)
{
    std::string form;
    for (const char c : letters) {
        if (std::string_view(" .()\"'").find(c) == std::string_view::npos)
            form += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return form;
}

Side readSide(std::string_view text)
{
    Side side;
    side.letters = lettersOf(text);
    try {
        side.expression = parseMath(text);
    } catch (const MathProblem& problem) {
        side.problem = problem;
    }
    return side;
}

bool isText(const Side& side)
{
    return side.expression && side.expression->kind == NodeKind::Text;
}

MathJudgement judged(MathRelation relation, const Side& answer, const Side& gold, std::string message = {})
{
    const auto form = [](const Side& side) {
        return side.expression ? toString(*side.expression) : std::string{};
    };
    return {relation, form(answer), form(gold), std::move(message)};
}

MathJudgement unread(const Side& answer, const Side& gold)
{
    const bool goldUnread = !gold.expression;
    const Side& side = goldUnread ? gold : answer;
    const std::string message =
        (goldUnread ? "The expected answer " : "The answer ") + side.problem.why + ".";
    if (side.problem.tooLarge)
        return judged(MathRelation::Undecided, answer, gold, message);
    return judged(goldUnread ? MathRelation::GoldUnread : MathRelation::AnswerUnread, answer, gold, message);
}

/// What needs no comparing of expressions: the same text, words, what cannot be read.
std::optional<MathJudgement> judgeAsText(const Side& answer, const Side& gold)
{
    if (!gold.letters.empty() && answer.letters == gold.letters)
        return judged(MathRelation::Equal, answer, gold);
    if (isText(gold) || (isText(answer) && gold.expression)) {
        const bool same = wordForm(answer.letters) == wordForm(gold.letters);
        return judged(same ? MathRelation::Equal : MathRelation::Different, answer, gold);
    }
    if (!answer.expression || !gold.expression)
        return unread(answer, gold);
    return std::nullopt;
}

MathJudgement compared(const Side& answer, const Side& gold, const MathOptions& options,
                       const ScalarComparison& comparison)
{
    switch (compareAnswers(*answer.expression, *gold.expression, options, comparison)) {
    case Sameness::Same:
        return judged(MathRelation::Equal, answer, gold);
    case Sameness::Different:
        return judged(MathRelation::Different, answer, gold);
    case Sameness::Unknown:
        break;
    }
    return judged(MathRelation::Undecided, answer, gold, "Neither equality nor difference could be shown.");
}

/// Exactly, where both are plain numbers.
std::optional<Sameness> comparePlain(const Expression& answer, const Expression& gold, int decimals)
{
    const auto mine = plainValue(answer);
    const auto wanted = plainValue(gold);
    if (!mine || !wanted)
        return std::nullopt;
    const bool same = *mine == *wanted ||
                      ((hasDecimal(answer) || hasDecimal(gold)) && equalsRounded(*mine, *wanted, decimals));
    return same ? Sameness::Same : Sameness::Different;
}

} // namespace

MathJudgement judgeMath(std::string_view answer, std::string_view gold, const MathOptions& options)
{
    const Side mine = readSide(answer);
    const Side wanted = readSide(gold);
    if (auto judgement = judgeAsText(mine, wanted))
        return std::move(*judgement);
    ScalarComparison comparison;
    comparison.scalars = [&options](const Expression& a, const Expression& b) {
        const auto plain = comparePlain(a, b, options.decimals);
        return plain ? *plain : compareSymbolically(a, b, options.decimals);
    };
    comparison.equations = compareEquations;
    return compared(mine, wanted, options, comparison);
}

std::optional<MathJudgement> judgePlainMath(std::string_view answer, std::string_view gold,
                                            const MathOptions& options)
{
    const Side mine = readSide(answer);
    const Side wanted = readSide(gold);
    if (auto judgement = judgeAsText(mine, wanted))
        return judgement;
    bool plain = true;
    ScalarComparison comparison;
    comparison.scalars = [&](const Expression& a, const Expression& b) {
        const auto sameness = comparePlain(a, b, options.decimals);
        plain = plain && sameness;
        return sameness.value_or(Sameness::Unknown);
    };
    comparison.equations = [&](const Sides&, const Sides&, bool) {
        plain = false;
        return Sameness::Unknown;
    };
    MathJudgement judgement = compared(mine, wanted, options, comparison);
    if (!plain)
        return std::nullopt;
    return judgement;
}

} // namespace rw
