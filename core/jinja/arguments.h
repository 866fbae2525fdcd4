#pragma once

#include "core/jinja/value.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::jinja {

struct Arguments
{
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;
};

/// The arguments in the order of `parameters`; nullptr for one that is not given. Points into `arguments`.
/// @param callee names the function in messages.
/// @throws Problem for too many arguments, or one of an unknown name.
std::vector<const Value*> bind(const Arguments& arguments, std::string_view callee,
                               std::initializer_list<std::string_view> parameters);

/// Forms for optional arguments. @throws Problem for a value of another type.
std::int64_t integerOr(const Value* argument, std::int64_t fallback, std::string_view what);
bool truthOr(const Value* argument, bool fallback);
/// @throws Problem also if it is missing.
const MarkedText& requireText(const Value* argument, std::string_view what);
const Value& requireGiven(const Value* argument, std::string_view what);

} // namespace rw::jinja
