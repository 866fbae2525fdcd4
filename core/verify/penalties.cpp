#include "core/verify/penalties.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/verify/evidence.h"
#include "core/verify/text_form.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace rw {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

/// The words of `text`, what stands between white space.
std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t begin = text.find_first_not_of(kSpace); begin != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kSpace, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(kSpace, end);
    }
    return words;
}

class LengthPenalty final : public Verifier
{
public:
    explicit LengthPenalty(const VerifierOptions& options)
        : m_limit(options.whole("limit"))
        , m_cache(options.whole("cache"))
        , m_unit(options.text("unit"))
    {
        if (m_cache > m_limit)
            throw UsageError("The cache of length-penalty is longer than its limit.",
                             "Choose a cache of at most " + std::to_string(m_limit) + ".");
    }

    [[nodiscard]] std::string_view name() const override { return "length-penalty"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& /*prompt*/, const WrittenAnswer& answer) const override
    {
        const std::int64_t length = lengthOf(answer);
        Verdict verdict = gradedVerdict(scoreFor(length), 0.0);
        verdict.rule = "length";
        verdict.normalised = std::to_string(length) + " " + m_unit;
        verdict.normalisedExpected =
            std::to_string(m_limit - m_cache) + " to " + std::to_string(m_limit) + " " + m_unit;
        if (verdict.outcome == Outcome::Wrong)
            verdict.message =
                "The answer is longer than " + std::to_string(m_limit - m_cache) + " " + m_unit + ".";
        return verdict;
    }

private:
    [[nodiscard]] std::int64_t lengthOf(const WrittenAnswer& answer) const
    {
        if (m_unit == "words")
            return static_cast<std::int64_t>(wordsOf(answer.text).size());
        if (m_unit == "characters")
            return static_cast<std::int64_t>(codePointCount(answer.text));
        if (answer.tokens == 0)
            throw Error("How many tokens this answer has is not known.",
                        "Give length-penalty the option unit=words.");
        return answer.tokens;
    }

    [[nodiscard]] double scoreFor(std::int64_t length) const
    {
        if (length <= m_limit - m_cache)
            return 0.0;
        if (length > m_limit)
            return -1.0;
        return static_cast<double>(m_limit - m_cache - length) / static_cast<double>(m_cache);
    }

    std::int64_t m_limit;
    std::int64_t m_cache;
    std::string m_unit;
};

class RepetitionPenalty final : public Verifier
{
public:
    explicit RepetitionPenalty(const VerifierOptions& options)
        : m_size(static_cast<std::size_t>(options.whole("n")))
        , m_most(options.number("most"))
    {
    }

    [[nodiscard]] std::string_view name() const override { return "repetition-penalty"; }

protected:
    [[nodiscard]] Verdict judge(const Prompt& /*prompt*/, const WrittenAnswer& answer) const override
    {
        const std::string folded = normalisedText(answer.text, {.foldCase = true, .squeezeSpaces = true});
        const std::vector<std::string_view> words = wordsOf(folded);
        const std::size_t total = words.size() < m_size ? 0 : words.size() - m_size + 1;
        std::unordered_set<std::string_view> different;
        for (std::size_t i = 0; i < total; ++i)
            different.insert(gramAt(words, i));
        const std::size_t repeated = total - different.size();
        const double share = total == 0 ? 0.0 : static_cast<double>(repeated) / static_cast<double>(total);
        Verdict verdict = gradedVerdict(0.0 - m_most * share, 0.0);
        verdict.rule = "repetition";
        verdict.normalised = std::to_string(repeated) + " of " + std::to_string(total) + " repeat";
        return verdict;
    }

private:
    /// The words from `i` on with the single spaces between them.
    [[nodiscard]] std::string_view gramAt(const std::vector<std::string_view>& words, std::size_t i) const
    {
        const std::string_view last = words[i + m_size - 1];
        return {words[i].data(), static_cast<std::size_t>(last.data() + last.size() - words[i].data())};
    }

    std::size_t m_size;
    double m_most;
};

} // namespace

std::unique_ptr<Verifier> makeLengthPenalty(const VerifierOptions& options)
{
    return std::make_unique<LengthPenalty>(options);
}

std::unique_ptr<Verifier> makeRepetitionPenalty(const VerifierOptions& options)
{
    return std::make_unique<RepetitionPenalty>(options);
}

} // namespace rw
