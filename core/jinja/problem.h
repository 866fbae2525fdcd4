#pragma once

#include <stdexcept>

namespace rw::jinja {

/// What is wrong with a template or with what it does, without the place. Template turns it into an Error
/// that names the template and the line; no Problem leaves this folder.
class Problem : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace rw::jinja
