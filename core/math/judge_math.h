#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rw {

enum class MathRelation {
    Equal,
    Different,
    AnswerUnread, ///< the answer is no expression that can be read
    GoldUnread,   ///< the expected answer is none
    Undecided     ///< too large, or neither equality nor difference could be shown
};

/// What comparing a pair came to.
struct MathJudgement
{
    MathRelation relation = MathRelation::Undecided;
    std::string answer;  ///< as it was read; empty where it could not be
    std::string gold;    ///< likewise
    std::string message; ///< why, in one sentence; may be empty for Equal and Different
};

struct MathOptions
{
    int decimals = 6;     ///< a decimal equals what it rounds to at so many places; 0 to 9, 0: exact alone
    bool units = true;    ///< known units must agree where both have one; false: they are left out
    bool ordered = false; ///< several answers must come in the order of the expected ones
};

/// Compares two mathematical answers, LaTeX or infix, perhaps with $ around: numbers exactly, expressions by
/// GiNaC, several answers, tuples, sets, intervals, equations and matrices part by part, words as text.
///
/// GiNaC is not safe for threads and cannot be interrupted: one thread of a process at a time may call it,
/// and where the texts come from a model, of a process that may be killed. No state is kept. Never throws.
MathJudgement judgeMath(std::string_view answer, std::string_view gold, const MathOptions& options = {});

/// The same where that needs no GiNaC, from any thread: nothing where it does.
std::optional<MathJudgement> judgePlainMath(std::string_view answer, std::string_view gold,
                                            const MathOptions& options = {});

} // namespace rw
