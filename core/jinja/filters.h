#pragma once

#include "core/jinja/arguments.h"
#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <optional>
#include <string_view>

namespace rw::jinja {

/// input|name(arguments). @throws Problem for a filter that is not known, or arguments that do not fit.
Value applyFilter(std::string_view name, const Value& input, const Arguments& arguments, Budget& budget);

/// The filters of text and numbers, and those of lists. Nothing for a name they do not know.
std::optional<Value> applyTextFilter(std::string_view name, const Value& input, const Arguments& arguments,
                                     Budget& budget);
std::optional<Value> applyListFilter(std::string_view name, const Value& input, const Arguments& arguments,
                                     Budget& budget);

} // namespace rw::jinja
