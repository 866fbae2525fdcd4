#include "core/jinja/budget.h"

#include "core/jinja/problem.h"

#include <string>

namespace rw::jinja {

Budget::Descent::Descent(Budget& budget)
    : m_budget(budget)
{
    if (m_budget.m_depth >= m_budget.m_limits.callDepth)
        throw Problem("its calls and blocks are nested deeper than " +
                      std::to_string(m_budget.m_limits.callDepth) + " levels");
    ++m_budget.m_depth;
}

void Budget::step()
{
    if (++m_steps > m_limits.steps)
        throw Problem("it runs for more than " + std::to_string(m_limits.steps) + " steps");
}

void Budget::work(std::size_t bytes)
{
    if (bytes > m_limits.workBytes - m_workBytes)
        throw Problem("it handles more than " + std::to_string(m_limits.workBytes) +
                      " bytes of text and data");
    m_workBytes += bytes;
}

void Budget::requireTextFits(std::size_t bytes) const
{
    if (bytes > m_limits.textBytes)
        throw Problem("it makes a text of more than " + std::to_string(m_limits.textBytes) + " bytes");
}

void Budget::text(std::size_t bytes)
{
    requireTextFits(bytes);
    work(bytes);
}

void Budget::search(std::size_t textBytes, std::size_t partBytes)
{
    constexpr std::size_t kComparedAtOnce = 64;
    const std::size_t rounds = 1 + partBytes / kComparedAtOnce;
    if (textBytes > m_limits.workBytes / rounds)
        throw Problem("it looks for a text of " + std::to_string(partBytes) + " bytes in one of " +
                      std::to_string(textBytes));
    work(textBytes * rounds);
}

void Budget::items(std::size_t items)
{
    constexpr std::size_t kValueBytes = 64;
    if (items > m_limits.workBytes / kValueBytes)
        throw Problem("it makes a list of " + std::to_string(items) + " values");
    work(items * kValueBytes);
}

} // namespace rw::jinja
