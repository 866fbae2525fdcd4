#include "core/runlog/trace_blob.h"

#include "core/base/error.h"

#include <bit>

namespace rw {

namespace {

constexpr std::size_t kWord = 4;
constexpr std::size_t kAlternatives = std::tuple_size_v<decltype(TokenTrace::likeliest)>;

template <class Value>
void put(std::string& blob, Value value)
{
    static_assert(sizeof(Value) == kWord);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (unsigned shift = 0; shift < 32; shift += 8)
        blob += static_cast<char>(static_cast<unsigned char>(bits >> shift));
}

template <class Value>
Value get(std::string_view blob, std::size_t index)
{
    std::uint32_t bits = 0;
    for (unsigned i = 0; i < kWord; ++i)
        bits |= std::uint32_t{static_cast<unsigned char>(blob[index * kWord + i])} << (8 * i);
    return std::bit_cast<Value>(bits);
}

void checkLength(std::string_view blob, std::size_t wanted, std::string_view name, std::string_view what)
{
    if (blob.size() != wanted) {
        throw Error(std::string(what) + " is damaged: its " + std::string(name) + " have " +
                        std::to_string(blob.size()) + " bytes instead of " + std::to_string(wanted) + ".",
                    "Restore the run from a copy.");
    }
}

} // namespace

TraceBlobs packTraces(std::span<const TokenTrace> traces)
{
    TraceBlobs blobs;
    blobs.likeliest.reserve(traces.size() * kAlternatives * 2 * kWord);
    for (const TokenTrace& trace : traces) {
        put(blobs.tokens, trace.token);
        put(blobs.logprobs, trace.logprob);
        put(blobs.ranks, trace.rank);
        put(blobs.entropies, trace.entropy);
        for (const TokenAlternative& alternative : trace.likeliest) {
            put(blobs.likeliest, alternative.token);
            put(blobs.likeliest, alternative.logprob);
        }
    }
    return blobs;
}

std::vector<TokenTrace> unpackTraces(const TraceBlobs& blobs, std::string_view what)
{
    const std::size_t count = blobs.tokens.size() / kWord;
    checkLength(blobs.tokens, count * kWord, "token ids", what);
    checkLength(blobs.logprobs, count * kWord, "log-probabilities", what);
    checkLength(blobs.ranks, count * kWord, "ranks", what);
    checkLength(blobs.entropies, count * kWord, "entropies", what);
    checkLength(blobs.likeliest, count * kAlternatives * 2 * kWord, "likeliest tokens", what);

    std::vector<TokenTrace> traces(count);
    for (std::size_t i = 0; i < count; ++i) {
        TokenTrace& trace = traces[i];
        trace.token = get<std::int32_t>(blobs.tokens, i);
        trace.logprob = get<float>(blobs.logprobs, i);
        trace.rank = get<std::int32_t>(blobs.ranks, i);
        trace.entropy = get<float>(blobs.entropies, i);
        for (std::size_t a = 0; a < kAlternatives; ++a) {
            const std::size_t pair = (i * kAlternatives + a) * 2;
            trace.likeliest[a] = {get<std::int32_t>(blobs.likeliest, pair),
                                  get<float>(blobs.likeliest, pair + 1)};
        }
    }
    return traces;
}

std::string packIntegers(std::span<const std::int32_t> values)
{
    std::string blob;
    blob.reserve(values.size() * kWord);
    for (const std::int32_t value : values)
        put(blob, value);
    return blob;
}

std::vector<std::int32_t> unpackIntegers(std::string_view blob, std::string_view what)
{
    const std::size_t count = blob.size() / kWord;
    checkLength(blob, count * kWord, "token ids", what);
    std::vector<std::int32_t> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = get<std::int32_t>(blob, i);
    return values;
}

} // namespace rw
