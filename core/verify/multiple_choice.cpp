#include "core/verify/multiple_choice.h"

#include "core/base/error.h"
#include "core/verify/choices.h"
#include "core/verify/evidence.h"
#include "core/verify/text_form.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace rw {

namespace {

constexpr TextForm kForm{
    .foldCase = true, .squeezeSpaces = true, .dropPunctuation = true, .dropArticles = true};

std::string letterText(std::size_t index)
{
    return {static_cast<char>('A' + index)};
}

/// What an answer or a gold chooses, and where.
struct Choice
{
    std::size_t index = 0;
    ByteRange range;
    std::string rule;
};

/// The option whose text `text` is; nothing where it is none's, or two are alike.
std::optional<std::size_t> optionNamed(std::string_view text, const std::vector<std::string>& options)
{
    const std::string wanted = normalisedText(text, kForm);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (wanted.empty() || normalisedText(options[i], kForm) != wanted)
            continue;
        if (found)
            return std::nullopt;
        found = i;
    }
    return found;
}

class MultipleChoiceVerifier final : public Verifier
{
public:
    explicit MultipleChoiceVerifier(const VerifierOptions& options)
        : m_count(static_cast<std::size_t>(options.whole("letters")))
    {
    }

    [[nodiscard]] std::string_view name() const override { return "multiple-choice"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        if (prompt.answer.empty())
            return withoutExpectedAnswer();
        const std::vector<std::string> options = choicesOf(prompt.text);
        const std::size_t count = options.empty() ? m_count : options.size();
        const std::size_t gold = goldOf(prompt.answer, options, count);
        Verdict verdict;
        verdict.normalisedExpected = letterText(gold);
        const auto choice = choiceOf(answer.text, options, count, verdict.rule);
        if (!choice) {
            verdict.message = "The answer chooses none of the options.";
            return verdict;
        }
        noteExtracted(answer.text, choice->range, verdict);
        verdict.rule = choice->rule;
        verdict.normalised = letterText(choice->index);
        verdict.outcome = choice->index == gold ? Outcome::Correct : Outcome::Wrong;
        return verdict;
    }

private:
    static std::size_t goldOf(std::string_view gold, const std::vector<std::string>& options,
                              std::size_t count)
    {
        if (const auto named = optionNamed(gold, options))
            return *named;
        const AnnouncedAnswer announced = announcedAnswer(gold);
        if (announced.range)
            gold = gold.substr(announced.range->begin, announced.range->end - announced.range->begin);
        if (const auto letter = leadingLetter(gold, count))
            return letter->index;
        if (const auto named = optionNamed(gold, options))
            return *named;
        throw Error("The expected answer \"" + std::string(gold) + "\" is none of the options.");
    }

    static std::optional<Choice> choiceIn(std::string_view text, ByteRange range,
                                          const std::vector<std::string>& options, std::size_t count,
                                          std::string_view rule)
    {
        const std::string_view stretch = text.substr(range.begin, range.end - range.begin);
        if (const auto named = optionNamed(stretch, options))
            return Choice{*named, range, std::string(rule) + ", option's text"};
        if (const auto letter = leadingLetter(stretch, count))
            return Choice{letter->index,
                          {range.begin + letter->range.begin, range.begin + letter->range.end},
                          std::string(rule)};
        return std::nullopt;
    }

    /// @param rule takes what was looked at where nothing is chosen
    static std::optional<Choice> choiceOf(std::string_view text, const std::vector<std::string>& options,
                                          std::size_t count, std::string& rule)
    {
        const AnnouncedAnswer announced = announcedAnswer(text);
        rule = announced.rule;
        if (announced.rule != "none")
            return announced.range ? choiceIn(text, *announced.range, options, count, announced.rule)
                                   : std::nullopt;
        const std::size_t begin = afterThinking(text).value_or(text.size());
        const ByteRange whole = trimmedRange(text, {begin, text.size()});
        const auto choice = choiceIn(text, whole, options, count, "whole text");
        const auto last = lastLetter(text.substr(begin), count);
        // A text that begins with one option may go on to choose another.
        const bool namesOption = choice && choice->range == whole;
        if (!last || namesOption || (choice && choice->index == last->index))
            return choice;
        return Choice{last->index, {begin + last->range.begin, begin + last->range.end}, "last letter"};
    }

    std::size_t m_count;
};

} // namespace

std::unique_ptr<Verifier> makeMultipleChoiceVerifier(const VerifierOptions& options)
{
    return std::make_unique<MultipleChoiceVerifier>(options);
}

} // namespace rw
