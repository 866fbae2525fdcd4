#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace rw {

/// What goes wrong in a way a person must hear about. The one exception type of core.
///
/// The message is one or two plain sentences that name the thing, the cause and the way out, for example
/// "model.safetensors ends after 1204 bytes, but its header promises 5242880. Copy the file again."
/// Errors of libraries (JSON, SQLite, LibTorch) are caught where they arise and become an Error.
class Error : public std::runtime_error
{
public:
    /// @param message what happened to what, and why.
    /// @param remedy  what the person can do, as a sentence of its own; may be empty.
    explicit Error(std::string_view message, std::string_view remedy = {});
};

/// A call with arguments that make no sense: the command line answers it with exit code 2.
class UsageError : public Error
{
public:
    using Error::Error;
};

/// Something that a person ended before it was done.
class Cancelled : public Error
{
public:
    using Error::Error;
};

/// The text the operating system has for `errorNumber`, for example "No space left on device".
std::string systemErrorText(int errorNumber);

} // namespace rw
