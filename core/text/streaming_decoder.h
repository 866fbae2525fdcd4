#pragma once

#include "core/text/tokenizer.h"

#include <cstdint>
#include <memory>
#include <string>

namespace rw {

class TokenJoiner;

/// Turns tokens into text as they arrive: holds back an unfinished code point, gives no text for special
/// tokens. What the pieces join to is Tokenizer::decode() of the tokens. Used by one thread at a time;
/// movable.
class StreamingDecoder
{
public:
    explicit StreamingDecoder(Tokenizer tokenizer);
    StreamingDecoder(StreamingDecoder&&) noexcept;
    StreamingDecoder& operator=(StreamingDecoder&&) noexcept;
    ~StreamingDecoder();

    /// @return the text that is complete now, valid UTF-8; may be empty.
    std::string push(std::int32_t token);
    /// Ends the answer: what is still held back becomes U+FFFD.
    std::string finish();

private:
    Tokenizer m_tokenizer;
    std::unique_ptr<TokenJoiner> m_joiner;
};

} // namespace rw
