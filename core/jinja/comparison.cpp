#include "core/jinja/operators.h"
#include "core/jinja/problem.h"

#include <algorithm>
#include <string>

namespace rw::jinja {

namespace {

bool areEqualLists(const List& left, const List& right, Budget& budget)
{
    return left.kind == right.kind && left.items.size() == right.items.size() &&
           std::equal(left.items.begin(), left.items.end(), right.items.begin(),
                      [&](const Value& a, const Value& b) { return isEqual(a, b, budget); });
}

bool areEqualDicts(const Dict& left, const Dict& right, Budget& budget)
{
    return left.entries().size() == right.entries().size() &&
           std::all_of(left.entries().begin(), left.entries().end(), [&](const Dict::Entry& entry) {
               const Value* other = right.find(entry.first);
               return other != nullptr && isEqual(entry.second, *other, budget);
           });
}

} // namespace

bool isEqual(const Value& left, const Value& right, Budget& budget)
{
    budget.step();
    if (const MarkedText* l = left.asText(), *r = right.asText(); l != nullptr && r != nullptr) {
        budget.work(std::min(l->size(), r->size()));
        return l->text() == r->text();
    }
    if (const auto l = asInteger(left), r = asInteger(right); l && r)
        return *l == *r;
    if (const auto l = asNumber(left), r = asNumber(right); l && r)
        return *l == *r;
    if (const List* l = left.asList(), *r = right.asList(); l != nullptr && r != nullptr)
        return areEqualLists(*l, *r, budget);
    if (const Dict* l = left.asDict(), *r = right.asDict(); l != nullptr && r != nullptr)
        return areEqualDicts(*l, *r, budget);
    if (const auto* l = std::get_if<std::shared_ptr<Namespace>>(&left.data)) {
        const auto* r = std::get_if<std::shared_ptr<Namespace>>(&right.data);
        return r != nullptr && *l == *r;
    }
    return (left.isUndefined() && right.isUndefined()) || (left.is<None>() && right.is<None>());
}

bool isLess(const Value& left, const Value& right, Budget& budget)
{
    budget.step();
    if (const MarkedText* l = left.asText(), *r = right.asText(); l != nullptr && r != nullptr) {
        budget.work(std::min(l->size(), r->size()));
        return l->text() < r->text(); // bytes of UTF-8 order as its code points do
    }
    if (const auto l = asInteger(left), r = asInteger(right); l && r)
        return *l < *r;
    if (const auto l = asNumber(left), r = asNumber(right); l && r)
        return *l < *r;
    if (const List* l = left.asList(), *r = right.asList();
        l != nullptr && r != nullptr && l->kind == r->kind) {
        for (std::size_t i = 0; i < std::min(l->items.size(), r->items.size()); ++i) {
            if (!isEqual(l->items[i], r->items[i], budget))
                return isLess(l->items[i], r->items[i], budget);
        }
        return l->items.size() < r->items.size();
    }
    requireDefined(left);
    requireDefined(right);
    throw Problem("'" + std::string(typeName(left)) + "' and '" + std::string(typeName(right)) +
                  "' have no order");
}

bool contains(const Value& container, const Value& item, Budget& budget)
{
    budget.step();
    if (container.isUndefined())
        return false;
    if (const Dict* dict = container.asDict())
        return dict->find(item) != nullptr;
    if (const List* list = container.asList())
        return std::any_of(list->items.begin(), list->items.end(),
                           [&](const Value& candidate) { return isEqual(candidate, item, budget); });
    const MarkedText* text = container.asText();
    if (text == nullptr)
        throw Problem("a '" + std::string(typeName(container)) + "' holds nothing that 'in' could look for");
    requireDefined(item);
    const MarkedText* part = item.asText();
    if (part == nullptr)
        throw Problem("'in' looks for a string in a string, not for a '" + std::string(typeName(item)) + "'");
    budget.search(text->size(), part->size());
    return text->text().find(part->text()) != std::string::npos;
}

} // namespace rw::jinja
