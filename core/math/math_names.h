#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// The function a word or command names, in one spelling: "arcsin" for "asin", "ln" for "ln" and "log" for
/// "log" and "lg"; empty where it names none.
std::string_view functionNamed(std::string_view word);

/// The symbol a word or command names: "pi", "infinity", a Greek letter; empty where it names none.
std::string_view symbolNamed(std::string_view word);

/// What a unit measures, as a name, and how much of its basic unit it is.
struct Unit
{
    std::string_view dimension; ///< "length", "money", ...
    long numerator = 1;
    long denominator = 1;
    int power = 1; ///< 2 of square metres
};

/// The unit a text names: "cm", "square feet", "m^2", "dollars per hour" is none. Empty for what is unknown.
std::optional<Unit> unitNamed(std::string_view text);

} // namespace rw
