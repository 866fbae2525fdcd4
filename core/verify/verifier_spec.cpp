#include "core/verify/verifier_spec.h"

#include "core/base/error.h"
#include "core/verify/verifier_catalogue.h"
#include "core/verify/verifier_options.h"

#include <charconv>
#include <cmath>
#include <iterator>
#include <set>

namespace rw {

namespace {

constexpr std::string_view kEscaped = "\\,=";
constexpr double kLargestWeight = 100.0;
constexpr std::size_t kLongestPartName = 64;
constexpr std::size_t kMostVerifiers = 16;
constexpr std::string_view kStarPartName = "star";
constexpr std::string_view kForm =
    "Write NAME or NAME:option=value,option=value; \\ before a comma, an equals sign or a backslash.";

/// A stretch of text up to an unescaped `stop` or the end, with its escapes resolved.
class EscapedText
{
public:
    explicit EscapedText(std::string_view text)
        : m_rest(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

    /// Whether `stop` ended the stretch; the stretch goes to `piece`.
    bool takeUpTo(char stop, std::string& piece)
    {
        piece.clear();
        while (!m_rest.empty()) {
            const char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (c == stop)
                return true;
            if (c == '\\' && !m_rest.empty() && kEscaped.find(m_rest.front()) != std::string_view::npos) {
                piece += m_rest.front();
                m_rest.remove_prefix(1);
            } else {
                piece += c;
            }
        }
        return false;
    }

private:
    std::string_view m_rest;
};

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (kEscaped.find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

double weightOf(const std::string& text, const std::string& verifier)
{
    double weight = 0.0;
    const char* end = text.data() + text.size();
    const auto [stopped, problem] = std::from_chars(text.data(), end, weight);
    if (problem != std::errc{} || stopped != end)
        throw UsageError("The weight \"" + text + "\" of " + verifier + " is no number.",
                         "Write for example weight=0.5.");
    return weight;
}

std::string weightText(double weight)
{
    char buffer[32];
    const auto [end, problem] = std::to_chars(std::begin(buffer), std::end(buffer), weight);
    return {buffer, end};
}

void readOption(EscapedText& text, VerifierSpec& spec)
{
    std::string option;
    std::string value;
    if (!text.takeUpTo('=', option))
        throw UsageError("The option \"" + option + "\" of " + spec.name + " has no value.", kForm);
    text.takeUpTo(',', value);
    if (option == "weight")
        spec.weight = weightOf(value, spec.name);
    else if (option == "part")
        spec.part = value;
    else if (!spec.options.emplace(option, value).second)
        throw UsageError("The option \"" + option + "\" of " + spec.name + " is given twice.");
}

} // namespace

VerifierSpec verifierSpecFromString(std::string_view text)
{
    VerifierSpec spec;
    const std::size_t colon = text.find(':');
    spec.name = std::string(text.substr(0, colon));
    (void)verifierKind(spec.name);
    if (colon != std::string_view::npos) {
        EscapedText options(text.substr(colon + 1));
        while (!options.atEnd())
            readOption(options, spec);
    }
    validate(spec);
    return spec;
}

void validate(const VerifierSpec& spec)
{
    (void)VerifierOptions(spec);
    if (!std::isfinite(spec.weight) || std::abs(spec.weight) > kLargestWeight)
        throw UsageError("The weight of " + spec.name + " is " + weightText(spec.weight) +
                         ", but must be from -100 to 100.");
    if (spec.part.size() > kLongestPartName)
        throw UsageError("The part of " + spec.name + " has a name of more than 64 bytes.");
    if (spec.part == kStarPartName)
        throw UsageError("The part of " + spec.name + " is named \"star\", which is that of a person's star.",
                         "Name it otherwise.");
}

void validate(const std::vector<VerifierSpec>& specs)
{
    if (specs.size() > kMostVerifiers)
        throw UsageError(std::to_string(specs.size()) + " verifiers are too many.", "Choose at most 16.");
    std::set<std::string> names;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        validate(specs[i]);
        const std::string name = partName(specs[i], i);
        if (!names.insert(name).second)
            throw UsageError("Two verifiers have the part \"" + name + "\".",
                             "Name one otherwise with part=NAME.");
    }
}

std::string partName(const VerifierSpec& spec, std::size_t index)
{
    if (!spec.part.empty())
        return spec.part;
    return index == 0 ? "accuracy" : spec.name;
}

std::string toString(const VerifierSpec& spec)
{
    std::string text;
    const auto add = [&text](std::string_view option, std::string_view value) {
        text += text.empty() ? ":" : ",";
        text += escaped(option);
        text += "=";
        text += escaped(value);
    };
    for (const auto& [option, value] : spec.options)
        add(option, value);
    if (spec.weight != 1.0)
        add("weight", weightText(spec.weight));
    if (!spec.part.empty())
        add("part", spec.part);
    return spec.name + text;
}

} // namespace rw
