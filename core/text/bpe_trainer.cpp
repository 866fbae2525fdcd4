#include "core/text/bpe_trainer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/text/byte_alphabet.h"
#include "core/text/pre_tokenizer.h"

#include <queue>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>

namespace rw {

namespace {

constexpr std::int32_t kBytes = 256;

using Pair = std::pair<std::int32_t, std::int32_t>;

struct PairHash
{
    std::size_t operator()(const Pair& pair) const noexcept
    {
        const auto key = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(pair.first)) << 32U) |
                         static_cast<std::uint32_t>(pair.second);
        return std::hash<std::uint64_t>{}(key);
    }
};

/// A piece of text as tokens, and how often it occurs.
struct Piece
{
    std::vector<std::int32_t> tokens;
    std::int64_t count = 0;
};

/// Finds the commonest pair, merges it everywhere, and again. Tokens here are 0-255 for bytes, then merges.
class PairMerging
{
public:
    explicit PairMerging(std::vector<Piece> pieces)
        : m_pieces(std::move(pieces))
    {
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const auto& tokens = m_pieces[i].tokens;
            for (std::size_t k = 0; k + 1 < tokens.size(); ++k)
                count({tokens[k], tokens[k + 1]}, m_pieces[i].count, i);
        }
        queueChanged();
    }

    /// The commonest pair, of those the lowest; nothing where none occurs `minimum` times.
    std::optional<Pair> best(std::int64_t minimum)
    {
        while (!m_queue.empty()) {
            const Entry top = m_queue.top();
            m_queue.pop();
            const std::int64_t now = m_pairs[top.pair].count;
            if (now < minimum)
                continue;
            if (now == top.count)
                return top.pair;
            m_queue.push({now, top.pair}); // it has become rarer since
        }
        return std::nullopt;
    }

    void merge(const Pair& pair, std::int32_t result)
    {
        const std::vector<std::size_t> where = std::move(m_pairs[pair].pieces);
        for (const std::size_t index : where)
            mergeIn(index, pair, result);
        queueChanged();
    }

private:
    struct Pairing
    {
        std::int64_t count = 0;
        std::vector<std::size_t> pieces; ///< where it is or was; may repeat
    };
    struct Entry
    {
        std::int64_t count;
        Pair pair;
        bool operator<(const Entry& other) const
        {
            return count != other.count ? count < other.count : pair > other.pair;
        }
    };

    void count(const Pair& pair, std::int64_t change, std::size_t piece)
    {
        Pairing& pairing = m_pairs[pair];
        pairing.count += change;
        if (change > 0) {
            pairing.pieces.push_back(piece);
            m_changed.push_back(pair);
        }
    }

    void queueChanged()
    {
        std::sort(m_changed.begin(), m_changed.end());
        m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
        for (const Pair& pair : m_changed)
            m_queue.push({m_pairs[pair].count, pair});
        m_changed.clear();
    }

    void mergeIn(std::size_t index, const Pair& pair, std::int32_t result)
    {
        Piece& piece = m_pieces[index];
        std::vector<std::int32_t> merged;
        for (std::size_t i = 0; i < piece.tokens.size(); ++i) {
            const bool here = i + 1 < piece.tokens.size() && piece.tokens[i] == pair.first &&
                              piece.tokens[i + 1] == pair.second;
            merged.push_back(here ? result : piece.tokens[i]);
            i += here ? 1U : 0U;
        }
        if (merged.size() == piece.tokens.size())
            return;
        for (std::size_t i = 0; i + 1 < piece.tokens.size(); ++i)
            count({piece.tokens[i], piece.tokens[i + 1]}, -piece.count, index);
        for (std::size_t i = 0; i + 1 < merged.size(); ++i)
            count({merged[i], merged[i + 1]}, piece.count, index);
        piece.tokens = std::move(merged);
    }

    std::vector<Piece> m_pieces;
    std::unordered_map<Pair, Pairing, PairHash> m_pairs;
    std::priority_queue<Entry> m_queue;
    std::vector<Pair> m_changed;
};

/// Digits stand alone, words are GPT-2's.
PreTokenizer schoolPieces()
{
    return PreTokenizer({DigitsStep{true}, WordsStep{WordPattern::Gpt2}});
}

bool mayComeFromMerging(std::string_view text)
{
    int pieces = 0;
    schoolPieces().split(text, true, [&](std::string_view) { ++pieces; });
    return pieces < 2;
}

Json addedToken(const std::string& text, std::size_t id)
{
    return {{"id", id},        {"content", text},     {"single_word", false}, {"lstrip", false},
            {"rstrip", false}, {"normalized", false}, {"special", true}};
}

