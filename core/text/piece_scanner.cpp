#include "core/text/piece_scanner.h"

#include "core/text/code_point.h"

#include <utf8proc.h>

#include <array>

namespace rw {

namespace {

enum class CharClass : unsigned char { Letter, Number, Space, Other };

constexpr std::array<CharClass, 128> makeAsciiClasses()
{
    std::array<CharClass, 128> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            classes[c] = CharClass::Letter;
        else if (c >= '0' && c <= '9')
            classes[c] = CharClass::Number;
        else if (c == ' ' || (c >= '\t' && c <= '\r'))
            classes[c] = CharClass::Space;
        else
            classes[c] = CharClass::Other;
    }
    return classes;
}

constexpr std::array<CharClass, 128> kAsciiClasses = makeAsciiClasses();

/// The property White_Space beyond ASCII (Unicode 15, PropList.txt), which is what \s means in the pattern.
bool isWideSpace(char32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

CharClass classOf(char32_t c)
{
    if (c < kAsciiClasses.size())
        return kAsciiClasses[c];
    if (isWideSpace(c))
        return CharClass::Space;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return CharClass::Letter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return CharClass::Number;
    default:
        return CharClass::Other;
    }
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
    for (const std::string_view contraction : kContractions) {
        if (text.starts_with(contraction))
            return contraction.size();
    }
    return 0;
}

/// Length of the last character of non-empty valid UTF-8.
std::size_t lastLength(std::string_view text)
{
    std::size_t length = 1;
    while ((static_cast<unsigned char>(text[text.size() - length]) & 0xC0U) == 0x80U)
        ++length;
    return length;
}

} // namespace

PieceScanner::PieceScanner(std::string_view text, bool singleDigits)
    : m_text(text)
    , m_singleDigits(singleDigits)
{
}

std::string_view PieceScanner::next()
{
    if (m_position == m_text.size())
        return {};
    if (m_position == m_segmentEnd)
        beginSegment();
    const std::size_t begin = m_position;
    m_position = pieceEnd();
    return m_text.substr(begin, m_position - begin);
}

void PieceScanner::beginSegment()
{
    m_segmentEnd = m_text.size();
    if (!m_singleDigits)
        return;
    for (std::size_t i = m_position; i < m_text.size();) {
        const CodePoint c = codePointAt(m_text, i);
        if (classOf(c.value) == CharClass::Number) {
            m_segmentEnd = i == m_position ? i + c.length : i;
            return;
        }
        i += c.length;
    }
}

std::size_t PieceScanner::pieceEnd() const
{
    const std::string_view segment = m_text.substr(0, m_segmentEnd);
    const std::size_t begin = m_position;
    if (const std::size_t length = contractionLength(segment.substr(begin)); length > 0)
        return begin + length;

    const std::size_t word = segment[begin] == ' ' && begin + 1 < segment.size() ? begin + 1 : begin;
    const CharClass kind = classOf(codePointAt(segment, word).value);
    if (kind != CharClass::Space)
        return runEnd(segment, word, kind);

    const std::size_t end = runEnd(segment, begin, CharClass::Space);
    if (end == segment.size())
        return end;
    // \s+(?!\S) leaves the last space to the word behind it; a space alone is what \s+ is for.
    const std::size_t last = end - lastLength(segment.substr(begin, end - begin));
    return last > begin ? last : end;
}

} // namespace rw
