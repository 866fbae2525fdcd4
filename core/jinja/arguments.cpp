#include "core/jinja/arguments.h"

#include "core/jinja/operators.h"
#include "core/jinja/problem.h"

#include <algorithm>

namespace rw::jinja {

std::vector<const Value*> bind(const Arguments& arguments, std::string_view callee,
                               std::initializer_list<std::string_view> parameters)
{
    if (arguments.positional.size() > parameters.size())
        throw Problem(std::string(callee) + " takes at most " + std::to_string(parameters.size()) +
                      " arguments");
    std::vector<const Value*> bound(parameters.size(), nullptr);
    for (std::size_t i = 0; i < arguments.positional.size(); ++i)
        bound[i] = &arguments.positional[i];
    for (const auto& [name, value] : arguments.named) {
        const auto* const found = std::find(parameters.begin(), parameters.end(), name);
        if (found == parameters.end())
            throw Problem(std::string(callee) + " has no parameter '" + name + "'");
        const Value*& place = bound[static_cast<std::size_t>(found - parameters.begin())];
        if (place != nullptr)
            throw Problem(std::string(callee) + " is given '" + name + "' twice");
        place = &value;
    }
    return bound;
}

std::int64_t integerOr(const Value* argument, std::int64_t fallback, std::string_view what)
{
    return argument == nullptr ? fallback : requireInteger(*argument, what);
}

bool truthOr(const Value* argument, bool fallback)
{
    return argument == nullptr ? fallback : isTrue(*argument);
}

const MarkedText& requireText(const Value* argument, std::string_view what)
{
    const Value& value = requireGiven(argument, what);
    requireDefined(value);
    const MarkedText* text = value.asText();
    if (text == nullptr)
        throw Problem(std::string(what) + " must be a string, not a '" + std::string(typeName(value)) + "'");
    return *text;
}

const Value& requireGiven(const Value* argument, std::string_view what)
{
    if (argument == nullptr)
        throw Problem(std::string(what) + " is missing");
    return *argument;
}

} // namespace rw::jinja
