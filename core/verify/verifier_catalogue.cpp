#include "core/verify/verifier_catalogue.h"

#include "core/base/error.h"

#include <array>

namespace rw {

namespace {

constexpr VerifierOption kFrom{"from", OptionKind::Choice, "marked",
                               "where the answer stands; marked: behind the last \\boxed, <answer>, #### or "
                               "\"answer is\", or else the whole text",
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

constexpr std::array<VerifierOption, 1> kMultipleChoice{{
    {.name = "letters",
     .kind = OptionKind::Whole,
     .fallback = "10",
     .meaning = "how many letters there are where the question lists no options",
     .low = 2,
     .high = 26},
}};

constexpr std::array<VerifierOption, 3> kMath{{
    {.name = "decimals",
     .kind = OptionKind::Whole,
     .fallback = "6",
     .meaning = "a decimal equals what it rounds to at so many places; 0: only exactly",
     .low = 0,
     .high = 9},
    {"units", OptionKind::Flag, "yes", "known units must agree where both have one; 500 cents are $5"},
    {"ordered", OptionKind::Flag, "no", "several answers must come in the expected order"},
}};

constexpr std::array<VerifierOption, 2> kCountdown{{
    {"use", OptionKind::Choice, "exactly", "each number of the prompt exactly once, or at most once",
     "exactly|at-most"},
    {.name = "partial",
     .kind = OptionKind::Number,
     .fallback = "0",
     .meaning = "score of a calculation with the right numbers that misses the target",
     .low = 0,
     .high = 1},
}};

constexpr std::array<VerifierOption, 3> kEquations{{
    {"final", OptionKind::Flag, "yes", "the final number must be the expected one, too"},
    {"rounded", OptionKind::Flag, "no", "a result may be rounded to the decimals it is written with"},
    {"constants", OptionKind::List, "1|2|7|10|12|24|30|52|60|100|365|1000",
     "numbers that may be used though the problem does not give them"},
}};

constexpr std::array<VerifierOption, 3> kFormat{{
    {"tags", OptionKind::Choice, "think",
     "<think>...</think> in front of the answer, and <answer>...</answer> around it",
     "none|think|think-answer"},
    {"boxed", OptionKind::Flag, "no", "the answer stands in \\boxed{} behind the thinking"},
    {"opened", OptionKind::Flag, "no", "<think> was written by the chat template already"},
}};

constexpr std::array<VerifierOption, 3> kLengthPenalty{{
    {.name = "limit",
     .kind = OptionKind::Whole,
     .fallback = "512",
     .meaning = "length from which the score is -1",
     .low = 1,
     .high = 1e9},
    {.name = "cache",
     .kind = OptionKind::Whole,
     .fallback = "128",
     .meaning = "how far before it the score begins to fall",
     .low = 0,
     .high = 1e9},
    {"unit", OptionKind::Choice, "tokens", "what is counted", "tokens|words|characters"},
}};

constexpr std::array<VerifierOption, 2> kRepetitionPenalty{{
    {.name = "n",
     .kind = OptionKind::Whole,
     .fallback = "3",
     .meaning = "words in a row that count as repeated",
     .low = 1,
     .high = 100},
    {.name = "most",
     .kind = OptionKind::Number,
     .fallback = "1",
     .meaning = "the penalty where everything repeats",
     .low = 0,
     .high = 1},
}};

constexpr std::array<VerifierOption, 8> kProgram{{
    {.name = "command",
     .kind = OptionKind::Text,
     .meaning = "a program in PATH or a file; it reads one JSON object and writes one",
     .required = true},
    {"arguments", OptionKind::List, "", "of the program, with | between them; files are shown to it"},
    {"read", OptionKind::List, "", "more files and folders that it may read, with | between them"},
    {"deadline", OptionKind::Number, "10", "seconds for a verdict", "", 0.05, 600.0},
    {"memory", OptionKind::Whole, "512", "MB for all its processes", "", 16.0, 65536.0},
    {"cpu", OptionKind::Number, "10", "seconds of processor time for all its processes", "", 0.05, 3600.0},
    {"processes", OptionKind::Whole, "32", "that it may run at a time", "", 1.0, 1024.0},
    {"output", OptionKind::Whole, "64", "KB that it may write", "", 1.0, 1024.0},
}};

constexpr std::array<VerifierKind, 12> kKinds{{
    {"final-number",
     "Final number",
     "The last number an answer gives equals the expected one: 1,000 = 1000, $18 = 18, 1/2 = 0.5.",
     {}},
    {"exact-text", "Exact text", "The answer is the expected one, letter by letter.", kExactText},
    {"normalised-text", "Normalised text",
     "The answer is the expected one but for case, punctuation, spaces and articles.", kNormalisedText},
    {"multiple-choice", "Multiple choice", "The answer chooses the expected option, by letter or by text.",
     kMultipleChoice},
    {"regex", "Regular expression", "What an expression finds in the answer is what is expected.", kRegex},
    {"math", "Mathematics",
     "The answer equals the expected one: fractions, roots, polynomials, sets, intervals, equations, units.",
     kMath},
    {"countdown", "Countdown",
     "The answer is a calculation with the prompt's numbers that hits its target, or with those of an "
     "expected answer like 19, 36, 55, 7 -> 65.",
     kCountdown, false},
    {"equation-strict", "Strict equations",
     "Every equation in the answer holds and uses the problem's numbers.", kEquations, false},
    {"format", "Format", "Tags and box stand where they should.", kFormat, false},
    {"length-penalty", "Length penalty",
     "Falls from 0 to -1 while an answer nears a length and stays there beyond (soft overlong).",
     kLengthPenalty, false},
    {"repetition-penalty", "Repetition penalty",
     "Below 0 by the share of words in a row that repeat earlier ones.", kRepetitionPenalty, false},
    {"program", "External program",
     "A program of your own, in any language, judges in a sandbox without network.", kProgram, false},
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
