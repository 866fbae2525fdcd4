#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw::jinja {

/// UTF-8 text of which every byte is marked as trusted (written by the template) or not (from the outside).
class MarkedText
{
public:
    struct Run
    {
        std::size_t end = 0; ///< where it ends; it begins where the one before ended
        bool trusted = false;
    };

    MarkedText() = default;
    MarkedText(std::string text, bool trusted);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] std::size_t size() const { return m_text.size(); }
    /// In order, none empty, neighbours differ in trust.
    [[nodiscard]] std::span<const Run> runs() const { return m_runs; }
    /// Whether all of it is trusted. Empty text is.
    [[nodiscard]] bool isTrusted() const;

    void append(std::string_view text, bool trusted);
    void append(const MarkedText& other);
    /// Appends bytes [begin, end) of `other`.
    void append(const MarkedText& other, std::size_t begin, std::size_t end);

    /// Bytes [begin, end), which must lie on borders of code points.
    [[nodiscard]] MarkedText slice(std::size_t begin, std::size_t end) const;

    /// Calls use(std::string_view, bool trusted) for each run.
    template <class Use>
    void forEachRun(const Use& use) const
    {
        std::size_t begin = 0;
        for (const Run& run : m_runs) {
            use(std::string_view(m_text).substr(begin, run.end - begin), run.trusted);
            begin = run.end;
        }
    }

private:
    std::string m_text;
    std::vector<Run> m_runs;
};

} // namespace rw::jinja
