#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rw {

enum class TokenKind {
    Number,  ///< digits, perhaps with a point; thousands separators taken out
    Word,    ///< letters: "x", "sin", "apples"
    Command, ///< of LaTeX, without its backslash: "frac"
    Text,    ///< what a \text{} holds
    Sign,    ///< everything else, one character; what Unicode and LaTeX spell otherwise becomes plain ASCII
    End
};

struct MathToken
{
    TokenKind kind = TokenKind::End;
    std::string text{};
    bool spaceBefore = false;

    bool operator==(const MathToken&) const = default;
};

/// Whether it is digits alone, one at least.
bool isDigits(std::string_view text);

/// Takes an expression apart; layout (\left, \displaystyle, thin spaces, ...) is left out, $ and \( around it
/// too. Signs of several bytes are mapped: × · to *, ÷ to /, − to -, ≤ to the command "le", π to "pi".
/// @throws MathProblem for text of more than 2000 bytes, numbers of more than 300 digits, and a \text{ that
/// is not closed. Ends with one token End.
std::vector<MathToken> mathTokens(std::string_view text);

/// Why a text is no expression that can be read: the end of a sentence, "has ...".
struct MathProblem
{
    std::string why;
    bool tooLarge = false; ///< beyond a limit, so it may be an expression all the same
};

} // namespace rw
