#pragma once

#include "core/base/error.h"

#include <sstream>
#include <string>
#include <string_view>

namespace rw {

/// @throws UsageError that names the setting and its range unless low <= value <= high (NaN fails).
template <class Number>
void requireRange(std::string_view name, Number value, Number low, Number high)
{
    if (value >= low && value <= high)
        return;
    std::ostringstream message;
    message.imbue(std::locale::classic());
    message << name << " is " << value << ", but must be from " << low << " to " << high << ".";
    throw UsageError(message.str());
}

} // namespace rw
