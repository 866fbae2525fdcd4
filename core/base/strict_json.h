#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace rw {

using Json = nlohmann::json;

/// Limits for JSON from outside.
struct JsonLimits
{
    std::size_t bytes = std::size_t{1} << 20U;
    int depth = 32;
};

/// Parses JSON that may be hostile: size, depth and duplicate keys are checked while parsing, before values
/// are kept.
/// @param what names the text in messages, for example a file name.
/// @throws Error that says what is wrong and where.
Json parseJson(std::string_view text, std::string_view what, const JsonLimits& limits = {});

/// Reads and parses a file. @throws Error naming the file.
Json readJsonFile(const std::filesystem::path& path, const JsonLimits& limits = {});

/// Typed member access with messages that name the owner and the key: `what` is for example "config.json".
/// The forms with a fallback accept an absent or null member, never one of a wrong type or out of range.
std::int64_t jsonInteger(const Json& object, const char* key, std::string_view what, std::int64_t low,
                         std::int64_t high);
std::int64_t jsonInteger(const Json& object, const char* key, std::string_view what, std::int64_t low,
                         std::int64_t high, std::int64_t fallback);
double jsonNumber(const Json& object, const char* key, std::string_view what, double fallback);
bool jsonBool(const Json& object, const char* key, std::string_view what, bool fallback);
std::string jsonString(const Json& object, const char* key, std::string_view what);
std::string jsonString(const Json& object, const char* key, std::string_view what, std::string_view fallback);

/// One line of JSON in valid UTF-8: invalid bytes become U+FFFD, NaN and infinities become null.
std::string jsonLine(const Json& value);

} // namespace rw
