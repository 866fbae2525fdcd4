#pragma once

#include "core/base/strict_json.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rw::protocol {

/// One JSON-RPC 2.0 object, taken apart. Exactly one of the kinds: request (id and method), notification
/// (method, no id), response (id and result) or error (id and error).
struct Envelope
{
    std::optional<std::int64_t> id;
    std::string method; ///< empty in responses
    Json params = Json::object();
    std::optional<Json> result;
    std::optional<int> errorCode;
    std::string errorMessage;
};

constexpr std::size_t kLongestLine = std::size_t{16} << 20U; ///< bytes

/// One line, without its newline. @throws Error for anything that is not JSON-RPC 2.0, or longer than
/// kLongestLine.
Envelope parseLine(std::string_view line);

/// Each without newline.
std::string requestLine(std::int64_t id, std::string_view method, const Json& params);
std::string notificationLine(std::string_view method, const Json& params);
std::string responseLine(std::int64_t id, const Json& result);
/// @param id empty: the request could not be read
std::string errorLine(std::optional<std::int64_t> id, int code, std::string_view message);

} // namespace rw::protocol
