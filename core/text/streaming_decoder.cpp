#include "core/text/streaming_decoder.h"

#include <utility>

namespace rw {

StreamingDecoder::StreamingDecoder(Tokenizer tokenizer)
    : m_tokenizer(std::move(tokenizer))
{
}

std::string StreamingDecoder::push(std::int32_t token)
{
    return m_tokenizer.isSpecial(token) ? std::string() : m_stream.push(m_tokenizer.tokenBytes(token));
}

std::string StreamingDecoder::finish()
{
    return m_stream.finish();
}

} // namespace rw
