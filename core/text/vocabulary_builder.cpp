#include "core/text/vocabulary_builder.h"

#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/code_point.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

namespace rw {

namespace {

/// Bytes of plain English text. Others are missing in real vocabularies, SmolLM2's has no token for 0x04:
/// what needs them becomes the unknown token or, as in `tokenizers`, nothing.
bool isIndispensable(std::size_t byte)
{
    return (byte >= ' ' && byte <= '~') || byte == '\n';
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t kShown = 80;
    return "\"" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "...\"" : "\"");
}

std::string fallbackToken(std::size_t byte)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    return std::string("<0x") + kDigits[byte / 16] + kDigits[byte % 16] + '>';
}

} // namespace

VocabularyBuilder::VocabularyBuilder(TokenizerTables& tables, std::string_view what, std::string_view remedy)
    : m_tables(tables)
    , m_what(what)
    , m_remedy(remedy)
{
}

void VocabularyBuilder::fail(const std::string& problem) const
{
    throw Error(m_what + " " + problem + ".", m_remedy);
}

void VocabularyBuilder::addToken(std::string_view text, std::uint64_t id)
{
    if (text.empty())
        fail("has an empty token in its vocab");
    if (text.size() > kLongestToken)
        fail("has the token " + quoted(text) + " of " + std::to_string(text.size()) + " bytes; at most " +
             std::to_string(kLongestToken) + " are taken");
    if (id >= kMaxTokens)
        fail("gives the token " + quoted(text) + " the id " + std::to_string(id) + "; ids run from 0 to " +
             std::to_string(kMaxTokens - 1));
    m_entries.push_back({text, id});
}

void VocabularyBuilder::addAdded(AddedToken token, std::uint64_t id)
{
    if (token.text.empty())
        fail("has an empty added token");
    if (token.text.size() > AddedTokens::kLongest)
        fail("has the added token " + quoted(token.text) + " of " + std::to_string(token.text.size()) +
             " bytes; at most " + std::to_string(AddedTokens::kLongest) + " are taken");
    if (id >= kMaxTokens)
        fail("gives the token " + quoted(token.text) + " the id " + std::to_string(id) +
             "; ids run from 0 to " + std::to_string(kMaxTokens - 1));
    token.id = static_cast<std::int32_t>(id);
    m_tables.added.push_back(std::move(token));
}

void VocabularyBuilder::close()
{
    std::sort(m_tables.added.begin(), m_tables.added.end(),
              [](const AddedToken& a, const AddedToken& b) { return a.id < b.id; });
    const std::vector<std::string_view> byId = textsById();
    fillTexts(byId);
    m_entries = {};
    fillBytes();
    fillAdded();
}

std::vector<std::string_view> VocabularyBuilder::textsById()
{
    const std::size_t most = m_entries.size() + m_tables.added.size();
    std::vector<std::string_view> byId(most);
    m_tables.traits.resize(most);
    const auto place = [&](std::string_view text, std::uint64_t id) {
        if (id >= most)
            fail("has " + std::to_string(most) + " tokens, but one of id " + std::to_string(id) +
                 "; ids must leave no gap");
        if (!byId[id].empty() && byId[id] != text)
            fail("gives the id " + std::to_string(id) + " to two tokens");
        byId[id] = text;
    };
    for (const Entry& entry : m_entries) {
        if (entry.id < most && !byId[entry.id].empty())
            fail("gives the id " + std::to_string(entry.id) + " to two tokens");
        place(entry.text, entry.id);
        m_tables.traits[entry.id].inModel = true;
    }
    const AddedToken* last = nullptr;
    std::size_t total = m_entries.size();
    for (const AddedToken& token : m_tables.added) {
        const auto id = static_cast<std::size_t>(token.id);
        const auto sameText = [&](const Entry& entry) { return entry.text == token.text; };
        if (id < most && !byId[id].empty() && byId[id] != token.text &&
            std::any_of(m_entries.begin(), m_entries.end(), sameText))
            fail("gives the token " + quoted(token.text) + " two ids");
        if (last != nullptr && last->id == token.id)
            fail(last->text == token.text ? "adds the token " + quoted(token.text) + " twice"
                                          : "gives the id " + std::to_string(id) + " to two tokens");
        place(token.text, id);
        m_tables.traits[id].special = token.special;
        total += m_tables.traits[id].inModel ? 0 : 1;
        last = &token;
    }
    for (std::size_t id = 0; id < most; ++id) {
        if (byId[id].empty() == (id < total))
            fail("has " + std::to_string(total) + " tokens, but " + (id < total ? "none" : "one") +
                 " of id " + std::to_string(id) + "; ids must leave no gap");
    }
    byId.resize(total);
    m_tables.traits.resize(total);
    return byId;
}

void VocabularyBuilder::fillTexts(const std::vector<std::string_view>& byId)
{
    std::size_t bytes = 0;
    for (const std::string_view text : byId)
        bytes += text.size();
    m_tables.texts.reserve(byId.size(), bytes);
    m_tables.index = TokenIndex(byId.size());
    for (std::size_t id = 0; id < byId.size(); ++id) {
        const std::optional<std::string> raw = m_tables.byteLevel ? alphabetBytes(byId[id]) : std::nullopt;
        m_tables.texts.add(raw ? std::string_view(*raw) : byId[id]);
        m_tables.traits[id].verbatim = m_tables.byteLevel && !raw;
        if (m_tables.traits[id].verbatim)
            continue;
        const auto index = static_cast<std::int32_t>(id);
        if (m_tables.index.add(m_tables.texts, index) != index)
            fail("gives the token " + quoted(byId[id]) + " two ids");
    }
}

