#include "core/runlog/records.h"

#include "core/base/words.h"

namespace rw {

namespace {

constexpr Words<GroupSource, 3> kSources{{{GroupSource::Person, "person"},
                                          {GroupSource::Training, "training"},
                                          {GroupSource::Evaluation, "evaluation"}}};

} // namespace

std::string_view toString(GroupSource source)
{
    return wordOf(kSources, source);
}

GroupSource groupSourceFromString(std::string_view word)
{
    return valueOf<Error>(kSources, word, "source of a group");
}

} // namespace rw
