#include "core/verify/verifier_catalogue.h"

#include "core/base/error.h"

#include <array>

namespace rw {

namespace {

constexpr VerifierOption kFrom{
    "from", OptionKind::Choice, "marked",
    "where the answer stands: behind the last marker (boxed, <answer>, ####, \"answer is\") or else the "
    "whole text; the whole text; the last line",
    "marked|whole|last-line"};

constexpr std::array<VerifierOption, 1> kExactText{kFrom};

constexpr std::array<VerifierOption, 6> kNormalisedText{{
    kFrom,
    {"case", OptionKind::Flag, "no", "capital and small letters differ"},
    {"punctuation", OptionKind::Flag, "no", "punctuation counts"},
    {"spaces", OptionKind::Flag, "no", "the number of spaces and line ends counts"},
    {"articles", OptionKind::Flag, "no", "a, an and the count"},
    {"accents", OptionKind::Flag, "yes", "accents count"},
}};

constexpr std::array<VerifierOption, 5> kRegex{{
    {.name = "pattern",
     .kind = OptionKind::Pattern,
     .meaning = "what to look for; its first capture group, if it has one, is the answer",
     .required = true},
    {"gold", OptionKind::Pattern, "",
     "what to look for in the expected answer, likewise; without it the whole of it"},
    {"compare", OptionKind::Choice, "text", "how both are compared; match: that there is a match is enough",
     "text|number|match"},
    {"which", OptionKind::Choice, "last", "the match that counts", "last|first"},
    {"ignore-case", OptionKind::Flag, "no", "capital and small letters are the same"},
}};

constexpr std::array<VerifierKind, 4> kKinds{{
    {"final-number",
     "Final number",
     "The last number an answer gives equals the expected one: 1,000 = 1000, $18 = 18, 1/2 = 0.5.",
     {}},
    {"exact-text", "Exact text", "The answer is the expected one, letter by letter.", kExactText},
    {"normalised-text", "Normalised text",
     "The answer is the expected one but for case, punctuation, spaces and articles.", kNormalisedText},
    {"regex", "Regular expression", "What an expression finds in the answer is what is expected.", kRegex},
}};

std::string optionHelp(const VerifierOption& option)
{
    std::string line = "    " + std::string(option.name);
    if (!option.fallback.empty())
        line += "=" + std::string(option.fallback);
    line += "  " + std::string(option.meaning);
    if (option.kind == OptionKind::Choice)
        line += " (" + std::string(option.choices) + ")";
    return line + (option.required ? " (needed)\n" : "\n");
}

} // namespace

std::span<const VerifierKind> verifierKinds()
{
    return kKinds;
}

const VerifierKind& verifierKind(std::string_view name)
{
    std::string known;
    for (const VerifierKind& kind : kKinds) {
        if (kind.name == name)
            return kind;
        known += known.empty() ? "" : ", ";
        known += kind.name;
    }
    throw UsageError("There is no verifier \"" + std::string(name) + "\".", "Choose one of: " + known + ".");
}

std::string verifierHelp()
{
    std::string text;
    for (const VerifierKind& kind : kKinds) {
        text += "  " + std::string(kind.name) + "  " + std::string(kind.description) + "\n";
        for (const VerifierOption& option : kind.options)
            text += optionHelp(option);
    }
    return text + "  Each also takes weight=NUMBER (1) and part=NAME, its place in the reward.\n";
}

} // namespace rw
