#include "core/verify/verdict_by_hand.h"

#include "core/base/error.h"

namespace rw {

namespace {

Verdict withoutTimes(Verdict verdict)
{
    verdict.milliseconds = 0.0;
    for (VerdictPart& part : verdict.parts)
        part.milliseconds = 0.0;
    return verdict;
}

} // namespace

bool isByHand(const Verdict& verdict)
{
    return verdict.verifier == kByHand;
}

Verdict verdictByHand(const Verdict& before, Outcome outcome)
{
    if (outcome == Outcome::Error)
        throw UsageError("A person's verdict is correct, wrong or undecided, never error.");
    Verdict verdict = before;
    verdict.outcome = outcome;
    verdict.verifier = kByHand;
    verdict.message.clear();
    verdict.milliseconds = 0.0;
    if (!verdict.parts.empty()) {
        VerdictPart& first = verdict.parts.front();
        first.outcome = outcome;
        first.verifier = kByHand;
        first.score = outcome == Outcome::Correct ? 1.0 : 0.0;
        first.message.clear();
        first.milliseconds = 0.0;
    }
    return verdict;
}

bool saysTheSame(const Verdict& one, const Verdict& other)
{
    return withoutTimes(one) == withoutTimes(other);
}

} // namespace rw
