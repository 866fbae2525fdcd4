#include "core/base/error.h"

#include <system_error>

namespace rw {

namespace {

std::string joined(std::string_view message, std::string_view remedy)
{
    std::string text(message);
    if (!remedy.empty()) {
        text += ' ';
        text += remedy;
    }
    return text;
}

} // namespace

Error::Error(std::string_view message, std::string_view remedy)
    : std::runtime_error(joined(message, remedy))
{
}

std::string systemErrorText(int errorNumber)
{
    return std::system_category().message(errorNumber);
}

} // namespace rw
