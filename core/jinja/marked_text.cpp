#include "core/jinja/marked_text.h"

#include <algorithm>
#include <utility>

namespace rw::jinja {

MarkedText::MarkedText(std::string text, bool trusted)
    : m_text(std::move(text))
{
    if (!m_text.empty())
        m_runs.push_back({m_text.size(), trusted});
}

bool MarkedText::isTrusted() const
{
    return std::all_of(m_runs.begin(), m_runs.end(), [](const Run& run) { return run.trusted; });
}

void MarkedText::append(std::string_view text, bool trusted)
{
    if (text.empty())
        return;
    m_text += text;
    if (!m_runs.empty() && m_runs.back().trusted == trusted)
        m_runs.back().end = m_text.size();
    else
        m_runs.push_back({m_text.size(), trusted});
}

void MarkedText::append(const MarkedText& other)
{
    append(other, 0, other.size());
}

void MarkedText::append(const MarkedText& other, std::size_t begin, std::size_t end)
{
    auto run = std::upper_bound(other.m_runs.begin(), other.m_runs.end(), begin,
                                [](std::size_t position, const Run& r) { return position < r.end; });
    while (begin < end) {
        const std::size_t runEnd = std::min(run->end, end);
        append(std::string_view(other.m_text).substr(begin, runEnd - begin), run->trusted);
        begin = runEnd;
        ++run;
    }
}

MarkedText MarkedText::slice(std::size_t begin, std::size_t end) const
{
    MarkedText part;
    part.append(*this, begin, end);
    return part;
}

} // namespace rw::jinja
