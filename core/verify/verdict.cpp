#include "core/verify/verdict.h"

#include "core/base/words.h"
#include "core/verify/verifier.h"

namespace rw {

namespace {

constexpr Words<Outcome, 4> kOutcomes{{{Outcome::Correct, "correct"},
                                       {Outcome::Wrong, "wrong"},
                                       {Outcome::Undecided, "undecided"},
                                       {Outcome::Error, "error"}}};

constexpr Words<FinishReason, 3> kFinishReasons{
    {{FinishReason::Stop, "stop"}, {FinishReason::Length, "length"}, {FinishReason::Cancelled, "cancelled"}}};

} // namespace

std::string_view toString(Outcome outcome)
{
    return wordOf(kOutcomes, outcome);
}

Outcome outcomeFromString(std::string_view word)
{
    return valueOf<Error>(kOutcomes, word, "verdict");
}

std::string_view toString(FinishReason reason)
{
    return wordOf(kFinishReasons, reason);
}

FinishReason finishReasonFromString(std::string_view word)
{
    return valueOf<Error>(kFinishReasons, word, "finish reason");
}

} // namespace rw
