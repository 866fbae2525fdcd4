#include "core/base/strict_json.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace rw {
namespace {

using test::errorOf;
using testing::AllOf;
using testing::HasSubstr;

std::string parseError(std::string_view text, const JsonLimits& limits = {})
{
    return errorOf([&] { parseJson(text, "file.json", limits); });
}

std::string nested(int depth)
{
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
}

TEST(ParseJson, ReadsValues)
{
    const Json json = parseJson(R"({"a": [1, 2.5, null, true], "b": {"c": "\u00fc"}})", "text");
    EXPECT_EQ(json["a"].size(), 4U);
    EXPECT_EQ(json["b"]["c"], "\u00FC");
}

TEST(ParseJson, RefusesAKeyTwiceInOneObject)
{
    EXPECT_THAT(parseError(R"({"a": 1, "b": 2, "a": 3})"),
                AllOf(HasSubstr("file.json"), HasSubstr("\"a\" twice")));
    EXPECT_THAT(parseError(R"({"a": 1, "\u0061": 2})"), HasSubstr("twice")) << "the same key, escaped";
    EXPECT_EQ(parseError(R"([{"a": 1}, {"a": 2, "b": {"a": 3}}])"), "");
}

TEST(ParseJson, RefusesDeepNesting)
{
    EXPECT_EQ(parseError(nested(32)), "");
    EXPECT_THAT(parseError(nested(33)), HasSubstr("deeper than 32"));
    EXPECT_THAT(parseError(nested(100'000)), HasSubstr("deeper"));
    EXPECT_THAT(parseError(R"({"a": {"b": 1}})", {.depth = 1}), HasSubstr("deeper than 1"));
}

TEST(ParseJson, RefusesTooMuch)
{
    EXPECT_THAT(parseError("[1, 2, 3]", {.bytes = 8}), HasSubstr("9 bytes of JSON; at most 8"));
}

TEST(ParseJson, RefusesWhatIsNotJson)
{
    for (const char* text : {"", "nul", "[1,]", "{\"a\" 1}", "[1] 2", "\"\xFF\"", "[1e999]", "{'a': 1}"})
        EXPECT_THAT(parseError(text), HasSubstr("file.json is not valid JSON")) << text;
}

TEST(ReadJsonFile, NamesTheFile)
{
    const test::TemporaryDirectory folder;
    const auto path = folder.write("config.json", "{oops");
    EXPECT_THAT(errorOf([&] { readJsonFile(path); }), HasSubstr("config.json"));
    EXPECT_THAT(errorOf([&] { readJsonFile(folder / "none.json"); }), HasSubstr("none.json"));
}

TEST(JsonInteger, ChecksTypeAndRange)
{
    const Json json = parseJson(
        R"({"n": 5, "negative": -3, "float": 5.0, "text": "5", "big": 18446744073709551615, "huge": 1e30, "null": null})",
        "text");
    const auto get = [&](const char* key) { return jsonInteger(json, key, "settings", -10, 10); };
    EXPECT_EQ(get("n"), 5);
    EXPECT_EQ(get("negative"), -3);
    for (const char* key : {"float", "text", "big", "huge"})
        EXPECT_THAT(errorOf([&] { get(key); }),
                    AllOf(HasSubstr("settings"), HasSubstr(key), HasSubstr("-10 to 10")));
    EXPECT_THAT(errorOf([&] { get("absent"); }), HasSubstr("no \"absent\""));
    EXPECT_THAT(errorOf([&] { jsonInteger(json, "n", "settings", 6, 10); }), HasSubstr("from 6 to 10"));
    EXPECT_EQ(jsonInteger(json, "absent", "settings", 0, 10, 7), 7);
    EXPECT_EQ(jsonInteger(json, "null", "settings", 0, 10, 7), 7);
    EXPECT_NE(errorOf([&] { jsonInteger(json, "text", "settings", 0, 10, 7); }), "")
        << "a fallback excuses no wrong type";
    const auto most = std::numeric_limits<std::int64_t>::max();
    EXPECT_NE(errorOf([&] { jsonInteger(json, "big", "settings", 0, most); }), "")
        << "2^64 - 1 must not wrap";
}

TEST(JsonMembers, OfWrongTypesAreNamed)
{
    const Json json = parseJson(R"({"flag": 1, "number": "2", "text": 3})", "text");
    EXPECT_THAT(errorOf([&] { jsonBool(json, "flag", "settings", false); }),
                HasSubstr("\"flag\" must be true or false"));
    EXPECT_THAT(errorOf([&] { jsonNumber(json, "number", "settings", 0.0); }),
                HasSubstr("\"number\" must be a number"));
    EXPECT_THAT(errorOf([&] { jsonString(json, "text", "settings"); }), HasSubstr("\"text\" must be a text"));
    EXPECT_EQ(jsonString(json, "absent", "settings", "otherwise"), "otherwise");
    EXPECT_EQ(jsonNumber(json, "absent", "settings", 0.5), 0.5);
    EXPECT_TRUE(jsonBool(json, "absent", "settings", true));
}

TEST(JsonLine, IsOneLineOfValidUtf8)
{
    const Json json{{"text", "a\nb\xFF"}, {"nan", std::numeric_limits<double>::quiet_NaN()}};
    EXPECT_EQ(jsonLine(json), "{\"nan\":null,\"text\":\"a\\nb\uFFFD\"}");
}

} // namespace
} // namespace rw
