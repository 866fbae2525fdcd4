#pragma once

#include "core/math/expression.h"

#include <ginac/ginac.h>

#include <exception>
#include <map>
#include <string>

namespace rw {

/// What GiNaC is not asked: what it has no meaning for, or what would be too large.
struct Unsupported : std::exception
{
};

/// Builds GiNaC's expressions, with one symbol for each name. The digits of exact powers, exponents,
/// factorials and binomials are bounded before they are formed.
class GinacBuilder
{
public:
    /// @throws Unsupported; what GiNaC throws, all of it std::exception.
    GiNaC::ex build(const Expression& expression);

    [[nodiscard]] const std::map<std::string, GiNaC::symbol>& symbols() const { return m_symbols; }

private:
    GiNaC::ex symbolOf(const std::string& name);
    GiNaC::ex summed(const Expression& expression);
    GiNaC::ex multiplied(const Expression& expression);
    GiNaC::ex divided(const Expression& expression);
    GiNaC::ex called(const Expression& expression);
    GiNaC::ex ofNumbers(const Expression& expression);

    std::map<std::string, GiNaC::symbol> m_symbols;
};

} // namespace rw
