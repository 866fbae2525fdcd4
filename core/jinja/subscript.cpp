#include "core/jinja/code_points.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/value_text.h"

#include <algorithm>
#include <limits>
#include <string>

namespace rw::jinja {

namespace {

/// Begins of the code points of `text`, and its end.
std::vector<std::size_t> codePointBorders(const std::string& text)
{
    std::vector<std::size_t> borders;
    for (std::size_t i = 0; i < text.size(); i += codePointLength(text, i))
        borders.push_back(i);
    borders.push_back(text.size());
    return borders;
}

Value missing(const Value& object, const Value& key, Budget& budget)
{
    std::string shown = key.is<std::int64_t>() || key.asText() != nullptr
                            ? textOf(key, budget).text()
                            : "of type " + std::string(typeName(key));
    constexpr std::size_t kShown = 80;
    if (shown.size() > kShown)
        shown = shown.substr(0, codePointBefore(shown, kShown)) + "...";
    return Value::undefined("a '" + std::string(typeName(object)) + "' has no element " + shown);
}

/// Place of the item that `index` names, counting from the end if negative.
std::optional<std::size_t> placeOf(std::int64_t index, std::size_t size)
{
    const auto length = static_cast<std::int64_t>(size);
    if (index < 0)
        index += length;
    if (index < 0 || index >= length)
        return std::nullopt;
    return static_cast<std::size_t>(index);
}

/// The places a slice takes, in its order (Python's slice.indices()).
struct Places
{
    std::int64_t begin;
    std::int64_t end;
    std::int64_t step;
};

Places placesOf(const Value& begin, const Value& end, const Value& step, std::size_t size)
{
    const auto length = static_cast<std::int64_t>(size);
    const std::int64_t stride = step.is<None>() ? 1 : requireInteger(step, "The step of a slice");
    if (stride == 0)
        throw Problem("the step of a slice is 0");
    const std::int64_t low = stride < 0 ? -1 : 0;
    const std::int64_t high = stride < 0 ? length - 1 : length;
    const auto bound = [&](const Value& value, std::int64_t absent) {
        if (value.is<None>())
            return absent;
        const std::int64_t place = requireInteger(value, "The bound of a slice");
        return place < 0 ? std::max(place < -length ? low : place + length, low) : std::min(place, high);
    };
    return {bound(begin, stride < 0 ? high : low), bound(end, stride < 0 ? low : high), stride};
}

template <class Use>
void forEachPlace(const Places& places, const Use& use)
{
    for (std::int64_t i = places.begin; places.step > 0 ? i < places.end : i > places.end;) {
        use(static_cast<std::size_t>(i));
        if (__builtin_add_overflow(i, places.step, &i))
            return;
    }
}

} // namespace

Value itemAt(const Value& object, const Value& key, Budget& budget)
{
    requireDefined(object);
    if (const Dict* dict = object.asDict()) {
        const Value* found = dict->find(key);
        return found != nullptr ? *found : missing(object, key, budget);
    }
    const auto index = asInteger(key);
    if (const List* list = object.asList(); list != nullptr && index && list->kind != List::Kind::Generator) {
        const auto place = placeOf(*index, list->items.size());
        return place ? list->items[*place] : missing(object, key, budget);
    }
    if (const MarkedText* text = object.asText(); text != nullptr && index) {
        budget.work(text->size());
        const auto borders = codePointBorders(text->text());
        const auto place = placeOf(*index, borders.size() - 1);
        return place ? Value::text(text->slice(borders[*place], borders[*place + 1]))
                     : missing(object, key, budget);
    }
    return missing(object, key, budget);
}

Value sliceOf(const Value& object, const Value& begin, const Value& end, const Value& step, Budget& budget)
{
    requireDefined(object);
    if (const MarkedText* text = object.asText()) {
        budget.text(text->size());
        const auto borders = codePointBorders(text->text());
        const Places places = placesOf(begin, end, step, borders.size() - 1);
        MarkedText out;
        forEachPlace(places, [&](std::size_t i) { out.append(*text, borders[i], borders[i + 1]); });
        return Value::text(std::move(out));
    }
    const List* list = object.asList();
    if (list == nullptr || list->kind == List::Kind::Generator)
        throw Problem("a '" + std::string(typeName(object)) + "' cannot be sliced");
    budget.items(list->items.size());
    std::vector<Value> items;
    forEachPlace(placesOf(begin, end, step, list->items.size()),
                 [&](std::size_t i) { items.push_back(list->items[i]); });
    return list->kind == List::Kind::Tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
}

std::vector<Value> iterate(const Value& value, Budget& budget)
{
    if (value.isUndefined())
        return {};
    if (const List* list = value.asList()) {
        budget.items(list->items.size());
        return list->items;
    }
    std::vector<Value> items;
    if (const Dict* dict = value.asDict()) {
        budget.items(dict->entries().size());
        for (const auto& [key, unused] : dict->entries())
            items.push_back(key);
        return items;
    }
    const MarkedText* text = value.asText();
    if (text == nullptr)
        throw Problem("a '" + std::string(typeName(value)) + "' cannot be gone through item by item");
    budget.items(text->size());
    const auto borders = codePointBorders(text->text());
    for (std::size_t i = 0; i + 1 < borders.size(); ++i)
        items.push_back(Value::text(text->slice(borders[i], borders[i + 1])));
    return items;
}

} // namespace rw::jinja
