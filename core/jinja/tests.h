#pragma once

#include "core/jinja/arguments.h"
#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <string_view>

namespace rw::jinja {

/// input is name(arguments). @throws Problem for a test that is not known, or arguments that do not fit.
bool applyTest(std::string_view name, const Value& input, const Arguments& arguments, Budget& budget);

} // namespace rw::jinja
