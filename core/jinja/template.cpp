#include "core/jinja/template.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/jinja/evaluator.h"
#include "core/jinja/lexer.h"
#include "core/jinja/parser.h"
#include "core/jinja/problem.h"

#include <utility>

namespace rw::jinja {

namespace {

[[noreturn]] void fail(const std::string& name, int line, std::string_view cause)
{
    const bool isSentence = cause.ends_with('.') || cause.ends_with('!') || cause.ends_with('?');
    throw Error(name + ", line " + std::to_string(line) + ": " + std::string(cause) +
                (isSentence ? "" : "."));
}

} // namespace

std::tm localTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return local;
}

Template::Template(std::string name, const Limits& limits, Body body)
    : m_name(std::move(name))
    , m_limits(limits)
    , m_body(std::make_shared<const Body>(std::move(body)))
{
}

Template Template::parse(std::string_view source, std::string_view name, const Limits& limits)
{
    const std::string shown(name);
    if (source.size() > limits.sourceBytes)
        throw Error(shown + " has " + std::to_string(source.size()) + " bytes; a chat template has at most " +
                    std::to_string(limits.sourceBytes) + ".");
    try {
        return {shown, limits, jinja::parse(validUtf8(source), limits)};
    } catch (const SyntaxProblem& problem) {
        fail(shown, problem.line, problem.text);
    }
}

MarkedText Template::render(const Dict& variables, const Clock& clock) const
{
    Evaluator evaluator(variables, m_limits, clock);
    try {
        return evaluator.render(*m_body);
    } catch (const Problem& problem) {
        fail(m_name, evaluator.line(), problem.what());
    }
}

} // namespace rw::jinja
