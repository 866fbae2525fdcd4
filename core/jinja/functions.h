#pragma once

#include "core/jinja/arguments.h"
#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <ctime>
#include <functional>
#include <optional>
#include <string_view>

namespace rw::jinja {

/// The local time that strftime_now() writes.
using Clock = std::function<std::tm()>;

/// The function of that name that every template knows.
std::optional<Function> functionNamed(std::string_view name);

/// range(), dict(), strftime_now() and raise_exception(). @throws Problem for arguments that do not fit.
/// namespace() makes what can change, so the evaluator makes it.
Value callFunction(Function function, const Arguments& arguments, const Clock& clock, Budget& budget);

/// What dict() and namespace() make of their arguments: a mapping or pairs, and names with values.
Dict dictOf(const Arguments& arguments, Budget& budget);

} // namespace rw::jinja
