#pragma once

#include "core/verify/make_verifier.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace rw::test {

/// One line of a verifier's table.
struct VerdictCase
{
    std::string name;
    std::string spec;
    std::string question;
    std::string gold;
    std::string completion;
    Outcome outcome = Outcome::Undecided;
    std::string extracted{}; ///< empty: nothing
    std::string rule{};
    std::string normalised{};
    std::string normalisedExpected{};
    std::optional<double> score{}; ///< none: not looked at
};

inline void PrintTo(const VerdictCase& verdictCase, std::ostream* out)
{
    *out << verdictCase.spec << " on " << verdictCase.completion;
}

/// The code points of valid UTF-8 `text` in `span`.
inline std::string cut(const std::string& text, Span span)
{
    std::string result;
    std::size_t index = 0;
    for (const char c : text) {
        index += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
        if (index > span.begin && index <= span.end)
            result += c;
    }
    return result;
}

inline Verdict verdictOf(const std::string& spec, const std::string& question, const std::string& gold,
                         const std::string& completion, FinishReason finish = FinishReason::Stop,
                         int tokens = 0)
{
    Prompt prompt;
    prompt.text = question;
    prompt.answer = gold;
    const std::array specs{verifierSpecFromString(spec)};
    return makeVerifier(specs)->verify(prompt, completion, finish, tokens);
}

inline void expectVerdict(const VerdictCase& expected)
{
    const Verdict verdict = verdictOf(expected.spec, expected.question, expected.gold, expected.completion);
    EXPECT_EQ(toString(verdict.outcome), toString(expected.outcome)) << verdict.message;
    EXPECT_EQ(verdict.extracted.value_or(""), expected.extracted) << verdict.message;
    EXPECT_EQ(verdict.rule, expected.rule);
    EXPECT_EQ(verdict.normalised, expected.normalised);
    EXPECT_EQ(verdict.normalisedExpected, expected.normalisedExpected);
    ASSERT_EQ(verdict.span.has_value(), verdict.extracted.has_value());
    if (verdict.span) {
        EXPECT_EQ(cut(expected.completion, *verdict.span), expected.extracted);
    }
    if (expected.score) {
        EXPECT_DOUBLE_EQ(verdict.parts.at(0).score, *expected.score);
    }
    if (verdict.outcome == Outcome::Undecided || verdict.outcome == Outcome::Error) {
        EXPECT_FALSE(verdict.message.empty());
    }
}

} // namespace rw::test
