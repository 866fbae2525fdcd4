#include "core/text/token_decoder.h"

#include "core/text/tokenizer_tables.h"

#include <charconv>
#include <utility>

namespace rw {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string replaced(std::string_view text, std::string_view from, std::string_view to)
{
    std::string result;
    for (std::size_t begin = 0;;) {
        const std::size_t found = text.find(from, begin);
        result += text.substr(begin, found - begin);
        if (found == std::string_view::npos)
            return result;
        result += to;
        begin = found + from.size();
    }
}

/// A token's text after everything that the rules do to each for itself.
std::string tokenText(const DecoderRules& rules, std::string_view token, bool isFirst)
{
    std::string text(token);
    for (const auto& [from, to] : rules.replacements)
        text = replaced(text, from, to);
    if (!rules.marker.empty())
        text = replaced(text, rules.marker, isFirst && rules.dropFirstMarkers ? "" : " ");
    return text;
}

} // namespace

int fallbackByte(std::string_view token)
{
    if (token.size() != 6 || !token.starts_with("<0x") || token.back() != '>')
        return -1;
    int byte = -1;
    const char* end = token.data() + 5;
    const auto [stop, problem] = std::from_chars(token.data() + 3, end, byte, 16);
    return problem == std::errc() && stop == end && byte >= 0 ? byte : -1;
}

TokenJoiner::TokenJoiner(const TokenizerTables& tables)
    : m_tables(tables)
    , m_leadingLeft(tables.decoder.leadingCount)
{
}

std::string TokenJoiner::push(std::int32_t id)
{
    if (!m_tables.has(id))
        return {};
    const DecoderRules& rules = m_tables.decoder;
    const std::string_view token = m_tables.texts[id];
    if (rules.byteLevel)
        return m_bytes.push(token);
    const bool isFirst = std::exchange(m_isFirst, false);
    if (const int byte = rules.byteFallback ? fallbackByte(token) : -1; byte >= 0) {
        m_byteRun += static_cast<char>(byte);
        return {};
    }
    return withoutLeading(endByteRun() + tokenText(rules, token, isFirst));
}

std::string TokenJoiner::finish()
{
    return m_tables.decoder.byteLevel ? m_bytes.finish() : withoutLeading(endByteRun());
}

std::string TokenJoiner::endByteRun()
{
    const std::string run = std::exchange(m_byteRun, {});
    if (isValidUtf8(run))
        return run;
    std::string text;
    for (std::size_t i = 0; i < run.size(); ++i)
        text += kReplacement;
    return text;
}

std::string TokenJoiner::withoutLeading(std::string text)
{
    const std::string& leading = m_tables.decoder.leading;
    for (; m_leadingLeft > 0 && text.starts_with(leading); --m_leadingLeft)
        text.erase(0, leading.size());
    if (!text.empty())
        m_leadingLeft = 0;
    return text;
}

std::string bytesOfToken(const TokenizerTables& tables, std::int32_t id)
{
    if (!tables.has(id))
        return {};
    const std::string_view token = tables.texts[id];
    if (tables.decoder.byteLevel)
        return std::string(token);
    const int byte = tables.decoder.byteFallback ? fallbackByte(token) : -1;
    return byte >= 0 ? std::string(1, static_cast<char>(byte)) : tokenText(tables.decoder, token, false);
}

} // namespace rw
