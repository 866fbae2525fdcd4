#include "core/verify/countdown.h"

#include "core/base/error.h"
#include "core/math/arithmetic.h"
#include "core/verify/evidence.h"
#include "core/verify/problem_numbers.h"

#include <algorithm>
#include <optional>
#include <string>

namespace rw {

namespace {

/// What a prompt asks for.
struct Task
{
    std::vector<Rational> numbers;
    Rational target;
};

constexpr std::string_view kArrow = "->";

bool less(const Rational& a, const Rational& b)
{
    return std::pair(a.numerator(), a.denominator()) < std::pair(b.numerator(), b.denominator());
}

std::string_view leftSide(std::string_view text)
{
    return text.substr(0, text.find('='));
}

std::string listed(const std::vector<Rational>& numbers)
{
    std::string text;
    for (const Rational& number : numbers)
        text += (text.empty() ? "" : ", ") + number.text();
    return text;
}

/// The target is what the expected answer comes to, or what the text asks for. The numbers are those of the
/// text, unless the answer says them, as import writes it: "19, 36, 55, 7 -> 65".
Task taskOf(const Prompt& prompt)
{
    Task task;
    std::string_view answer = prompt.answer;
    const std::size_t arrow = answer.find(kArrow);
    const bool isSaid = arrow != std::string_view::npos;
    task.numbers = isSaid ? numbersWritten(answer.substr(0, arrow)) : listedNumbers(prompt.text);
    if (isSaid)
        answer.remove_prefix(arrow + kArrow.size());
    if (task.numbers.empty())
        throw Error("The prompt has no list of numbers to calculate with.",
                    "Write for example \"Using the numbers [3, 5, 7], make 36.\"");
    const auto known = calculate(leftSide(answer)).value;
    if (known)
        task.target = *known;
    else if (!findTarget(prompt.text, task.target))
        throw Error("The prompt has no target to calculate.",
                    "Give it as the expected answer, or write for example \"make 36\".");
    return task;
}

/// The last line with a digit behind the thinking.
std::optional<ByteRange> lastCalculation(std::string_view text)
{
    const auto begin = afterThinking(text);
    if (!begin)
        return std::nullopt;
    const std::size_t digit = text.find_last_of("0123456789");
    if (digit == std::string_view::npos || digit < *begin)
        return std::nullopt;
    const std::size_t before = text.rfind('\n', digit);
    const std::size_t from = before == std::string_view::npos ? *begin : std::max(before + 1, *begin);
    return trimmedRange(text, {from, std::min(text.find('\n', digit), text.size())});
}

ByteRange withoutResult(std::string_view text, ByteRange range)
{
    const std::string_view calculation = leftSide(text.substr(range.begin, range.end - range.begin));
    return trimmedRange(text, {range.begin, range.begin + calculation.size()});
}

class CountdownVerifier final : public Verifier
{
public:
    explicit CountdownVerifier(const VerifierOptions& options)
        : m_all(options.text("use") == "exactly")
        , m_partial(options.number("partial"))
    {
    }

    [[nodiscard]] std::string_view name() const override { return "countdown"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        const Task task = taskOf(prompt);
        Verdict verdict;
        verdict.normalisedExpected = task.target.text() + " from " + listed(task.numbers);
        const AnnouncedAnswer announced = announcedAnswer(answer.text);
        verdict.rule = std::string(announced.rule);
        std::optional<ByteRange> range = announced.range;
        if (announced.rule == "none") {
            range = lastCalculation(answer.text);
            verdict.rule = range ? "last line" : "none";
        }
        if (!range) {
            verdict.message = "No calculation was found in the answer.";
            return verdict;
        }
        noteExtracted(answer.text, withoutResult(answer.text, *range), verdict);
        decide(task, verdict);
        return verdict;
    }

private:
    void decide(const Task& task, Verdict& verdict) const
    {
        verdict.outcome = Outcome::Wrong;
        verdict.parts.emplace_back().score = 0.0;
        const Arithmetic calculation = calculate(*verdict.extracted);
        if (!calculation.value) {
            verdict.message = "The calculation " + calculation.problem + ".";
            return;
        }
        verdict.normalised = calculation.value->text() + " from " + listed(calculation.numbers);
        if (!usesNumbersOf(task, calculation.numbers)) {
            verdict.message = m_all ? "It does not use each number of the prompt exactly once."
                                    : "It uses a number that the prompt does not give, or one too often.";
            return;
        }
        const bool hits = *calculation.value == task.target;
        verdict.outcome = hits ? Outcome::Correct : Outcome::Wrong;
        verdict.parts.front().score = hits ? 1.0 : m_partial;
    }

    [[nodiscard]] bool usesNumbersOf(const Task& task, std::vector<Rational> used) const
    {
        std::vector<Rational> given = task.numbers;
        std::sort(given.begin(), given.end(), less);
        std::sort(used.begin(), used.end(), less);
        if (m_all)
            return used == given;
        return std::includes(given.begin(), given.end(), used.begin(), used.end(), less);
    }

    bool m_all;
    double m_partial;
};

} // namespace

std::unique_ptr<Verifier> makeCountdownVerifier(const VerifierOptions& options)
{
    return std::make_unique<CountdownVerifier>(options);
}

} // namespace rw
