#include "core/protocol/json_rpc.h"

#include "core/protocol/member_reader.h"

namespace rw::protocol {

namespace {

constexpr std::string_view kWhat = "JSON-RPC message";
constexpr JsonLimits kLimits{.bytes = kLongestLine, .depth = 32};

std::optional<std::int64_t> idOf(const Json& json)
{
    if (!json.contains("id") || json.at("id").is_null())
        return {};
    return jsonInteger(json, "id", kWhat, std::numeric_limits<std::int64_t>::min(),
                       std::numeric_limits<std::int64_t>::max());
}

void readCall(const Json& json, Envelope& envelope)
{
    envelope.method = jsonString(json, "method", kWhat);
    if (envelope.method.empty())
        throw Error("JSON-RPC message: \"method\" is empty.");
    if (!json.contains("params"))
        return;
    envelope.params = json.at("params");
    if (!envelope.params.is_object())
        throw Error("JSON-RPC message: \"params\" must be an object.");
}

void readError(const Json& json, Envelope& envelope)
{
    const Json& error = json.at("error");
    if (!error.is_object())
        throw Error("JSON-RPC message: \"error\" must be an object.");
    envelope.errorCode = static_cast<int>(jsonInteger(
        error, "code", "JSON-RPC error", std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
    envelope.errorMessage = jsonString(error, "message", "JSON-RPC error");
}

std::string line(Json object)
{
    object["jsonrpc"] = "2.0";
    return jsonLine(object);
}

} // namespace

Envelope parseLine(std::string_view text)
{
    const Json json = parseJson(text, kWhat, kLimits);
    if (!json.is_object())
        throw Error("JSON-RPC message must be an object, not " + std::string(json.type_name()) + ".");
    if (jsonString(json, "jsonrpc", kWhat) != "2.0")
        throw Error("JSON-RPC message: \"jsonrpc\" must be \"2.0\".");
    if (json.contains("method") + json.contains("result") + json.contains("error") != 1)
        throw Error("JSON-RPC message must have one of \"method\", \"result\" and \"error\".");

    Envelope envelope;
    envelope.id = idOf(json);
    if (json.contains("method"))
        readCall(json, envelope);
    else if (json.contains("error"))
        readError(json, envelope);
    else if (envelope.id)
        envelope.result.emplace(json.at("result"));
    else
        throw Error("JSON-RPC message has a \"result\" but no \"id\".");
    return envelope;
}

std::string requestLine(std::int64_t id, std::string_view method, const Json& params)
{
    return line({{"id", id}, {"method", method}, {"params", params}});
}

std::string notificationLine(std::string_view method, const Json& params)
{
    return line({{"method", method}, {"params", params}});
}

std::string responseLine(std::int64_t id, const Json& result)
{
    return line({{"id", id}, {"result", result}});
}

std::string errorLine(std::optional<std::int64_t> id, int code, std::string_view message)
{
    const Json error{{"code", code}, {"message", message}};
    return line({{"id", id ? Json(*id) : Json()}, {"error", error}});
}

} // namespace rw::protocol
