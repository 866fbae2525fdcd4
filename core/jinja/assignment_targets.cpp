// What is assigned to, in set and for.

#include "core/jinja/expression_parser.h"

#include <algorithm>
#include <array>

namespace rw::jinja {

Target ExpressionParser::target(bool mayBeAttribute)
{
    Target first = targetPart(mayBeAttribute);
    if (!m_tokens.atOperator(","))
        return first;
    Target several;
    several.parts.push_back(std::move(first));
    while (m_tokens.takeOperator(",")) {
        if (m_tokens.atOperator("=") || m_tokens.atWord("in") || m_tokens.atOperator(")"))
            break;
        several.parts.push_back(targetPart(mayBeAttribute));
    }
    return several;
}

Target ExpressionParser::targetPart(bool mayBeAttribute)
{
    const Descent descent(*this);
    if (m_tokens.takeOperator("(")) {
        Target inner = target(mayBeAttribute);
        m_tokens.expectOperator(")");
        return inner;
    }
    Target part;
    part.name = m_tokens.expectName();
    constexpr std::array<std::string_view, 6> kConstants{"true", "True", "false", "False", "none", "None"};
    if (std::find(kConstants.begin(), kConstants.end(), part.name) != kConstants.end())
        m_tokens.fail("nothing can be assigned to \"" + part.name + "\"");
    if (mayBeAttribute && m_tokens.takeOperator("."))
        part.attribute = m_tokens.expectName();
    return part;
}

} // namespace rw::jinja
