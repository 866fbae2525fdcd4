#include "core/runlog/records.h"

#include "core/base/words.h"

namespace rw {

namespace {

constexpr Words<GroupSource, 3> kSources{{{GroupSource::Person, "person"},
                                          {GroupSource::Training, "training"},
                                          {GroupSource::Evaluation, "evaluation"}}};

constexpr Words<VerdictOrigin, 4> kOrigins{{{VerdictOrigin::Answer, "answer"},
                                            {VerdictOrigin::Again, "again"},
                                            {VerdictOrigin::Person, "person"},
                                            {VerdictOrigin::Restored, "restored"}}};

} // namespace

std::string_view toString(GroupSource source)
{
    return wordOf(kSources, source);
}

GroupSource groupSourceFromString(std::string_view word)
{
    return valueOf<Error>(kSources, word, "source of a group");
}

std::string_view toString(VerdictOrigin origin)
{
    return wordOf(kOrigins, origin);
}

VerdictOrigin verdictOriginFromString(std::string_view word)
{
    return valueOf<Error>(kOrigins, word, "origin of a verdict");
}

} // namespace rw
