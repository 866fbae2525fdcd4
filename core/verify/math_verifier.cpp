#include "core/verify/math_verifier.h"

#include "core/base/error.h"
#include "core/math/judge_math.h"
#include "core/verify/evidence.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace rw {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::string_view cut(std::string_view text, ByteRange range)
{
    return text.substr(range.begin, range.end - range.begin);
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether it has words side by side outside of \text{}: what stands between two prices, not mathematics.
bool isProse(std::string_view text)
{
    int words = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (text.substr(i).starts_with("\\text")) {
            i = std::min(text.find('}', i), text.size());
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && isLetter(text[end]))
            ++end;
        const bool command = i > 0 && text[i - 1] == '\\';
        words += end - i >= 3 && !command ? 1 : 0;
        i = std::max(end, i + 1);
    }
    return words >= 2;
}

/// The last stretch of `text` behind `from` between `open` and `close`, without them.
std::optional<ByteRange> lastBetween(std::string_view text, std::size_t from, std::string_view open,
                                     std::string_view close)
{
    const std::size_t end = text.rfind(close);
    if (end == kNowhere || end < from + open.size())
        return std::nullopt;
    const std::size_t begin = text.rfind(open, end - open.size());
    if (begin == kNowhere || begin < from)
        return std::nullopt;
    const ByteRange range = trimmedRange(text, {begin + open.size(), end});
    return range.empty() || isProse(cut(text, range)) ? std::nullopt : std::optional(range);
}

/// The mathematics in a stretch of prose: what stands last between dollar signs or \( and \).
std::optional<ByteRange> lastMathematics(std::string_view text, std::size_t from)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFences{
        {{"$$", "$$"}, {"$", "$"}, {"\\(", "\\)"}, {"\\[", "\\]"}}};
    std::optional<ByteRange> last;
    for (const auto& [open, close] : kFences) {
        const auto found = lastBetween(text, from, open, close);
        if (found && open == "$" && cut(text, *found).find('\n') != kNowhere)
            continue; // prices in different lines
        if (found && (!last || found->end > last->end))
            last = found;
    }
    return last;
}

/// What is taken for the answer.
struct Reading
{
    std::string rule;
    std::optional<ByteRange> range;
};

/// What "answer is" announces in words and mathematics: its last mathematics, or all of it.
ByteRange narrowed(std::string_view text, ByteRange announced)
{
    const auto inside = lastMathematics(text.substr(0, announced.end), announced.begin);
    return inside ? *inside : announced;
}

Reading readAnswer(std::string_view text)
{
    const AnnouncedAnswer announced = announcedAnswer(text);
    if (announced.rule == "answer is" && announced.range)
        return {std::string(announced.rule), narrowed(text, *announced.range)};
    if (announced.rule != "none")
        return {std::string(announced.rule), announced.range};
    if (const auto range = lastMathematics(text, *afterThinking(text)))
        return {"last mathematics", range};
    const auto number = extractFinalNumber(text).number;
    if (!number)
        return {"none", std::nullopt};
    return {"last number", ByteRange{number->begin, number->end}};
}

/// What a gold text has behind its marker, or all of it.
std::string_view goldOf(std::string_view gold)
{
    const AnnouncedAnswer announced = announcedAnswer(gold);
    return announced.range && announced.rule != "answer is" ? cut(gold, *announced.range) : gold;
}

Outcome outcomeOf(MathRelation relation)
{
    switch (relation) {
    case MathRelation::Equal:
        return Outcome::Correct;
    case MathRelation::Different:
        return Outcome::Wrong;
    case MathRelation::GoldUnread:
        return Outcome::Error;
    case MathRelation::AnswerUnread:
    case MathRelation::Undecided:
        break;
    }
    return Outcome::Undecided;
}

class MathVerifier final : public Verifier
{
public:
    MathVerifier(const VerifierOptions& options, std::unique_ptr<Verifier> elsewhere)
        : m_elsewhere(std::move(elsewhere))
    {
        m_options.decimals = static_cast<int>(options.whole("decimals"));
        m_options.units = options.flag("units");
        m_options.ordered = options.flag("ordered");
    }

    [[nodiscard]] std::string_view name() const override { return "math"; }

    [[nodiscard]] std::chrono::milliseconds deadline() const override
    {
        return m_elsewhere ? m_elsewhere->deadline() : Verifier::deadline();
    }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        if (prompt.answer.empty())
            return withoutExpectedAnswer();
        const Reading reading = readAnswer(answer.text);
        if (!reading.range) {
            Verdict verdict;
            verdict.rule = reading.rule;
            verdict.message = "No mathematical answer was found.";
            return verdict;
        }
        const std::string_view extracted = cut(answer.text, *reading.range);
        const std::string_view gold = goldOf(prompt.answer);
        auto judgement = judgePlainMath(extracted, gold, m_options);
        if (!judgement && m_elsewhere)
            return m_elsewhere->verify(prompt, answer.text, answer.finish, answer.tokens);
        if (!judgement)
            judgement = judgeMath(extracted, gold, m_options);
        return verdictOf(*judgement, answer.text, reading);
    }

private:
    static Verdict verdictOf(const MathJudgement& judgement, std::string_view text, const Reading& reading)
    {
        Verdict verdict;
        verdict.outcome = outcomeOf(judgement.relation);
        verdict.rule = reading.rule;
        verdict.normalised = judgement.answer;
        verdict.normalisedExpected = judgement.gold;
        verdict.message = judgement.message;
        noteExtracted(text, *reading.range, verdict);
        return verdict;
    }

    MathOptions m_options;
    std::unique_ptr<Verifier> m_elsewhere;
};

} // namespace

std::unique_ptr<Verifier> makeMathVerifier(const VerifierOptions& options,
                                           std::unique_ptr<Verifier> elsewhere)
{
    return std::make_unique<MathVerifier>(options, std::move(elsewhere));
}

} // namespace rw
