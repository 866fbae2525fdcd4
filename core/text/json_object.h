#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// An object of a JSON document too big for nlohmann's tree, with typed access like that of strict_json.h.
/// Views the document, which must live on.
class JsonObject
{
public:
    using Element = simdjson::dom::element;

    /// @param what names the file and the object in messages.
    /// @throws Error if `element` is no object or has a key twice.
    JsonObject(Element element, std::string_view what);

    /// Null and absent are the same.
    [[nodiscard]] std::optional<Element> find(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const { return find(key).has_value(); }

    /// @throws Error naming the key, if it is absent or of another type. The forms with a fallback accept its
    /// absence.
    [[nodiscard]] std::string_view text(std::string_view key) const;
    [[nodiscard]] std::string_view text(std::string_view key, std::string_view fallback) const;
    [[nodiscard]] bool flag(std::string_view key, bool fallback) const;
    [[nodiscard]] std::uint64_t count(std::string_view key) const;
    [[nodiscard]] simdjson::dom::array list(std::string_view key) const;
    [[nodiscard]] JsonObject object(std::string_view key) const;

    [[nodiscard]] const std::string& what() const { return m_what; }
    [[nodiscard]] simdjson::dom::object fields() const { return m_fields; }

private:
    [[noreturn]] void wrong(std::string_view key, std::string_view wanted) const;
    [[nodiscard]] Element required(std::string_view key) const;

    simdjson::dom::object m_fields;
    std::string m_what;
};

/// A value as JSON on one line, cut after some 80 bytes: for messages.
std::string shortJson(JsonObject::Element element);

} // namespace rw
