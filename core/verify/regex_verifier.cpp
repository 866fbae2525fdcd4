#include "core/verify/regex_verifier.h"

#include "core/base/error.h"
#include "core/pattern/pattern.h"
#include "core/verify/evidence.h"
#include "core/verify/text_form.h"

#include <optional>
#include <string>

namespace rw {

namespace {

std::string_view cut(std::string_view text, ByteRange range)
{
    return text.substr(range.begin, range.end - range.begin);
}

class RegexVerifier final : public Verifier
{
public:
    explicit RegexVerifier(const VerifierOptions& options)
        : m_pattern(options.text("pattern"), PatternOptions{.ignoreCase = options.flag("ignore-case")})
        , m_compare(options.text("compare"))
        , m_last(options.text("which") == "last")
        , m_ignoreCase(options.flag("ignore-case"))
    {
        if (const std::string& gold = options.text("gold"); !gold.empty())
            m_gold.emplace(gold, PatternOptions{.ignoreCase = m_ignoreCase});
    }

    [[nodiscard]] std::string_view name() const override { return "regex"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        if (m_compare != "match" && prompt.answer.empty())
            return withoutExpectedAnswer();
        Verdict verdict;
        const auto begin = afterThinking(answer.text);
        const auto match = begin ? find(answer.text, *begin) : std::nullopt;
        if (!match) {
            verdict.outcome = Outcome::Wrong;
            verdict.rule = begin ? "none" : "thinking";
            verdict.message = "The expression matches nothing in the answer.";
            return verdict;
        }
        verdict.rule = "pattern";
        const ByteRange found = trimmedRange(answer.text, match->group);
        noteExtracted(answer.text, found, verdict);
        compare(prompt, cut(answer.text, found), verdict);
        return verdict;
    }

private:
    [[nodiscard]] std::optional<Pattern::Match> find(std::string_view text, std::size_t from) const
    {
        return m_last ? m_pattern.findLast(text, from) : m_pattern.find(text, from);
    }

    [[nodiscard]] std::string expected(const Prompt& prompt) const
    {
        ByteRange range{0, prompt.answer.size()};
        if (m_gold) {
            const auto match = m_gold->find(prompt.answer);
            if (!match)
                throw Error("The expected answer \"" + prompt.answer +
                            "\" has nothing that the expression for it matches.");
            range = match->group;
        }
        return std::string(cut(prompt.answer, trimmedRange(prompt.answer, range)));
    }

    void compare(const Prompt& prompt, std::string_view found, Verdict& verdict) const
    {
        if (m_compare == "match") {
            verdict.outcome = Outcome::Correct;
            return;
        }
        const std::string gold = expected(prompt);
        bool equal = false;
        if (m_compare == "number")
            equal = sameNumber(found, gold, verdict);
        else
            equal = sameText(found, gold, verdict);
        verdict.outcome = equal ? Outcome::Correct : Outcome::Wrong;
    }

    static bool sameNumber(std::string_view found, const std::string& gold, Verdict& verdict)
    {
        const auto expected = findNumber(gold, 0);
        if (!expected)
            throw Error("The expected answer \"" + gold + "\" is not a number.");
        verdict.normalisedExpected = expected->value.text();
        const auto number = findNumber(found, 0);
        if (!number)
            return false;
        verdict.normalised = number->value.text();
        return number->value == expected->value;
    }

    bool sameText(std::string_view found, const std::string& gold, Verdict& verdict) const
    {
        const TextForm form{.foldCase = m_ignoreCase};
        verdict.normalised = normalisedText(found, form);
        verdict.normalisedExpected = normalisedText(gold, form);
        return verdict.normalised == verdict.normalisedExpected;
    }

    Pattern m_pattern;
    std::optional<Pattern> m_gold;
    std::string m_compare;
    bool m_last;
    bool m_ignoreCase;
};

} // namespace

std::unique_ptr<Verifier> makeRegexVerifier(const VerifierOptions& options)
{
    return std::make_unique<RegexVerifier>(options);
}

} // namespace rw
