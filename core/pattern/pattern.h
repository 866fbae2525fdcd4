#pragma once

#include "core/base/byte_range.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// How an expression is read, and what a search for it may take.
struct PatternOptions
{
    bool ignoreCase = false;
    bool lineEnds = false; ///< ^ and $ stand at the ends of lines, too
    bool groups = true;    ///< parentheses capture
    std::uint32_t steps = 1'000'000;
    std::uint32_t depth = 20'000;
    std::uint32_t memoryKiB = 32'768;
};

/// A regular expression from a person or a file, run by PCRE2 with bounds on its steps, depth and memory,
/// since texts and expressions may be hostile. Unicode: \w, \d and case are those of all scripts. Immutable;
/// copies share the compiled expression; usable from any thread.
class Pattern
{
public:
    /// @throws UsageError naming the expression and where it breaks, if it cannot be compiled or is longer
    /// than 4096 bytes.
    explicit Pattern(std::string_view expression, const PatternOptions& options = {});

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
    struct Search;

    [[nodiscard]] std::optional<Match> next(const Search& search, std::size_t from) const;

    std::string m_expression;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace rw
