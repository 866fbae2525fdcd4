#pragma once

#include "core/jinja/arguments.h"
#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <optional>
#include <string_view>

namespace rw::jinja {

/// object.name without a call: an element of a mapping, an attribute of a namespace or of `loop`. Undefined
/// where there is none. @throws Problem for names that begin with an underscore on anything but a mapping.
Value attributeOf(const Value& object, std::string_view name, Budget& budget);

/// object.name(arguments) for the methods of strings, mappings, lists and `loop` that change nothing.
/// @return nothing if the object has no such method. @throws Problem for one that would change data.
std::optional<Value> callMethod(const Value& object, std::string_view name, const Arguments& arguments,
                                Budget& budget);

/// What `loop.name` is. Nothing if there is no such attribute.
std::optional<Value> loopAttribute(const Loop& loop, std::string_view name);

/// Items of a mapping as pairs.
std::vector<Value> itemsOf(const Dict& dict, Budget& budget);

} // namespace rw::jinja
