#pragma once

#include "core/jinja/budget.h"
#include "core/jinja/syntax.h"

#include <string_view>

namespace rw::jinja {

/// Reads a template's statements. @param source valid UTF-8
/// @throws SyntaxProblem (lexer.h)
Body parse(std::string_view source, const Limits& limits);

} // namespace rw::jinja
