#include "core/jinja/functions.h"

#include "core/base/utf8.h"
#include "core/jinja/operators.h"
#include "core/jinja/problem.h"
#include "core/jinja/value_text.h"

#include <array>

namespace rw::jinja {

namespace {

Value range(const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "range", {"start", "stop", "step"});
    const std::int64_t one = requireInteger(requireGiven(bound[0], "The end of range"), "The bound of range");
    const std::int64_t start = bound[1] == nullptr ? 0 : one;
    const std::int64_t stop = bound[1] == nullptr ? one : requireInteger(*bound[1], "The bound of range");
    const std::int64_t step = integerOr(bound[2], 1, "The step of range");
    if (step == 0)
        throw Problem("the step of range is 0");
    std::vector<Value> numbers;
    for (std::int64_t i = start; step > 0 ? i < stop : i > stop;) {
        if (numbers.size() == budget.limits().rangeItems)
            throw Problem("range has more than " + std::to_string(budget.limits().rangeItems) + " numbers");
        budget.items(1);
        numbers.push_back({i});
        if (__builtin_add_overflow(i, step, &i))
            break;
    }
    return Value::list(std::move(numbers));
}

Value formatNow(const Arguments& arguments, const Clock& clock)
{
    const MarkedText& format =
        requireText(bind(arguments, "strftime_now", {"format"})[0], "The format of strftime_now");
    constexpr std::size_t kLongest = 128;
    if (format.size() > kLongest)
        throw Problem("the format of strftime_now has more than " + std::to_string(kLongest) + " bytes");
    if (format.size() == 0)
        return Value::text("", true);
    std::array<char, 1024> buffer{};
    const std::tm now = clock();
    const std::size_t written = std::strftime(buffer.data(), buffer.size(), format.text().c_str(), &now);
    return Value::text(validUtf8({buffer.data(), written}), format.isTrusted());
}

[[noreturn]] void refuse(const Arguments& arguments, Budget& budget)
{
    const auto bound = bind(arguments, "raise_exception", {"message"});
    const std::string said = textOf(requireGiven(bound[0], "The message of raise_exception"), budget).text();
    constexpr std::size_t kShown = 500;
    throw Problem("the template refuses the conversation: " + validUtf8(said.substr(0, kShown)));
}

} // namespace

std::optional<Function> functionNamed(std::string_view name)
{
    if (name == "range")
        return Function::Range;
    if (name == "dict")
        return Function::Dict;
    if (name == "namespace")
        return Function::Namespace;
    if (name == "raise_exception")
        return Function::RaiseException;
    if (name == "strftime_now")
        return Function::StrftimeNow;
    return std::nullopt;
}

Dict dictOf(const Arguments& arguments, Budget& budget)
{
    if (arguments.positional.size() > 1)
        throw Problem("a mapping is made of at most one other");
    Dict made;
    if (!arguments.positional.empty()) {
        const Value& source = arguments.positional[0];
        if (const Dict* other = source.asDict()) {
            budget.items(other->entries().size());
            made = *other;
        } else {
            for (const Value& item : iterate(source, budget)) {
                const std::vector<Value> pair = iterate(item, budget);
                if (pair.size() != 2)
                    throw Problem("a mapping is made of pairs, not of " + std::to_string(pair.size()) +
                                  " values");
                made.set(pair[0], pair[1]);
            }
        }
    }
    budget.items(arguments.named.size());
    for (const auto& [name, value] : arguments.named)
        made.set(name, value);
    return made;
}

Value callFunction(Function function, const Arguments& arguments, const Clock& clock, Budget& budget)
{
    switch (function) {
    case Function::Range:
        return range(arguments, budget);
    case Function::Dict:
    case Function::Namespace:
        return Value::dict(dictOf(arguments, budget));
    case Function::StrftimeNow:
        return formatNow(arguments, clock);
    case Function::RaiseException:
        break;
    }
    refuse(arguments, budget);
}

} // namespace rw::jinja
