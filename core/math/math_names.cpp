#include "core/math/math_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rw {

namespace {

using Names = std::pair<std::string_view, std::string_view>;

constexpr std::array<Names, 42> kFunctions{{{"sqrt", "sqrt"},       {"cbrt", "cbrt"},
                                            {"sin", "sin"},         {"cos", "cos"},
                                            {"tan", "tan"},         {"cot", "cot"},
                                            {"sec", "sec"},         {"csc", "csc"},
                                            {"arcsin", "arcsin"},   {"asin", "arcsin"},
                                            {"arccos", "arccos"},   {"acos", "arccos"},
                                            {"arctan", "arctan"},   {"atan", "arctan"},
                                            {"sinh", "sinh"},       {"cosh", "cosh"},
                                            {"tanh", "tanh"},       {"ln", "ln"},
                                            {"log", "log"},         {"lg", "log"},
                                            {"exp", "exp"},         {"abs", "abs"},
                                            {"floor", "floor"},     {"ceil", "ceil"},
                                            {"gcd", "gcd"},         {"lcm", "lcm"},
                                            {"min", "min"},         {"max", "max"},
                                            {"binom", "binomial"},  {"dbinom", "binomial"},
                                            {"tbinom", "binomial"}, {"factorial", "factorial"},
                                            {"frac", "frac"},       {"dfrac", "frac"},
                                            {"tfrac", "frac"},      {"cfrac", "frac"},
                                            {"boxed", "group"},     {"fbox", "group"},
                                            {"arcsinh", "arcsinh"}, {"arccosh", "arccosh"},
                                            {"arctanh", "arctanh"}, {"overline", "overline"}}};

constexpr std::array<std::string_view, 30> kGreek{
    "alpha",  "beta",   "gamma", "delta", "epsilon", "varepsilon", "zeta",  "eta",   "theta",   "iota",
    "kappa",  "lambda", "mu",    "nu",    "xi",      "rho",        "sigma", "tau",   "upsilon", "phi",
    "varphi", "chi",    "psi",   "omega", "Gamma",   "Delta",      "Theta", "Sigma", "Phi",     "Omega"};

struct UnitWord
{
    std::string_view word;
    Unit unit;
};

constexpr std::array<UnitWord, 74> kUnits{{
    {"mm", {"length", 1, 1000}},
    {"millimeter", {"length", 1, 1000}},
    {"cm", {"length", 1, 100}},
    {"centimeter", {"length", 1, 100}},
    {"centimetre", {"length", 1, 100}},
    {"dm", {"length", 1, 10}},
    {"m", {"length"}},
    {"meter", {"length"}},
    {"metre", {"length"}},
    {"km", {"length", 1000}},
    {"kilometer", {"length", 1000}},
    {"kilometre", {"length", 1000}},
    {"inch", {"length", 254, 10000}},
    {"inche", {"length", 254, 10000}},
    {"in", {"length", 254, 10000}},
    {"ft", {"length", 3048, 10000}},
    {"foot", {"length", 3048, 10000}},
    {"feet", {"length", 3048, 10000}},
    {"yard", {"length", 9144, 10000}},
    {"yd", {"length", 9144, 10000}},
    {"mile", {"length", 1609344, 1000}},
    {"mi", {"length", 1609344, 1000}},
    {"mg", {"mass", 1, 1000}},
    {"g", {"mass"}},
    {"gram", {"mass"}},
    {"kg", {"mass", 1000}},
    {"kilogram", {"mass", 1000}},
    {"ton", {"mass ton"}},
    {"tonne", {"mass ton"}},
    {"pound", {"pound"}},
    {"lb", {"pound"}},
    {"ounce", {"ounce"}},
    {"oz", {"ounce"}},
    {"s", {"time"}},
    {"sec", {"time"}},
    {"second", {"time"}},
    {"min", {"time", 60}},
    {"minute", {"time", 60}},
    {"h", {"time", 3600}},
    {"hr", {"time", 3600}},
    {"hour", {"time", 3600}},
    {"day", {"time", 86400}},
    {"week", {"time", 604800}},
    {"month", {"month"}},
    {"year", {"month", 12}},
    {"ml", {"volume", 1, 1000}},
    {"mL", {"volume", 1, 1000}},
    {"milliliter", {"volume", 1, 1000}},
    {"L", {"volume"}},
    {"l", {"volume"}},
    {"liter", {"volume"}},
    {"litre", {"volume"}},
    {"gallon", {"gallon"}},
    {"cup", {"cup"}},
    {"dollar", {"money"}},
    {"$", {"money"}},
    {"cent", {"money", 1, 100}},
    {"\u20AC", {"euro"}},
    {"euro", {"euro"}},
    {"\u00A3", {"pound"}},
    {"mph", {"mph"}},
    {"km/h", {"km/h"}},
    {"kmh", {"km/h"}},
    {"kph", {"km/h"}},
    {"m/s", {"m/s"}},
    {"unit", {"unit"}},
    {"degree", {"degree"}},
    {"deg", {"degree"}},
    {"miles per hour", {"mph"}},
    {"miles/hour", {"mph"}},
    {"kilometers per hour", {"km/h"}},
    {"meters per second", {"m/s"}},
    {"dozen", {"dozen"}},
    {"acre", {"acre"}},
}};

const Unit* simpleUnit(std::string_view word)
{
    const auto named = [](std::string_view wanted) -> const Unit* {
        for (const UnitWord& unit : kUnits) {
            if (unit.word == wanted)
                return &unit.unit;
        }
        return nullptr;
    };
    if (const Unit* unit = named(word))
        return unit;
    return word.size() > 2 && word.back() == 's' ? named(word.substr(0, word.size() - 1)) : nullptr;
}

} // namespace

std::string_view functionNamed(std::string_view word)
{
    const auto* found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                     [&](const Names& names) { return names.first == word; });
    return found == kFunctions.end() ? std::string_view{} : found->second;
}

std::string_view symbolNamed(std::string_view word)
{
    if (word == "pi")
        return "pi";
    if (word == "infty" || word == "infinity" || word == "inf" || word == "oo")
        return "infinity";
    const auto* found = std::find(kGreek.begin(), kGreek.end(), word);
    return found == kGreek.end() ? std::string_view{} : *found;
}

std::optional<Unit> unitNamed(std::string_view text)
{
    int power = 1;
    for (const auto& [prefix, exponent] :
         {std::pair<std::string_view, int>{"square ", 2}, {"sq ", 2}, {"cubic ", 3}}) {
        if (text.starts_with(prefix)) {
            text.remove_prefix(prefix.size());
            power = exponent;
        }
    }
    for (const auto& [suffix, exponent] : {std::pair<std::string_view, int>{"^2", 2}, {"^3", 3}}) {
        if (text.ends_with(suffix)) {
            text.remove_suffix(2);
            power = exponent;
        }
    }
    const Unit* unit = simpleUnit(text);
    if (unit == nullptr)
        return std::nullopt;
    Unit result = *unit;
    result.power = power;
    return result;
}

} // namespace rw
