#include "core/verify/equation_verifier.h"

#include "core/base/error.h"
#include "core/math/arithmetic.h"
#include "core/verify/equations.h"
#include "core/verify/evidence.h"
#include "core/verify/problem_numbers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace rw {

namespace {

/// The value of each letter that an equation gives one: 3 of "x = 3". The last one counts.
std::map<char, Rational> lettersOf(const std::vector<Equation>& equations)
{
    std::map<char, Rational> letters;
    for (const Equation& equation : equations) {
        const Arithmetic right = calculate(equation.right);
        const bool names = equation.left.size() == 1 && !calculate(equation.left).value;
        if (names && right.value && right.numbers.size() == 1)
            letters[equation.left.front()] = *right.value;
    }
    return letters;
}

/// Blanks the letters behind numbers that have no value: m of "3 m".
std::string withoutUnits(std::string text, const std::map<char, Rational>& letters)
{
    char before = ' ';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool times = c == 'x' && i + 1 < text.size();
        if (letter && !times && before >= '0' && before <= '9' && !letters.contains(c))
            text[i] = ' ';
        else if (c != ' ')
            before = c;
    }
    return text;
}

/// Whether `number` rounds to `shown`, as far as its text has decimals.
bool roundsTo(const Rational& number, const Rational& shown, std::string_view text)
{
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos)
        return false;
    Rational half = *Rational::of(1, 2);
    for (std::size_t i = point + 1; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        const auto smaller = half.over(Rational(10));
        if (!smaller)
            return false;
        half = *smaller;
    }
    const auto off = number.minus(shown);
    const auto left = off ? half.minus(off->numerator() < 0 ? off->negated() : *off) : std::nullopt;
    return left && left->numerator() >= 0;
}

class EquationVerifier final : public Verifier
{
public:
    explicit EquationVerifier(const VerifierOptions& options)
        : m_final(options.flag("final"))
        , m_rounded(options.flag("rounded"))
    {
        for (const std::string& constant : options.list("constants")) {
            const auto value = calculate(constant).value;
            if (!value)
                throw UsageError("The constant \"" + constant + "\" of equation-strict is no number.");
            m_constants.push_back(*value);
        }
    }

    [[nodiscard]] std::string_view name() const override { return "equation-strict"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        const auto begin = afterThinking(answer.text);
        const std::vector<Equation> equations =
            begin ? equationsOf(answer.text, *begin) : std::vector<Equation>{};
        Verdict verdict;
        verdict.outcome = Outcome::Wrong;
        verdict.rule = "equations";
        if (equations.empty()) {
            verdict.rule = "none";
            verdict.message = "There is no equation in the answer.";
            return verdict;
        }
        if (checkAll(prompt, answer.text, equations, verdict))
            checkFinal(prompt, answer, verdict);
        return verdict;
    }

private:
    bool checkAll(const Prompt& prompt, std::string_view text, const std::vector<Equation>& equations,
                  Verdict& verdict) const
    {
        const std::map<char, Rational> letters = lettersOf(equations);
        std::vector<Rational> known = numbersOf(prompt.text);
        known.insert(known.end(), m_constants.begin(), m_constants.end());
        for (const Equation& equation : equations) {
            const Arithmetic left = calculate(withoutUnits(equation.left, letters), letters);
            const Arithmetic right = calculate(withoutUnits(equation.right, letters), letters);
            verdict.message = problemOf(equation, left, right, known);
            if (!verdict.message.empty()) {
                noteExtracted(text, equation.range, verdict);
                return false;
            }
            known.push_back(*right.value);
        }
        verdict.normalised =
            std::to_string(equations.size()) + (equations.size() == 1 ? " equation" : " equations");
        return true;
    }

    [[nodiscard]] std::string problemOf(const Equation& equation, const Arithmetic& left,
                                        const Arithmetic& right, const std::vector<Rational>& known) const
    {
        if (!left.value)
            return "\"" + equation.left + "\" " + left.problem + ".";
        if (!right.value)
            return "\"" + equation.right + "\" " + right.problem + ".";
        if (*left.value != *right.value &&
            !(m_rounded && roundsTo(*left.value, *right.value, equation.right)))
            return equation.left + " is " + left.value->text() + ", not " + right.value->text() + ".";
        std::vector<Rational> used = left.numbers;
        if (right.numbers.size() > 1)
            used.insert(used.end(), right.numbers.begin(), right.numbers.end());
        for (const Rational& number : used) {
            if (!isKnown(number, known))
                return "The problem does not give the number " + number.text() + ".";
        }
        return {};
    }

    /// 20% of a text is written 0.2, too.
    static bool isKnown(const Rational& number, const std::vector<Rational>& known)
    {
        const auto hundredfold = number.times(Rational(100));
        return std::any_of(known.begin(), known.end(), [&](const Rational& other) {
            return other == number || (hundredfold && other == *hundredfold);
        });
    }

    void checkFinal(const Prompt& prompt, const WrittenAnswer& answer, Verdict& verdict) const
    {
        verdict.outcome = Outcome::Correct;
        if (!m_final || prompt.answer.empty())
            return;
        const auto number = makeFinalNumberVerifier()->verify(prompt, answer.text, answer.finish);
        verdict.outcome = number.outcome;
        verdict.extracted = number.extracted;
        verdict.span = number.span;
        verdict.normalised += ", " + number.normalised;
        verdict.normalisedExpected = number.normalisedExpected;
        verdict.message = number.message;
    }

    bool m_final;
    bool m_rounded;
    std::vector<Rational> m_constants;
};

} // namespace

std::unique_ptr<Verifier> makeEquationVerifier(const VerifierOptions& options)
{
    return std::make_unique<EquationVerifier>(options);
}

} // namespace rw
