#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rw {

/// Types of metadata values. Their numbers are those of the files.
enum class GgufType : std::uint32_t {
    U8 = 0,
    I8 = 1,
    U16 = 2,
    I16 = 3,
    U32 = 4,
    I32 = 5,
    F32 = 6,
    Bool = 7,
    String = 8,
    Array = 9,
    U64 = 10,
    I64 = 11,
    F64 = 12,
};

/// Bytes of a number or bool; 0 for texts and arrays.
std::size_t byteSize(GgufType type);

/// An array of a file's metadata: numbers as the file has them, or texts.
struct GgufArray
{
    GgufType elementType = GgufType::U8; ///< never Array
    std::size_t count = 0;
    std::vector<char> numbers;      ///< count * byteSize(elementType); empty for texts
    std::vector<std::string> texts; ///< count, for texts

    bool operator==(const GgufArray&) const = default;
};

/// Integers of every width have 64 bits here, floats are doubles.
using GgufValue = std::variant<bool, std::uint64_t, std::int64_t, double, std::string, GgufArray>;

/// Keys and values of a GGUF file. The typed accessors accept any width, since files differ in it, but no
/// other kind of value.
class GgufMetadata
{
public:
    /// @param what names the file in messages.
    explicit GgufMetadata(std::string what = "The GGUF metadata")
        : m_what(std::move(what))
    {
    }

    /// False, and nothing changed, if the key is there.
    bool add(std::string key, GgufValue value);
    [[nodiscard]] const std::map<std::string, GgufValue, std::less<>>& values() const { return m_values; }
    [[nodiscard]] const std::string& what() const { return m_what; }

    // Nothing where the key is absent. @throws Error naming file and key if the value is of another kind or,
    // for integers, does not fit.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    /// A number that files may also repeat for every layer: an array of equal ones counts as one.
    [[nodiscard]] std::optional<std::int64_t> integerOfLayers(std::string_view key) const;
    /// A float or an integer.
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    [[nodiscard]] std::optional<bool> boolean(std::string_view key) const;
    /// Null where the key is absent; belongs to this object.
    [[nodiscard]] const std::string* text(std::string_view key) const;
    [[nodiscard]] const std::vector<std::string>* texts(std::string_view key) const;
    [[nodiscard]] std::optional<std::vector<std::int64_t>> integers(std::string_view key) const;
    [[nodiscard]] std::optional<std::vector<float>> floats(std::string_view key) const;

private:
    [[nodiscard]] const GgufValue* find(std::string_view key) const;
    [[nodiscard]] const GgufArray* array(std::string_view key) const;
    [[noreturn]] void wrongKind(std::string_view key, std::string_view wanted) const;

    std::string m_what;
    std::map<std::string, GgufValue, std::less<>> m_values;
};

} // namespace rw
