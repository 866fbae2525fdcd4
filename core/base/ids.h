#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace rw {

/// A row id of the run log that cannot be mixed up with an id of another kind. Negative: not stored yet.
template <class Tag>
struct Id
{
    std::int64_t value = -1;

    [[nodiscard]] bool isValid() const { return value >= 0; }
    auto operator<=>(const Id&) const = default;
};

using GroupId = Id<struct GroupTag>;
using RolloutId = Id<struct RolloutTag>;

} // namespace rw

template <class Tag>
struct std::hash<rw::Id<Tag>>
{
    std::size_t operator()(const rw::Id<Tag>& id) const noexcept
    {
        return std::hash<std::int64_t>{}(id.value);
    }
};
