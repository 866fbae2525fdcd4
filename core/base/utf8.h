#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rw {

/// Joins bytes that arrive in pieces into valid UTF-8: holds back an unfinished code point at the end of a
/// piece, turns every invalid byte into U+FFFD.
class Utf8Stream
{
public:
    /// @return the text that is complete now; may be empty.
    std::string push(std::string_view bytes);
    /// Ends the stream: what is still held back becomes one U+FFFD.
    std::string finish();

private:
    std::string m_pending;
};

/// `bytes` with each invalid sequence replaced by U+FFFD.
std::string validUtf8(std::string_view bytes);

bool isValidUtf8(std::string_view bytes);

/// Number of code points in valid UTF-8.
std::size_t codePointCount(std::string_view text);

/// Code points before byte `offset` of valid UTF-8. Spans shown to people and scripts count code points.
std::size_t codePointIndex(std::string_view text, std::size_t offset);

} // namespace rw
