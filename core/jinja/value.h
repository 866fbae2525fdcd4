#pragma once

#include "core/jinja/marked_text.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace rw::jinja {

class Dict;
class Scope;
struct List;
struct Namespace;
struct Loop;
struct MacroDefinition;

/// The absence of a value. Printing it gives nothing, most other uses are an error that gives the reason.
struct Undefined
{
    std::shared_ptr<const std::string> reason; ///< "'messages' is undefined"
};

struct None
{
};

/// Functions that every template can call.
enum class Function { Range, Dict, Namespace, RaiseException, StrftimeNow };

struct Macro
{
    const MacroDefinition* definition = nullptr; ///< lives as long as the template
    std::weak_ptr<Scope> scope;                  ///< where it was defined
};

/// A value as Jinja's expressions know it. Cheap to copy: what is big is shared and does not change. Only a
/// Namespace can be changed, by its template.
struct Value
{
    using Text = std::shared_ptr<const MarkedText>;
    std::variant<Undefined, None, bool, std::int64_t, double, Text, std::shared_ptr<const List>,
                 std::shared_ptr<const Dict>, std::shared_ptr<Namespace>, std::shared_ptr<const Loop>, Macro,
                 Function>
        data = None{};

    static Value undefined(std::string reason);
    static Value text(MarkedText text);
    static Value text(std::string text, bool trusted);
    static Value list(std::vector<Value> items);
    static Value tuple(std::vector<Value> items);
    /// What a filter makes lazily in Jinja: true even if empty, without length or places.
    static Value generator(std::vector<Value> items);
    static Value dict(Dict dict);

    template <class T>
    [[nodiscard]] bool is() const
    {
        return std::holds_alternative<T>(data);
    }
    [[nodiscard]] bool isUndefined() const { return is<Undefined>(); }
    /// nullptr if it is none.
    [[nodiscard]] const MarkedText* asText() const;
    [[nodiscard]] const List* asList() const;
    [[nodiscard]] const Dict* asDict() const;
};

struct List
{
    enum class Kind { List, Tuple, Generator };
    Kind kind = Kind::List;
    std::vector<Value> items;
    int depth = 1; ///< nesting: 1 where no item is a list or mapping
};

/// A mapping that keeps the order of its keys. Keys are strings, numbers, booleans and none, equal as in
/// Python: 1, 1.0 and true are one key.
class Dict
{
public:
    using Entry = std::pair<Value, Value>;

    /// @throws Problem for a key that is none of those.
    void set(const Value& key, Value value);
    void set(std::string_view key, Value value);
    [[nodiscard]] const Value* find(const Value& key) const; ///< nullptr: not there
    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] int depth() const { return m_depth; }

private:
    void setUnder(std::string canonical, const Value& key, Value value);

    std::vector<Entry> m_entries;
    std::unordered_map<std::string, std::size_t> m_places; ///< by a spelling that equal keys share
    int m_depth = 1;
};

struct Namespace
{
    Dict attributes;
};

/// The variable `loop` in one round of a for block.
struct Loop
{
    std::shared_ptr<const List> items;
    std::size_t index = 0; ///< from 0
};

/// Lists and mappings nested deeper are refused where they are made, so that no recursion over values is
/// deep.
inline constexpr int kDeepestData = 64;

/// Nesting of what `value` holds; 0 for what holds nothing.
int depthOf(const Value& value);

/// Python's names: "str", "int", "NoneType", "list", "dict".
std::string_view typeName(const Value& value);

/// What counts as true: not undefined, none, 0 or empty.
bool isTrue(const Value& value);

/// Code points, items or keys. @throws Problem for what has no length.
std::size_t lengthOf(const Value& value);

/// @throws Problem if it is undefined: nothing can be done with it then.
void requireDefined(const Value& value);

} // namespace rw::jinja
