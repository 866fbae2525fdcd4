#include "core/verify/make_verifier.h"

#include "core/base/error.h"
#include "core/verify/countdown.h"
#include "core/verify/equation_verifier.h"
#include "core/verify/format_verifier.h"
#include "core/verify/math_verifier.h"
#include "core/verify/multiple_choice.h"
#include "core/verify/penalties.h"
#include "core/verify/regex_verifier.h"
#include "core/verify/text_verifiers.h"
#include "core/verify/verifier_options.h"
#include "core/verify/verifier_set.h"

#include <array>
#include <string_view>
#include <utility>

namespace rw {

namespace {

using Maker = std::unique_ptr<Verifier> (*)(const VerifierOptions&);

constexpr std::array<std::pair<std::string_view, Maker>, 10> kMakers{{
    {"final-number", [](const VerifierOptions&) { return makeFinalNumberVerifier(); }},
    {"exact-text", makeExactTextVerifier},
    {"normalised-text", makeNormalisedTextVerifier},
    {"multiple-choice", makeMultipleChoiceVerifier},
    {"regex", makeRegexVerifier},
    {"countdown", makeCountdownVerifier},
    {"equation-strict", makeEquationVerifier},
    {"format", makeFormatVerifier},
    {"length-penalty", makeLengthPenalty},
    {"repetition-penalty", makeRepetitionPenalty},
}};

std::unique_ptr<Verifier> makeOne(const VerifierSpec& spec, const VerifierTools* tools)
{
    const VerifierOptions options(spec);
    if (spec.name == "math")
        return makeMathVerifier(options, tools == nullptr ? nullptr : tools->inOwnProcess(spec));
    for (const auto& [name, maker] : kMakers) {
        if (name == spec.name)
            return maker(options);
    }
    if (tools == nullptr)
        throw UsageError("The verifier " + spec.name + " cannot run here.", "Choose another.");
    return tools->program(spec);
}

/// Whether a set is what Verdict means by no parts at all.
bool isPlain(std::span<const VerifierSpec> specs)
{
    return specs.size() == 1 && specs[0].name == "final-number" && specs[0].weight == 1.0 &&
           partName(specs[0], 0) == partName({}, 0);
}

} // namespace

std::unique_ptr<Verifier> makeVerifier(std::span<const VerifierSpec> specs, const VerifierTools* tools)
{
    if (specs.empty() || isPlain(specs))
        return makeFinalNumberVerifier();
    validate(std::vector<VerifierSpec>(specs.begin(), specs.end()));
    std::vector<VerifierSet::Member> members;
    for (std::size_t i = 0; i < specs.size(); ++i)
        members.push_back({partName(specs[i], i), specs[i].weight, makeOne(specs[i], tools)});
    return std::make_unique<VerifierSet>(std::move(members));
}

} // namespace rw
