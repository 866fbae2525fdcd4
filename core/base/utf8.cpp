#include "core/base/utf8.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

enum class Step { Complete, Incomplete, Invalid };

struct Scan
{
    Step step;
    std::size_t length; // bytes to consume
};

unsigned char byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

/// Looks at the code point that begins at `text[0]` (Unicode 15, table 3-7: well-formed byte sequences).
Scan scanOne(std::string_view text)
{
    const unsigned char lead = byteAt(text, 0);
    if (lead < 0x80)
        return {Step::Complete, 1};
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0)
            low = 0xA0;
        if (lead == 0xED)
            high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0)
            low = 0x90;
        if (lead == 0xF4)
            high = 0x8F;
    } else {
        return {Step::Invalid, 1};
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size())
            return {Step::Incomplete, i};
        const unsigned char next = byteAt(text, i);
        if (next < low || next > high)
            return {Step::Invalid, i};
        low = 0x80;
        high = 0xBF;
    }
    return {Step::Complete, length};
}

} // namespace

std::string Utf8Stream::push(std::string_view bytes)
{
    m_pending += bytes;
    std::string out;
    std::string_view rest = m_pending;
    while (!rest.empty()) {
        const Scan scan = scanOne(rest);
        if (scan.step == Step::Incomplete)
            break;
        out += scan.step == Step::Complete ? rest.substr(0, scan.length) : kReplacement;
        rest.remove_prefix(scan.length);
    }
    m_pending = std::string(rest);
    return out;
}

std::string Utf8Stream::finish()
{
    if (m_pending.empty())
        return {};
    m_pending.clear();
    return std::string(kReplacement);
}

std::string validUtf8(std::string_view bytes)
{
    Utf8Stream stream;
    std::string out = stream.push(bytes);
    return out += stream.finish();
}

bool isValidUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const Scan scan = scanOne(bytes);
        if (scan.step != Step::Complete)
            return false;
        bytes.remove_prefix(scan.length);
    }
    return true;
}

std::size_t codePointCount(std::string_view text)
{
    const auto startsCodePoint = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsCodePoint));
}

std::size_t codePointIndex(std::string_view text, std::size_t offset)
{
    return codePointCount(text.substr(0, std::min(offset, text.size())));
}

} // namespace rw
