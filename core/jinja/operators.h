#pragma once

#include "core/jinja/budget.h"
#include "core/jinja/value.h"

#include <optional>
#include <string_view>
#include <vector>

namespace rw::jinja {

/// Python's operators on plain data. All throw Problem for operands that do not fit.

bool isEqual(const Value& left, const Value& right, Budget& budget);
/// left < right: numbers, strings by code points, lists item by item.
bool isLess(const Value& left, const Value& right, Budget& budget);
/// item in container: substring, item of a list, key of a mapping.
bool contains(const Value& container, const Value& item, Budget& budget);

Value add(const Value& left, const Value& right, Budget& budget);
Value subtract(const Value& left, const Value& right);
Value multiply(const Value& left, const Value& right, Budget& budget);
Value divide(const Value& left, const Value& right);
Value floorDivide(const Value& left, const Value& right);
Value modulo(const Value& left, const Value& right);
Value power(const Value& left, const Value& right);
Value negate(const Value& operand);

/// object[key]; undefined where there is none.
Value itemAt(const Value& object, const Value& key, Budget& budget);
/// object[begin:end:step]; none where a bound is left out.
Value sliceOf(const Value& object, const Value& begin, const Value& end, const Value& step, Budget& budget);
/// What a for block goes through: items, keys of a mapping, code points of a string.
std::vector<Value> iterate(const Value& value, Budget& budget);

/// A number, where true is 1. Nothing for what is not one.
std::optional<double> asNumber(const Value& value);
/// The same for whole numbers.
std::optional<std::int64_t> asInteger(const Value& value);
/// @param what names the value in the message. @throws Problem if it is none that fits.
std::int64_t requireInteger(const Value& value, std::string_view what);

} // namespace rw::jinja