void VocabularyBuilder::fillBytes()
{
    for (std::size_t byte = 0; byte < m_tables.byteIds.size(); ++byte) {
        const std::string text =
            m_tables.byteLevel ? std::string(1, static_cast<char>(byte)) : fallbackToken(byte);
        m_tables.byteIds[byte] = m_tables.ordinary(text);
        if (m_tables.byteLevel && m_tables.byteIds[byte] < 0 && isIndispensable(byte))
            fail("has no token for the byte " + std::to_string(byte) + ", so some text could not be written");
    }
    for (std::size_t c = 0; c < m_tables.asciiIds.size(); ++c)
        m_tables.asciiIds[c] = m_tables.ordinary(std::string(1, static_cast<char>(c)));
}

void VocabularyBuilder::fillAdded()
{
    std::vector<AddedToken> raw;
    std::vector<AddedToken> normalized;
    for (const AddedToken& token : m_tables.added) {
        if (!token.normalized) {
            raw.push_back(token);
            continue;
        }
        std::string buffer;
        AddedToken pattern = token;
        pattern.text = std::string(m_tables.normalizer.apply(token.text, buffer));
        if (!pattern.text.empty())
            normalized.push_back(std::move(pattern));
    }
    m_tables.rawAdded = AddedTokens(std::move(raw));
    m_tables.normalizedAdded = AddedTokens(std::move(normalized));
}

void VocabularyBuilder::expectMerges(std::size_t count)
{
    if (count > kMaxTokens)
        fail("has " + std::to_string(count) + " merges; at most " + std::to_string(kMaxTokens) + " are read");
    m_merges.reserve(count);
    m_tables.wordsStayApart = !m_tables.byteLevel && m_tables.ordinary(kSpaceMarker) >= 0;
}

void VocabularyBuilder::addMerge(std::string_view left, std::string_view right)
{
    constexpr std::size_t kAtOnce = 4096;
    for (const std::string_view part : {left, right}) {
        const std::optional<std::string> raw = m_tables.byteLevel ? alphabetBytes(part) : std::nullopt;
        m_parts += raw ? std::string_view(*raw) : part;
        m_partEnds.push_back(m_parts.size());
    }
    if (m_partEnds.size() >= kAtOnce)
        resolveParts();
}

void VocabularyBuilder::resolveParts()
{
    const std::string_view parts = m_parts;
    std::vector<std::string_view> texts; // left, right and both of each merge
    std::size_t begin = 0;
    for (std::size_t i = 0; i < m_partEnds.size(); i += 2) {
        const std::size_t middle = m_partEnds[i];
        const std::size_t end = m_partEnds[i + 1];
        for (const std::string_view text :
             {parts.substr(begin, middle - begin), parts.substr(middle, end - middle),
              parts.substr(begin, end - begin)})
            texts.push_back(text);
        begin = end;
    }
    std::vector<std::int32_t> ids(texts.size());
    m_tables.index.find(m_tables.texts, texts, ids);
    const auto shown = [&](std::string_view bytes) {
        return quoted(m_tables.byteLevel ? alphabetText(bytes) : std::string(bytes));
    };
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::size_t merge = i - i % 3;
        if (ids[i] < 0 || !m_tables.traits[static_cast<std::size_t>(ids[i])].inModel)
            fail("has the merge [" + shown(texts[merge]) + ", " + shown(texts[merge + 1]) +
                 "], but no token " + shown(texts[i]));
    }
    for (std::size_t i = 0; i < ids.size(); i += 3)
        setMerge({ids[i], ids[i + 1], m_rank++, ids[i + 2]});
    m_parts.clear();
    m_partEnds.clear();
}

void VocabularyBuilder::closeMerges()
{
    resolveParts();
    m_tables.merges = MergeTable(m_merges);
    m_merges = {};
}

void VocabularyBuilder::setMerge(const Merge& merge)
{
    // Text never becomes a special token, whatever the merges say.
    if (m_tables.traits[static_cast<std::size_t>(merge.result)].special)
        return;
    m_merges.push_back(merge);
    if (m_tables.wordsStayApart)
        m_tables.wordsStayApart = m_tables.texts[merge.left].ends_with(kSpaceMarker) ||
                                  !m_tables.texts[merge.right].starts_with(kSpaceMarker);
}

void VocabularyBuilder::addScoredMerges(std::span<const float> scores)
{
    std::vector<float> distinct(scores.begin(), scores.end());
    std::sort(distinct.begin(), distinct.end(), std::greater<>{});
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());

    std::vector<Merge> merges;
    for (std::int32_t id = 0; id < m_tables.texts.size(); ++id) {
        const std::string_view text = m_tables.texts[id];
        if (m_tables.ordinary(text) != id || fallbackByte(text) >= 0)
            continue;
        const float score = scores[static_cast<std::size_t>(id)];
        const auto rank =
            std::lower_bound(distinct.begin(), distinct.end(), score, std::greater<>{}) - distinct.begin();
        for (std::size_t cut = codePointAt(text, 0).length; cut < text.size();
             cut += codePointAt(text, cut).length) {
            const std::int32_t left = m_tables.ordinary(text.substr(0, cut));
            const std::int32_t right = left < 0 ? -1 : m_tables.ordinary(text.substr(cut));
            if (right >= 0)
                merges.push_back({left, right, static_cast<std::int32_t>(rank), id});
        }
    }
    expectMerges(merges.size());
    for (const Merge& merge : merges)
        setMerge(merge);
}

std::int32_t VocabularyBuilder::idOf(std::string_view text, std::string_view role) const
{
    const std::int32_t id = m_tables.index.find(m_tables.texts, text);
    if (id < 0 || !m_tables.traits[static_cast<std::size_t>(id)].inModel)
        fail("names " + quoted(text) + " as its " + std::string(role) + ", which is no token of it");
    return id;
}

} // namespace rw
