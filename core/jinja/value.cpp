#include "core/jinja/value.h"

#include "core/base/utf8.h"
#include "core/jinja/problem.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace rw::jinja {

namespace {

Value listOf(std::vector<Value> items, List::Kind kind)
{
    List list{kind, std::move(items), 1};
    for (const Value& item : list.items)
        list.depth = std::max(list.depth, 1 + depthOf(item));
    if (list.depth > kDeepestData)
        throw Problem("it nests lists deeper than " + std::to_string(kDeepestData) + " levels");
    return {std::make_shared<const List>(std::move(list))};
}

/// Equal keys have one spelling, different ones have different ones.
std::string canonicalKey(const Value& key)
{
    if (const MarkedText* text = key.asText())
        return "s" + text->text();
    if (const bool* boolean = std::get_if<bool>(&key.data))
        return *boolean ? "1" : "0";
    if (const auto* integer = std::get_if<std::int64_t>(&key.data))
        return std::to_string(*integer);
    if (const double* real = std::get_if<double>(&key.data)) {
        constexpr double kExact = 9007199254740992.0; // 2^53
        if (std::floor(*real) == *real && std::abs(*real) <= kExact)
            return std::to_string(static_cast<std::int64_t>(*real));
        return "f" + std::to_string(std::bit_cast<std::uint64_t>(*real));
    }
    if (key.is<None>())
        return "n";
    requireDefined(key);
    throw Problem("a '" + std::string(typeName(key)) + "' cannot be the key of a mapping");
}

template <class... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace

Value Value::undefined(std::string reason)
{
    return {Undefined{std::make_shared<const std::string>(std::move(reason))}};
}

Value Value::text(MarkedText text)
{
    return {std::make_shared<const MarkedText>(std::move(text))};
}

Value Value::text(std::string text, bool trusted)
{
    return Value::text(MarkedText(std::move(text), trusted));
}

Value Value::list(std::vector<Value> items)
{
    return listOf(std::move(items), List::Kind::List);
}

Value Value::tuple(std::vector<Value> items)
{
    return listOf(std::move(items), List::Kind::Tuple);
}

Value Value::generator(std::vector<Value> items)
{
    return listOf(std::move(items), List::Kind::Generator);
}

Value Value::dict(Dict dict)
{
    return {std::make_shared<const Dict>(std::move(dict))};
}

const MarkedText* Value::asText() const
{
    const auto* held = std::get_if<Text>(&data);
    return held == nullptr ? nullptr : held->get();
}

const List* Value::asList() const
{
    const auto* held = std::get_if<std::shared_ptr<const List>>(&data);
    return held == nullptr ? nullptr : held->get();
}

const Dict* Value::asDict() const
{
    const auto* held = std::get_if<std::shared_ptr<const Dict>>(&data);
    return held == nullptr ? nullptr : held->get();
}

void Dict::set(const Value& key, Value value)
{
    setUnder(canonicalKey(key), key, std::move(value));
}

void Dict::set(std::string_view key, Value value)
{
    set(Value::text(std::string(key), true), std::move(value));
}

void Dict::setUnder(std::string canonical, const Value& key, Value value)
{
    m_depth = std::max(m_depth, 1 + depthOf(value));
    if (m_depth > kDeepestData)
        throw Problem("it nests mappings deeper than " + std::to_string(kDeepestData) + " levels");
    const auto [place, isNew] = m_places.try_emplace(std::move(canonical), m_entries.size());
    if (isNew)
        m_entries.emplace_back(key, std::move(value));
    else
        m_entries[place->second].second = std::move(value);
}

const Value* Dict::find(const Value& key) const
{
    const auto found = m_places.find(canonicalKey(key));
    return found == m_places.end() ? nullptr : &m_entries[found->second].second;
}

const Value* Dict::find(std::string_view key) const
{
    const auto found = m_places.find("s" + std::string(key));
    return found == m_places.end() ? nullptr : &m_entries[found->second].second;
}

int depthOf(const Value& value)
{
    if (const List* list = value.asList())
        return list->depth;
    if (const Dict* dict = value.asDict())
        return dict->depth();
    if (const auto* loop = std::get_if<std::shared_ptr<const Loop>>(&value.data))
        return 1 + (*loop)->items->depth;
    return 0;
}

std::string_view typeName(const Value& value)
{
    return std::visit(Overloaded{
                          [](const Undefined&) { return "Undefined"; },
                          [](const None&) { return "NoneType"; },
                          [](bool) { return "bool"; },
                          [](std::int64_t) { return "int"; },
                          [](double) { return "float"; },
                          [](const Value::Text&) { return "str"; },
                          [](const std::shared_ptr<const List>& list) {
                              constexpr const char* kNames[] = {"list", "tuple", "generator"};
                              return kNames[static_cast<std::size_t>(list->kind)];
                          },
                          [](const std::shared_ptr<const Dict>&) { return "dict"; },
                          [](const std::shared_ptr<Namespace>&) { return "Namespace"; },
                          [](const std::shared_ptr<const Loop>&) { return "LoopContext"; },
                          [](const Macro&) { return "Macro"; },
                          [](Function) { return "function"; },
                      },
                      value.data);
}

bool isTrue(const Value& value)
{
    return std::visit(Overloaded{
                          [](const Undefined&) { return false; },
                          [](const None&) { return false; },
                          [](bool boolean) { return boolean; },
                          [](std::int64_t integer) { return integer != 0; },
                          [](double real) { return real != 0.0; },
                          [](const Value::Text& text) { return text->size() > 0; },
                          [](const std::shared_ptr<const List>& list) {
                              return list->kind == List::Kind::Generator || !list->items.empty();
                          },
                          [](const std::shared_ptr<const Dict>& dict) { return !dict->entries().empty(); },
                          [](const auto&) { return true; },
                      },
                      value.data);
}

std::size_t lengthOf(const Value& value)
{
    if (value.isUndefined())
        return 0;
    if (const MarkedText* text = value.asText())
        return codePointCount(text->text());
    if (const Dict* dict = value.asDict())
        return dict->entries().size();
    const List* list = value.asList();
    if (list == nullptr || list->kind == List::Kind::Generator)
        throw Problem("a '" + std::string(typeName(value)) + "' has no length");
    return list->items.size();
}

void requireDefined(const Value& value)
{
    if (const auto* undefined = std::get_if<Undefined>(&value.data))
        throw Problem(*undefined->reason);
}

} // namespace rw::jinja
