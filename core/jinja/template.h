#pragma once

#include "core/jinja/budget.h"
#include "core/jinja/functions.h"
#include "core/jinja/syntax.h"
#include "core/jinja/value.h"

#include <memory>
#include <string>
#include <string_view>

namespace rw::jinja {

/// The computer's local time.
std::tm localTime();

/// A chat template in Jinja as transformers runs it: trim_blocks and lstrip_blocks on, break and continue,
/// {% generation %} blocks without effect, its own tojson filter, raise_exception() and strftime_now(). The
/// subset of Jinja is what real chat templates use. Templates are hostile input: they see nothing but the
/// variables given and use no more than the limits say. Immutable; copies are cheap; may be rendered from
/// several threads.
class Template
{
public:
    /// @param name names it in messages, for example its file
    /// @throws Error with name, line and cause, for what is no such template or is too large.
    static Template parse(std::string_view source, std::string_view name, const Limits& limits = {});

    /// @return the text, in which what came from the variables keeps their marks.
    /// @throws Error with name, line and cause: what is undefined or does not fit, a limit that is reached,
    /// what the template itself raises.
    [[nodiscard]] MarkedText render(const Dict& variables, const Clock& clock = localTime) const;

private:
    Template(std::string name, const Limits& limits, Body body);

    std::string m_name;
    Limits m_limits;
    std::shared_ptr<const Body> m_body;
};

} // namespace rw::jinja