Json byteLevel()
{
    return {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
}

} // namespace

BpeTrainer::BpeTrainer(BpeTrainerOptions options)
    : m_options(std::move(options))
{
    const auto fixed = static_cast<std::int64_t>(m_options.specialTokens.size()) + kBytes;
    if (m_options.vocabSize < fixed)
        throw Error("A vocabulary of " + std::to_string(m_options.vocabSize) +
                        " tokens cannot hold the 256 bytes and " +
                        std::to_string(m_options.specialTokens.size()) + " special tokens.",
                    "Ask for " + std::to_string(fixed) + " or more.");
    std::set<std::string> seen;
    for (const std::string& token : m_options.specialTokens) {
        if (!seen.insert(token).second)
            throw Error("The special token \"" + token + "\" is given twice.");
        if (!isValidUtf8(token) || mayComeFromMerging(token))
            throw Error("The special token \"" + token + "\" could also be a word of the text.",
                        "Write it as \"<|name|>\".");
    }
}

void BpeTrainer::add(std::string_view text)
{
    const std::string valid = validUtf8(text);
    schoolPieces().split(valid, true, [this](std::string_view piece) { ++m_pieces[std::string(piece)]; });
}

BpeVocabulary BpeTrainer::train() const
{
    std::vector<Piece> pieces;
    for (const auto& [text, occurrences] : m_pieces) {
        Piece piece{{}, occurrences};
        for (const char byte : text)
            piece.tokens.push_back(static_cast<unsigned char>(byte));
        pieces.push_back(std::move(piece));
    }
    PairMerging merging(std::move(pieces));

    BpeVocabulary vocabulary{m_options.specialTokens, {}, {}};
    auto& tokens = vocabulary.tokens;
    std::unordered_map<std::string, std::int32_t> ids;
    for (std::int32_t byte = 0; byte < kBytes; ++byte) {
        tokens.emplace_back(1, static_cast<char>(byte));
        ids.emplace(tokens.back(), byte);
    }
    while (vocabulary.size() < m_options.vocabSize) {
        const auto pair = merging.best(std::max<std::int64_t>(1, m_options.minimumCount));
        if (!pair)
            break;
        vocabulary.merges.emplace_back(tokens[static_cast<std::size_t>(pair->first)],
                                       tokens[static_cast<std::size_t>(pair->second)]);
        const std::string joined = vocabulary.merges.back().first + vocabulary.merges.back().second;
        // Two pairs can spell the same token, as "a" "bc" and "ab" "c" do.
        const auto [entry, isNew] = ids.emplace(joined, static_cast<std::int32_t>(tokens.size()));
        if (isNew)
            tokens.push_back(joined);
        merging.merge(*pair, entry->second);
    }
    return vocabulary;
}

int BpeVocabulary::size() const
{
    return static_cast<int>(specialTokens.size() + tokens.size());
}

std::string BpeVocabulary::toTokenizerJson() const
{
    Json vocabulary = Json::object();
    Json added = Json::array();
    std::size_t id = 0;
    for (const std::string& token : specialTokens) {
        vocabulary[token] = id;
        added.push_back(addedToken(token, id++));
    }
    for (const std::string& token : tokens)
        vocabulary[alphabetText(token)] = id++;
    Json pairs = Json::array();
    for (const auto& [left, right] : merges)
        pairs.push_back({alphabetText(left), alphabetText(right)});

    const Json digits{{"type", "Digits"}, {"individual_digits", true}};
    const Json split{{"type", "Sequence"}, {"pretokenizers", Json::array({digits, byteLevel()})}};
    const Json model{{"type", "BPE"},
                     {"dropout", nullptr},
                     {"unk_token", nullptr},
                     {"continuing_subword_prefix", nullptr},
                     {"end_of_word_suffix", nullptr},
                     {"fuse_unk", false},
                     {"byte_fallback", false},
                     {"ignore_merges", false},
                     {"vocab", vocabulary},
                     {"merges", pairs}};
    const Json root{{"version", "1.0"},          {"truncation", nullptr},  {"padding", nullptr},
                    {"added_tokens", added},     {"normalizer", nullptr},  {"pre_tokenizer", split},
                    {"post_processor", nullptr}, {"decoder", byteLevel()}, {"model", model}};
    return root.dump() + "\n";
}

void BpeVocabulary::writeTokenizer(const std::filesystem::path& tokenizerJson) const
{
    writeFileAtomically(tokenizerJson, toTokenizerJson());
}

} // namespace rw
