#pragma once

#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <string>

namespace rw::jinja {

/// What Python's str() makes of it, which is what {{ }} prints. Marks stay with the text they belong to.
MarkedText textOf(const Value& value, Budget& budget);

/// What Python's repr() makes of it: strings in quotes.
void appendRepr(const Value& value, MarkedText& out, Budget& budget);

/// The shortest digits that read back as `number`, as Python writes them: "0.1", "1e+16", "2.0", "nan".
std::string floatText(double number);

} // namespace rw::jinja
