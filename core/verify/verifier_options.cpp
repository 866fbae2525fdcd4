#include "core/verify/verifier_options.h"

#include "core/base/error.h"
#include "core/pattern/pattern.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace rw {

namespace {

template <class Value>
std::optional<Value> numberFrom(std::string_view text)
{
    Value value{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::vector<std::string> piecesOf(std::string_view text)
{
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const std::size_t bar = std::min(text.find('|'), text.size());
        if (bar > 0)
            pieces.emplace_back(text.substr(0, bar));
        text.remove_prefix(std::min(bar + 1, text.size()));
    }
    return pieces;
}

[[noreturn]] void refuse(const VerifierKind& kind, const VerifierOption& option, const std::string& value,
                         const std::string& wanted)
{
    throw UsageError("The option \"" + std::string(option.name) + "\" of " + std::string(kind.name) +
                     " is \"" + value + "\", but must be " + wanted + ".");
}

std::string rangeText(const VerifierOption& option)
{
    return std::to_string(static_cast<long long>(option.low)) + " to " +
           std::to_string(static_cast<long long>(option.high));
}

void check(const VerifierKind& kind, const VerifierOption& option, const std::string& value)
{
    const auto inRange = [&](auto number) {
        return number && static_cast<double>(*number) >= option.low &&
               static_cast<double>(*number) <= option.high;
    };
    if (option.required && value.empty())
        throw UsageError("The verifier " + std::string(kind.name) + " needs the option \"" +
                             std::string(option.name) + "\".",
                         "It is " + std::string(option.meaning) + ".");
    switch (option.kind) {
    case OptionKind::Text:
    case OptionKind::List:
        return;
    case OptionKind::Pattern:
        if (!value.empty())
            (void)Pattern(value);
        return;
    case OptionKind::Whole:
        if (!inRange(numberFrom<std::int64_t>(value)))
            refuse(kind, option, value, "a whole number from " + rangeText(option));
        return;
    case OptionKind::Number:
        if (!inRange(numberFrom<double>(value)))
            refuse(kind, option, value, "a number from " + rangeText(option));
        return;
    case OptionKind::Flag:
        if (value != "yes" && value != "no")
            refuse(kind, option, value, "yes or no");
        return;
    case OptionKind::Choice:
        const auto words = piecesOf(option.choices);
        if (std::find(words.begin(), words.end(), value) == words.end())
            refuse(kind, option, value, "one of " + std::string(option.choices));
        return;
    }
}

[[noreturn]] void refuseUnknown(const VerifierKind& kind, const std::string& name)
{
    std::string known;
    for (const VerifierOption& option : kind.options)
        known += std::string(option.name) + ", ";
    throw UsageError("The verifier " + std::string(kind.name) + " has no option \"" + name + "\".",
                     "It has: " + known + "weight, part.");
}

} // namespace

VerifierOptions::VerifierOptions(const VerifierSpec& spec)
{
    const VerifierKind& kind = verifierKind(spec.name);
    for (const VerifierOption& option : kind.options) {
        const auto given = spec.options.find(std::string(option.name));
        std::string value = given == spec.options.end() ? std::string(option.fallback) : given->second;
        check(kind, option, value);
        m_values.emplace(option.name, std::move(value));
    }
    for (const auto& [name, value] : spec.options) {
        if (!m_values.contains(name))
            refuseUnknown(kind, name);
    }
}

const std::string& VerifierOptions::text(std::string_view name) const
{
    const auto found = m_values.find(name);
    if (found == m_values.end())
        throw Error("There is no option \"" + std::string(name) + "\".");
    return found->second;
}

std::int64_t VerifierOptions::whole(std::string_view name) const
{
    return numberFrom<std::int64_t>(text(name)).value();
}

double VerifierOptions::number(std::string_view name) const
{
    return numberFrom<double>(text(name)).value();
}

bool VerifierOptions::flag(std::string_view name) const
{
    return text(name) == "yes";
}

std::vector<std::string> VerifierOptions::list(std::string_view name) const
{
    return piecesOf(text(name));
}

} // namespace rw
