#include "core/verify/text_verifiers.h"

#include "core/verify/evidence.h"
#include "core/verify/text_form.h"

#include <optional>
#include <string>
#include <utility>

namespace rw {

namespace {

struct ReadAnswer
{
    std::string rule;
    std::optional<ByteRange> range;
};

ByteRange lastLine(std::string_view text, std::size_t from)
{
    const ByteRange rest = trimmedRange(text, {from, text.size()});
    const std::size_t newline = text.substr(0, rest.end).rfind('\n');
    if (newline == std::string_view::npos || newline < rest.begin)
        return rest;
    return trimmedRange(text, {newline + 1, rest.end});
}

/// What the option "from" says the answer is.
ReadAnswer readAnswer(std::string_view text, std::string_view from)
{
    const auto begin = afterThinking(text);
    if (!begin)
        return {"thinking", std::nullopt};
    if (from == "marked") {
        const AnnouncedAnswer announced = announcedAnswer(text);
        if (announced.rule != "none")
            return {std::string(announced.rule), announced.range};
    }
    if (from == "last-line")
        return {"last line", lastLine(text, *begin)};
    return {"whole text", trimmedRange(text, {*begin, text.size()})};
}

class TextVerifier final : public Verifier
{
public:
    TextVerifier(std::string_view name, std::string from, std::optional<TextForm> form)
        : m_name(name)
        , m_from(std::move(from))
        , m_form(form)
    {
    }

    [[nodiscard]] std::string_view name() const override { return m_name; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        if (prompt.answer.empty())
            return withoutExpectedAnswer();
        Verdict verdict;
        const ReadAnswer found = readAnswer(answer.text, m_from);
        verdict.rule = found.rule;
        if (!found.range) {
            verdict.message = "Nothing stands where the answer should be.";
            return verdict;
        }
        noteExtracted(answer.text, *found.range, verdict);
        verdict.outcome =
            isSame(*verdict.extracted, prompt.answer, verdict) ? Outcome::Correct : Outcome::Wrong;
        return verdict;
    }

private:
    [[nodiscard]] bool isSame(std::string_view answer, std::string_view gold, Verdict& verdict) const
    {
        const ByteRange trimmed = trimmedRange(gold, {0, gold.size()});
        const std::string_view expected = gold.substr(trimmed.begin, trimmed.end - trimmed.begin);
        if (!m_form)
            return answer == expected;
        verdict.normalised = normalisedText(answer, *m_form);
        verdict.normalisedExpected = normalisedText(expected, *m_form);
        return verdict.normalised == verdict.normalisedExpected;
    }

    std::string_view m_name;
    std::string m_from;
    std::optional<TextForm> m_form; ///< none: letter by letter
};

} // namespace

std::unique_ptr<Verifier> makeExactTextVerifier(const VerifierOptions& options)
{
    return std::make_unique<TextVerifier>("exact-text", options.text("from"), std::nullopt);
}

std::unique_ptr<Verifier> makeNormalisedTextVerifier(const VerifierOptions& options)
{
    TextForm form;
    form.foldCase = !options.flag("case");
    form.dropPunctuation = !options.flag("punctuation");
    form.squeezeSpaces = !options.flag("spaces");
    form.dropArticles = !options.flag("articles");
    form.dropAccents = !options.flag("accents");
    return std::make_unique<TextVerifier>("normalised-text", options.text("from"), form);
}

} // namespace rw
