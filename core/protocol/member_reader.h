#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/strict_json.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Takes the members of a JSON object out one by one. read() leaves the value alone where the member is
/// absent or null; require() wants it there. Both throw Error naming the object and the member for a wrong
/// type and for a number out of range. Members that nobody asks for are ignored.
class MemberReader
{
public:
    /// @param what names the object in messages, for example "star request".
    /// @throws Error if `object` is no JSON object.
    MemberReader(const Json& object, std::string_view what);

    void read(const char* key, bool& value) const;
    void read(const char* key, std::string& value) const;
    void read(const char* key, double& value, double low = std::numeric_limits<double>::lowest(),
              double high = std::numeric_limits<double>::max()) const;
    void read(const char* key, float& value) const;
    void read(const char* key, std::vector<std::string>& texts) const;
    void read(const char* key, std::uint64_t& value) const;
    void read(const char* key, std::int64_t& value) const; ///< from 0
    void read(const char* key, int& value) const;          ///< from 0
    template <class Tag>
    void read(const char* key, Id<Tag>& id) const
    {
        read(key, id.value);
    }

    /// A word that `fromWord` turns into a value.
    template <class Word, class FromWord>
    void readWord(const char* key, Word& value, FromWord fromWord) const
    {
        std::string word;
        read(key, word);
        if (find(key) != nullptr)
            inside(key, [&] { value = fromWord(word); });
    }

    /// A member with a fromJson() of its own.
    template <class Part>
    void readPart(const char* key, Part& part) const
    {
        if (const Json* json = find(key))
            inside(key, [&] { fromJson(*json, part); });
    }

    template <class Value>
    void require(const char* key, Value& value) const
    {
        mustHave(key);
        read(key, value);
    }

    template <class Part>
    void requirePart(const char* key, Part& part) const
    {
        mustHave(key);
        readPart(key, part);
    }

    /// The member; null where it is absent or null.
    [[nodiscard]] const Json* find(const char* key) const;

    /// Throws an Error about `key`: "<what>: "key" must be <wanted>."
    [[noreturn]] void refuse(const char* key, std::string_view wanted) const;

private:
    void mustHave(const char* key) const;

    /// Puts the object's and the member's name before the message of an error in `call`.
    template <class Call>
    void inside(const char* key, Call&& call) const
    {
        try {
            call();
        } catch (const UsageError& problem) {
            throw UsageError(m_what + ": \"" + key + "\": " + problem.what());
        } catch (const Error& problem) {
            throw Error(m_what + ": \"" + key + "\": " + problem.what());
        }
    }

    const Json& m_object;
    std::string m_what;
};

/// A float as JSON shows it shortest: 0.2, not 0.20000000298. Reads back to the same float.
Json shortNumber(float value);

/// The id as a number; null where the row is not stored.
template <class Tag>
Json idJson(Id<Tag> id)
{
    return id.isValid() ? Json(id.value) : Json();
}

/// The text; null where it is empty.
Json textOrNull(const std::string& text);

/// The number; null where it is NaN or infinite.
Json finiteOrNull(double value);

} // namespace rw
