#include "core/jinja/methods.h"

#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/text_methods.h"

#include <algorithm>
#include <array>

namespace rw::jinja {

namespace {

[[noreturn]] void failChanging(std::string_view name)
{
    throw Problem("'" + std::string(name) + "' would change data, which templates may not");
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<Value> callDictMethod(const Dict& dict, std::string_view name, const Arguments& arguments,
                                    Budget& budget)
{
    if (name == "get") {
        const auto bound = bind(arguments, "get", {"key", "default"});
        const Value* found = dict.find(requireGiven(bound[0], "The key of get"));
        return found != nullptr ? *found : bound[1] != nullptr ? *bound[1] : Value{None{}};
    }
    if (name == "items" || name == "keys" || name == "values") {
        bind(arguments, name, {});
        if (name == "items")
            return Value::list(itemsOf(dict, budget));
        budget.items(dict.entries().size());
        std::vector<Value> parts;
        for (const auto& [key, value] : dict.entries())
            parts.push_back(name == "keys" ? key : value);
        return Value::list(std::move(parts));
    }
    if (isOneOf(name, {"clear", "pop", "popitem", "setdefault", "update"}))
        failChanging(name);
    return std::nullopt;
}

std::optional<Value> callListMethod(const List& list, std::string_view name, const Arguments& arguments,
                                    Budget& budget)
{
    if (isOneOf(name, {"append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"}))
        failChanging(name);
    if (name != "index" && name != "count")
        return std::nullopt;
    const auto bound = bind(arguments, name, {"value"});
    const Value& wanted = requireGiven(bound[0], "What is looked for");
    const auto matches = [&](const Value& item) { return isEqual(item, wanted, budget); };
    if (name == "count")
        return Value{static_cast<std::int64_t>(std::count_if(list.items.begin(), list.items.end(), matches))};
    const auto found = std::find_if(list.items.begin(), list.items.end(), matches);
    if (found == list.items.end())
        throw Problem("index finds no such item");
    return Value{static_cast<std::int64_t>(found - list.items.begin())};
}

std::optional<Value> callLoopMethod(const Loop& loop, std::string_view name, const Arguments& arguments)
{
    if (name != "cycle")
        return std::nullopt;
    if (arguments.positional.empty())
        throw Problem("cycle has nothing to go through");
    return arguments.positional[loop.index % arguments.positional.size()];
}

} // namespace

std::vector<Value> itemsOf(const Dict& dict, Budget& budget)
{
    budget.items(3 * dict.entries().size());
    std::vector<Value> items;
    for (const auto& [key, value] : dict.entries())
        items.push_back(Value::tuple({key, value}));
    return items;
}

std::optional<Value> loopAttribute(const Loop& loop, std::string_view name)
{
    const auto& items = loop.items->items;
    const auto number = [](std::size_t n) { return Value{static_cast<std::int64_t>(n)}; };
    const auto neighbour = [&](bool exists, std::size_t place) {
        return exists ? items[place] : Value::undefined("there is no " + std::string(name));
    };
    if (name == "index")
        return number(loop.index + 1);
    if (name == "index0")
        return number(loop.index);
    if (name == "revindex")
        return number(items.size() - loop.index);
    if (name == "revindex0")
        return number(items.size() - loop.index - 1);
    if (name == "first")
        return Value{loop.index == 0};
    if (name == "last")
        return Value{loop.index + 1 == items.size()};
    if (name == "length")
        return number(items.size());
    if (name == "previtem")
        return neighbour(loop.index > 0, loop.index - 1);
    if (name == "nextitem")
        return neighbour(loop.index + 1 < items.size(), loop.index + 1);
    // Jinja counts only loops that call themselves, which are not supported.
    if (name == "depth")
        return number(1);
    if (name == "depth0")
        return number(0);
    return std::nullopt;
}

Value attributeOf(const Value& object, std::string_view name, Budget& budget)
{
    budget.step();
    requireDefined(object);
    const Value* found = nullptr;
    if (const Dict* dict = object.asDict())
        found = dict->find(name);
    else if (name.starts_with('_'))
        throw Problem("the attribute '" + std::string(name) + "' is not open to templates");
    else if (const auto* space = std::get_if<std::shared_ptr<Namespace>>(&object.data))
        found = (*space)->attributes.find(name);
    else if (const auto* loop = std::get_if<std::shared_ptr<const Loop>>(&object.data)) {
        if (auto value = loopAttribute(**loop, name))
            return *value;
    }
    if (found != nullptr)
        return *found;
    return Value::undefined("a '" + std::string(typeName(object)) + "' has no attribute '" +
                            std::string(name) + "'");
}

std::optional<Value> callMethod(const Value& object, std::string_view name, const Arguments& arguments,
                                Budget& budget)
{
    budget.step();
    requireDefined(object);
    if (const MarkedText* text = object.asText())
        return callTextMethod(*text, name, arguments, budget);
    if (const Dict* dict = object.asDict())
        return callDictMethod(*dict, name, arguments, budget);
    if (const List* list = object.asList())
        return callListMethod(*list, name, arguments, budget);
    if (const auto* loop = std::get_if<std::shared_ptr<const Loop>>(&object.data))
        return callLoopMethod(**loop, name, arguments);
    return std::nullopt;
}

} // namespace rw::jinja
