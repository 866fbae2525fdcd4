#pragma once

#include "core/jinja/arguments.h"
#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <optional>
#include <string_view>

namespace rw::jinja {

/// text.name(arguments), as Python's str has it. Nothing if there is no such method here.
std::optional<Value> callTextMethod(const MarkedText& text, std::string_view name, const Arguments& arguments,
                                    Budget& budget);

} // namespace rw::jinja
