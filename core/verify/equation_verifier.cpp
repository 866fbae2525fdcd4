#include "core/verify/equation_verifier.h"

#include "core/base/ascii.h"
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
        const bool letter = isLetter(c);
        const bool times = c == 'x' && i + 1 < text.size();
        if (letter && !times && before >= '0' && before <= '9' && !letters.contains(c))
            text[i] = ' ';
        else if (c != ' ')
            before = c;
    }
    return text;
}

/// Whether it has a letter that no equation gives a value, but for an x between two numbers.
bool hasUnknown(std::string_view text, const std::map<char, Rational>& letters)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool letter = isLetter(c);
        const bool command = i > 0 && (text[i - 1] == '\\' || isLetter(text[i - 1]));
        if (!letter || command || letters.contains(c))
            continue;
        const std::size_t before = text.substr(0, i).find_last_not_of(' ');
        const bool times = (c == 'x' || c == 'X') && before != std::string_view::npos &&
                           std::string_view("0123456789)%").find(text[before]) != std::string_view::npos &&
                           text.find_first_of("0123456789", i) != std::string_view::npos;
        if (!times)
            return true;
    }
    return false;
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
        int checked = 0;
        for (const Equation& equation : equations) {
            const Reading reading = read(equation, letters);
            if (reading.unknown)
                continue;
            verdict.message = problemOf(equation, reading, known);
            if (!verdict.message.empty()) {
                noteExtracted(text, equation.range, verdict);
                return false;
            }
            known.push_back(*reading.right.value);
            ++checked;
        }
        verdict.normalised = std::to_string(checked) + (checked == 1 ? " equation" : " equations");
        if (checked == 0)
            verdict.message = "No equation in the answer can be checked.";
        return checked > 0;
    }

    /// Both sides of an equation as they are calculated.
    struct Reading
    {
        Arithmetic left;
        Arithmetic right;
        bool unknown = false; ///< it has a name without a value, so that nothing can be said of it
    };

    [[nodiscard]] Reading read(const Equation& equation, const std::map<char, Rational>& letters) const
    {
        const std::string left = withoutUnits(equation.left, letters);
        const std::string right = withoutUnits(equation.right, letters);
        Reading reading{calculate(left, letters), calculate(right, letters)};
        // "2L + 8 = 22" with no value for L: what was taken for a unit is a name.
        const bool perhapsNames = left != equation.left || right != equation.right;
        reading.unknown = hasUnknown(left, letters) || hasUnknown(right, letters) ||
                          (perhapsNames && !holds(equation, reading));
        return reading;
    }

    [[nodiscard]] bool holds(const Equation& equation, const Reading& reading) const
    {
        if (!reading.left.value || !reading.right.value)
            return false;
        const Rational& left = *reading.left.value;
        const Rational& right = *reading.right.value;
        // "12/20*100 = 60%" is written for "= 60".
        const bool percent = equation.right.ends_with('%') && right.times(Rational(100)) == left;
        return left == right || percent || (m_rounded && roundsTo(left, right, equation.right));
    }

    [[nodiscard]] std::string problemOf(const Equation& equation, const Reading& reading,
                                        const std::vector<Rational>& known) const
    {
        const auto& [left, right, unknown] = reading;
        if (!left.value)
            return "\"" + equation.left + "\" " + left.problem + ".";
        if (!right.value)
            return "\"" + equation.right + "\" " + right.problem + ".";
        if (!holds(equation, reading))
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
