#pragma once

#include "core/database/database.h"
#include "core/runlog/records.h"

#include <span>
#include <string_view>

namespace rw {

/// Verdicts as rows: every one given is a version of its own. These open no transaction of their own: callers
/// do.

/// Joins table `verdicts` as `v` to `rollouts` as `r`: the newest version, or none.
inline constexpr std::string_view kNewestVerdict =
    " LEFT JOIN verdicts v ON v.rollout_id = r.id "
    "AND v.version = (SELECT max(version) FROM verdicts WHERE rollout_id = r.id) ";

/// The columns of `v` that verdictAt() reads.
inline constexpr std::string_view kVerdictColumns =
    " v.version, v.id, v.outcome, v.extracted, v.span_begin, v.span_end, v.rule, v.expected, v.verifier, "
    "v.normalised, v.normalised_expected, v.message, v.milliseconds ";

/// A verdict as its row has it, still without its parts.
struct VerdictRow
{
    int version = 0; ///< 0: there is none
    std::int64_t id = 0;
    Verdict verdict;
};

/// Reads kVerdictColumns, which begin at column `first`.
VerdictRow verdictAt(const Query& row, int first);
/// The verdict with its parts; none where there is no row.
std::optional<Verdict> withParts(Database& database, const VerdictRow& row);

/// Adds the next version. @return its number
int insertVerdict(Database& database, RolloutId rollout, const Verdict& verdict, VerdictOrigin origin);

/// All versions, oldest first.
std::vector<VerdictRecord> readVerdicts(Database& database, RolloutId rollout);

/// Makes a person's word the newest version. Giving the word back copies the newest version that no person
/// gave; where there is none the answer is undecided.
void judge(Database& database, RolloutId rollout, std::optional<Outcome> outcome);

/// Makes a verifier's verdict the newest version, unless it says the same, or a person's stands there and
/// `overByHand` is not set. Counts in `stored` what became of it.
void judgeAgain(Database& database, const NewVerdict& verdict, bool overByHand, VerdictsStored& stored);

} // namespace rw
