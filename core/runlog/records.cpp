#include "core/runlog/records.h"

#include "core/base/error.h"

namespace rw {

std::string_view toString(GroupSource source)
{
    switch (source) {
    case GroupSource::Person:
        return "person";
    case GroupSource::Training:
        return "training";
    case GroupSource::Evaluation:
        return "evaluation";
    }
    throw Error("A group has a source without a name.");
}

GroupSource groupSourceFromString(std::string_view word)
{
    for (const GroupSource source : {GroupSource::Person, GroupSource::Training, GroupSource::Evaluation}) {
        if (toString(source) == word)
            return source;
    }
    throw Error("\"" + std::string(word) +
                "\" is no source of a group; sources are person, training and evaluation.");
}

} // namespace rw
