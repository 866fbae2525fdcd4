#pragma once

#include "core/verify/answer_extraction.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// A regular expression that a person chose, run by PCRE2 with bounds on its steps, depth and memory, since
/// texts and expressions may be hostile. Unicode: \w, \d and case are those of all scripts. Immutable; copies
/// share the compiled expression; usable from any thread.
class Pattern
{
public:
    /// @throws UsageError naming the expression and where it breaks, if it cannot be compiled or is longer
    /// than 4096 bytes.
    explicit Pattern(std::string_view expression, bool ignoreCase = false);

    struct Match
    {
        ByteRange whole;
        ByteRange group; ///< of the first capture group that took part; the whole where none did
    };

    /// The first match at or behind byte `from` of valid UTF-8.
    /// @throws Error if it takes too many steps.
    [[nodiscard]] std::optional<Match> find(std::string_view text, std::size_t from = 0) const;
    /// The last of the matches that follow each other. @throws Error as find(), or after a second.
    [[nodiscard]] std::optional<Match> findLast(std::string_view text, std::size_t from = 0) const;

private:
    struct Compiled;

    std::string m_expression;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace rw
