#pragma once

#include "core/base/utf8.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <string>

namespace rw {

/// Turns tokens into text as they arrive: holds back an unfinished code point, gives no text for special
/// tokens. What the pieces join to is Tokenizer::decode() of the tokens. Used by one thread at a time.
class StreamingDecoder
{
public:
    explicit StreamingDecoder(Tokenizer tokenizer);

    /// @return the text that is complete now, valid UTF-8; may be empty.
    std::string push(std::int32_t token);
    /// Ends the answer: what is still held back becomes one U+FFFD.
    std::string finish();

private:
    Tokenizer m_tokenizer;
    Utf8Stream m_stream;
};

} // namespace rw
