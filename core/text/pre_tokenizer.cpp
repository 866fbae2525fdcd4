#include "core/text/pre_tokenizer.h"

#include "core/text/code_point.h"
#include "core/text/unicode_class.h"

#include <optional>

namespace rw {

namespace {

using Sink = PreTokenizer::PieceSink;

/// Takes the stretches of a text in order, matches and what lies between, and gives the pieces.
class PieceJoiner
{
public:
    PieceJoiner(SplitBehavior behavior, const Sink& sink)
        : m_behavior(behavior)
        , m_sink(sink)
    {
    }

    void take(std::string_view stretch, bool isMatch)
    {
        if (stretch.empty())
            return;
        switch (m_behavior) {
        case SplitBehavior::Removed:
            if (!isMatch)
                m_sink(stretch);
            return;
        case SplitBehavior::Isolated:
            m_sink(stretch);
            return;
        case SplitBehavior::MergedWithPrevious:
            hold(stretch, isMatch && !m_wasMatch);
            break;
        case SplitBehavior::MergedWithNext:
            hold(stretch, !isMatch && m_wasMatch);
            break;
        }
        m_wasMatch = isMatch;
    }

    void finish()
    {
        if (!m_held.empty())
            m_sink(m_held);
    }

private:
    void hold(std::string_view stretch, bool joins)
    {
        if (joins && !m_held.empty()) {
            m_held = {m_held.data(), m_held.size() + stretch.size()};
            return;
        }
        finish();
        m_held = stretch;
    }

    SplitBehavior m_behavior;
    const Sink& m_sink;
    std::string_view m_held;
    bool m_wasMatch = false;
};

void cut(const SplitStep& step, std::string_view text, const Sink& sink)
{
    PieceJoiner joiner(step.behavior, sink);
    std::size_t taken = 0;
    for (std::size_t from = 0; from <= text.size();) {
        const TextPattern::Match match = step.pattern.find(text, from);
        if (match.begin == std::string_view::npos)
            break;
        joiner.take(text.substr(taken, match.begin - taken), step.invert);
        joiner.take(text.substr(match.begin, match.end - match.begin), !step.invert);
        taken = match.end;
        from = nextSearch(text, match);
    }
    joiner.take(text.substr(taken), step.invert);
    joiner.finish();
}

void cutWords(WordPattern pattern, std::string_view text, const Sink& sink)
{
    PieceScanner scanner(text, pattern);
    for (std::string_view piece = scanner.next(); !piece.empty(); piece = scanner.next())
        sink(piece);
}

void cutDigits(const DigitsStep& step, std::string_view text, const Sink& sink)
{
    std::size_t begin = 0;
    std::optional<bool> kind; // of the piece that began at `begin`
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint c = codePointAt(text, i);
        const bool isNumber = classOf(c.value) == CharClass::Number;
        if (kind && (isNumber != *kind || (isNumber && step.individual))) {
            sink(text.substr(begin, i - begin));
            begin = i;
        }
        kind = isNumber;
        i += c.length;
    }
    if (begin < text.size())
        sink(text.substr(begin));
}

std::string withMarkers(const MetaspaceStep& step, std::string_view text, bool isFirst)
{
    std::string marked;
    marked.reserve(text.size() + text.size() / 2);
    for (const char c : text) {
        if (c == ' ')
            marked += kSpaceMarker;
        else
            marked += c;
    }
    const bool prepend = step.prepend == MetaspaceStep::Prepend::Always ||
                         (step.prepend == MetaspaceStep::Prepend::First && isFirst);
    if (prepend && !marked.starts_with(kSpaceMarker))
        marked.insert(0, kSpaceMarker);
    return marked;
}

} // namespace

void PreTokenizer::split(std::string_view text, bool isFirst, const PieceSink& sink) const
{
    if (!text.empty())
        splitFrom(0, text, isFirst, sink);
}

void PreTokenizer::splitFrom(std::size_t step, std::string_view text, bool isFirst,
                             const PieceSink& sink) const
{
    if (step == m_steps.size()) {
        sink(text);
        return;
    }
    const char* start = text.data();
    const bool isLast = step + 1 == m_steps.size();
    const PieceSink next = isLast ? PieceSink() : PieceSink([&](std::string_view piece) {
        splitFrom(step + 1, piece, isFirst && piece.data() == start, sink);
    });
    const PieceSink& rest = isLast ? sink : next;
    if (const auto* split = std::get_if<SplitStep>(&m_steps[step])) {
        cut(*split, text, rest);
    } else if (const auto* words = std::get_if<WordsStep>(&m_steps[step])) {
        cutWords(words->pattern, text, rest);
    } else if (const auto* digits = std::get_if<DigitsStep>(&m_steps[step])) {
        cutDigits(*digits, text, rest);
    } else if (const auto* metaspace = std::get_if<MetaspaceStep>(&m_steps[step])) {
        const std::string marked = withMarkers(*metaspace, text, isFirst);
        start = marked.data();
        if (metaspace->split)
            cut({TextPattern::literal(std::string(kSpaceMarker)), SplitBehavior::MergedWithNext, false},
                marked, rest);
        else
            rest(marked);
    } else if (text.starts_with(' ')) { // PrefixSpaceStep
        rest(text);
    } else {
        const std::string prefixed = " " + std::string(text);
        start = prefixed.data();
        rest(prefixed);
    }
}

} // namespace rw
