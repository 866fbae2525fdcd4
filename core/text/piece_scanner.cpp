#include "core/text/piece_scanner.h"

#include "core/text/code_point.h"
#include "core/text/unicode_class.h"

#include <algorithm>
#include <array>

namespace rw {

namespace {

CharClass classAt(std::string_view text, std::size_t offset)
{
    return classOf(codePointAt(text, offset).value);
}

bool isLineBreak(char c)
{
    return c == '\r' || c == '\n';
}

/// End of the run of characters of class `wanted` that begins at `from`.
std::size_t runEnd(std::string_view text, std::size_t from, CharClass wanted)
{
    while (from < text.size()) {
        const CodePoint c = codePointAt(text, from);
        if (classOf(c.value) != wanted)
            break;
        from += c.length;
    }
    return from;
}

/// Length of the English contraction that `text` begins with, or 0.
std::size_t contractionLength(std::string_view text)
{
    constexpr std::array<std::string_view, 7> kContractions{"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};
    if (text.front() != '\'')
        return 0;
    for (const std::string_view contraction : kContractions) {
        if (text.starts_with(contraction))
            return contraction.size();
    }
    return 0;
}

/// The same whatever the case. The long s U+017F is an s to a case-blind pattern.
std::size_t caseBlindContractionLength(std::string_view text)
{
    constexpr std::string_view kLongS = "'\xC5\xBF";
    if (text.front() != '\'')
        return 0;
    if (text.starts_with(kLongS))
        return kLongS.size();
    std::array<char, 3> lower{};
    const std::size_t length = std::min(text.size(), lower.size());
    for (std::size_t i = 0; i < length; ++i)
        lower[i] = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + ('a' - 'A')) : text[i];
    return contractionLength({lower.data(), length});
}

} // namespace

std::string_view patternText(WordPattern pattern)
{
    switch (pattern) {
    case WordPattern::Gpt2:
        return R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
    case WordPattern::Llama3:
        return R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
    case WordPattern::Qwen2:
        return R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
    }
    return {};
}

PieceScanner::PieceScanner(std::string_view text, WordPattern pattern)
    : m_text(text)
    , m_pattern(pattern)
{
}

std::string_view PieceScanner::next()
{
    if (m_position == m_text.size())
        return {};
    const std::size_t begin = m_position;
    m_position = m_pattern == WordPattern::Gpt2 ? gpt2End() : llama3End();
    return m_text.substr(begin, m_position - begin);
}

std::size_t PieceScanner::gpt2End() const
{
    const std::size_t begin = m_position;
    if (const std::size_t length = contractionLength(m_text.substr(begin)); length > 0)
        return begin + length;
    const std::size_t word = m_text[begin] == ' ' && begin + 1 < m_text.size() ? begin + 1 : begin;
    const CharClass kind = classAt(m_text, word);
    return kind == CharClass::Space ? spaceEnd() : runEnd(m_text, word, kind);
}

std::size_t PieceScanner::llama3End() const
{
    const std::size_t begin = m_position;
    if (const std::size_t length = caseBlindContractionLength(m_text.substr(begin)); length > 0)
        return begin + length;

    const CodePoint first = codePointAt(m_text, begin);
    const CharClass kind = classOf(first.value);
    const std::size_t second = begin + first.length;
    if (kind == CharClass::Letter)
        return runEnd(m_text, second, CharClass::Letter);
    if (kind == CharClass::Number)
        return numberEnd();
    const CharClass after = second < m_text.size() ? classAt(m_text, second) : CharClass::Space;
    if (after == CharClass::Letter && !isLineBreak(m_text[begin]))
        return runEnd(m_text, second, CharClass::Letter);
    if (kind == CharClass::Other || (m_text[begin] == ' ' && after == CharClass::Other)) {
        std::size_t end = runEnd(m_text, second, CharClass::Other);
        while (end < m_text.size() && isLineBreak(m_text[end]))
            ++end;
        return end;
    }
    // \s*[\r\n]+ ends behind the last line break of the white space.
    const std::size_t end = runEnd(m_text, begin, CharClass::Space);
    const std::size_t lastBreak = m_text.substr(begin, end - begin).find_last_of("\r\n");
    return lastBreak != std::string_view::npos ? begin + lastBreak + 1 : spaceEnd();
}

std::size_t PieceScanner::numberEnd() const
{
    std::size_t end = m_position;
    for (int i = m_pattern == WordPattern::Llama3 ? 3 : 1; i > 0 && end < m_text.size(); --i) {
        const CodePoint c = codePointAt(m_text, end);
        if (classOf(c.value) != CharClass::Number)
            break;
        end += c.length;
    }
    return end;
}

std::size_t PieceScanner::spaceEnd() const
{
    const std::size_t begin = m_position;
    const std::size_t end = runEnd(m_text, begin, CharClass::Space);
    if (end == m_text.size())
        return end;
    // \s+(?!\S) leaves the last space to the word behind it; a space alone is what \s+ is for.
    const std::size_t last = end - lastCharacterLength(m_text.substr(begin, end - begin));
    return last > begin ? last : end;
}

} // namespace rw
