#include "core/jinja/operators.h"
#include "core/jinja/problem.h"

#include <cmath>
#include <limits>
#include <string>

namespace rw::jinja {

namespace {

[[noreturn]] void failOperands(std::string_view sign, const Value& left, const Value& right)
{
    requireDefined(left);
    requireDefined(right);
    throw Problem("'" + std::string(sign) + "' does not go with '" + std::string(typeName(left)) + "' and '" +
                  std::string(typeName(right)) + "'");
}

[[noreturn]] void failOverflow()
{
    throw Problem("a whole number grows beyond 64 bits");
}

struct Numbers
{
    double left;
    double right;
};

Numbers numbersOf(std::string_view sign, const Value& left, const Value& right)
{
    const auto l = asNumber(left);
    const auto r = asNumber(right);
    if (!l || !r)
        failOperands(sign, left, right);
    return {*l, *r};
}

struct Integers
{
    std::int64_t left;
    std::int64_t right;
};

/// Nothing where one of them is a float or no number.
std::optional<Integers> integersOf(const Value& left, const Value& right)
{
    const auto l = asInteger(left);
    const auto r = asInteger(right);
    if (!l || !r)
        return std::nullopt;
    return Integers{*l, *r};
}

std::int64_t multiplied(std::int64_t left, std::int64_t right)
{
    std::int64_t product = 0;
    if (__builtin_mul_overflow(left, right, &product))
        failOverflow();
    return product;
}

/// Quotient towards minus infinity.
std::int64_t floorQuotient(Integers numbers)
{
    if (numbers.right == 0)
        throw Problem("division by zero");
    if (numbers.right == -1)
        return multiplied(numbers.left, -1);
    const std::int64_t quotient = numbers.left / numbers.right;
    const bool inexact = numbers.left % numbers.right != 0;
    return inexact && (numbers.left < 0) != (numbers.right < 0) ? quotient - 1 : quotient;
}

Value repeated(const Value& sequence, std::int64_t times, Budget& budget)
{
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(times, 0));
    const auto total = [&](std::size_t size) {
        std::size_t product = 0;
        return __builtin_mul_overflow(size, count, &product) ? std::numeric_limits<std::size_t>::max()
                                                             : product;
    };
    if (const MarkedText* text = sequence.asText()) {
        budget.text(total(text->size()));
        MarkedText out;
        for (std::size_t i = 0; i < count && text->size() > 0; ++i)
            out.append(*text);
        return Value::text(std::move(out));
    }
    const List& list = *sequence.asList();
    budget.items(total(list.items.size()));
    std::vector<Value> items;
    for (std::size_t i = 0; i < count && !list.items.empty(); ++i)
        items.insert(items.end(), list.items.begin(), list.items.end());
    return list.kind == List::Kind::Tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
}

bool isSequence(const Value& value)
{
    const List* list = value.asList();
    return value.asText() != nullptr || (list != nullptr && list->kind != List::Kind::Generator);
}

} // namespace

std::optional<double> asNumber(const Value& value)
{
    if (const auto* real = std::get_if<double>(&value.data))
        return *real;
    if (const auto integer = asInteger(value))
        return static_cast<double>(*integer);
    return std::nullopt;
}

std::optional<std::int64_t> asInteger(const Value& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value.data))
        return *integer;
    if (const bool* boolean = std::get_if<bool>(&value.data))
        return *boolean ? 1 : 0;
    return std::nullopt;
}

std::int64_t requireInteger(const Value& value, std::string_view what)
{
    requireDefined(value);
    const auto integer = asInteger(value);
    if (!integer)
        throw Problem(std::string(what) + " must be a whole number, not a '" + std::string(typeName(value)) +
                      "'");
    return *integer;
}

Value add(const Value& left, const Value& right, Budget& budget)
{
    if (const MarkedText* l = left.asText(), *r = right.asText(); l != nullptr && r != nullptr) {
        budget.text(l->size() + r->size());
        MarkedText out = *l;
        out.append(*r);
        return Value::text(std::move(out));
    }
    if (const List* l = left.asList(), *r = right.asList();
        l != nullptr && r != nullptr && l->kind == r->kind && isSequence(left)) {
        budget.items(l->items.size() + r->items.size());
        std::vector<Value> items = l->items;
        items.insert(items.end(), r->items.begin(), r->items.end());
        return l->kind == List::Kind::Tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
    }
    if (const auto integers = integersOf(left, right)) {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(integers->left, integers->right, &sum))
            failOverflow();
        return {sum};
    }
    const Numbers numbers = numbersOf("+", left, right);
    return {numbers.left + numbers.right};
}

Value subtract(const Value& left, const Value& right)
{
    if (const auto integers = integersOf(left, right)) {
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(integers->left, integers->right, &difference))
            failOverflow();
        return {difference};
    }
    const Numbers numbers = numbersOf("-", left, right);
    return {numbers.left - numbers.right};
}

Value multiply(const Value& left, const Value& right, Budget& budget)
{
    if (const auto integers = integersOf(left, right))
        return {multiplied(integers->left, integers->right)};
    if (const auto times = asInteger(right); times && isSequence(left))
        return repeated(left, *times, budget);
    if (const auto times = asInteger(left); times && isSequence(right))
        return repeated(right, *times, budget);
    const Numbers numbers = numbersOf("*", left, right);
    return {numbers.left * numbers.right};
}

Value divide(const Value& left, const Value& right)
{
    const Numbers numbers = numbersOf("/", left, right);
    if (numbers.right == 0.0)
        throw Problem("division by zero");
    return {numbers.left / numbers.right};
}

Value floorDivide(const Value& left, const Value& right)
{
    if (const auto integers = integersOf(left, right))
        return {floorQuotient(*integers)};
    const Numbers numbers = numbersOf("//", left, right);
    if (numbers.right == 0.0)
        throw Problem("division by zero");
    return {std::floor(numbers.left / numbers.right)};
}

Value modulo(const Value& left, const Value& right)
{
    if (const auto integers = integersOf(left, right)) {
        if (integers->right == -1)
            return {std::int64_t{0}};
        return {integers->left - floorQuotient(*integers) * integers->right};
    }
    const Numbers numbers = numbersOf("%", left, right);
    if (numbers.right == 0.0)
        throw Problem("division by zero");
    const double rest = std::fmod(numbers.left, numbers.right);
    return {rest != 0.0 && (rest < 0) != (numbers.right < 0) ? rest + numbers.right : rest};
}

Value power(const Value& left, const Value& right)
{
    const auto integers = integersOf(left, right);
    if (!integers || integers->right < 0) {
        const Numbers numbers = numbersOf("**", left, right);
        return {std::pow(numbers.left, numbers.right)};
    }
    if (integers->left >= -1 && integers->left <= 1)
        return {integers->right == 0 || (integers->left == -1 && integers->right % 2 == 0) ? std::int64_t{1}
                                                                                           : integers->left};
    std::int64_t result = 1;
    for (std::int64_t i = 0; i < integers->right; ++i) // ends early: overflows after 62 rounds
        result = multiplied(result, integers->left);
    return {result};
}

Value negate(const Value& operand)
{
    if (const auto integer = asInteger(operand))
        return {multiplied(*integer, -1)};
    requireDefined(operand);
    const auto number = asNumber(operand);
    if (!number)
        throw Problem("'-' does not go with a '" + std::string(typeName(operand)) + "'");
    return {-*number};
}

} // namespace rw::jinja
