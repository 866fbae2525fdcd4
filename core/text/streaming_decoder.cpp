#include "core/text/streaming_decoder.h"

#include "core/text/tokenizer_tables.h"

#include <utility>

namespace rw {

StreamingDecoder::StreamingDecoder(Tokenizer tokenizer)
    : m_tokenizer(std::move(tokenizer))
    , m_joiner(std::make_unique<TokenJoiner>(m_tokenizer.tables()))
{
}

StreamingDecoder::StreamingDecoder(StreamingDecoder&&) noexcept = default;
StreamingDecoder& StreamingDecoder::operator=(StreamingDecoder&&) noexcept = default;
StreamingDecoder::~StreamingDecoder() = default;

std::string StreamingDecoder::push(std::int32_t token)
{
    return m_tokenizer.isSpecial(token) ? std::string() : m_joiner->push(token);
}

std::string StreamingDecoder::finish()
{
    return m_joiner->finish();
}

} // namespace rw
