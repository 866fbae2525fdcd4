#pragma once

#include <functional>
#include <string>

namespace rw {

/// What the command line settled on: filled by the subcommand that was named, run after parsing.
struct Invocation
{
    std::function<void()> run;
    bool json = false; ///< one JSON object a line on stdout, nothing else there
    std::string device = "auto";
    std::string precision = "auto";
};

} // namespace rw
