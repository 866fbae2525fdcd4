// What a tokenizer.json may not do to us: every entry of the reject list, by name.
#include "core/base/strict_json.h"
#include "core/text/tokenizer.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/text/small_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>

namespace rw {
namespace {

using test::errorOf;
using testing::HasSubstr;

std::string jsonText()
{
    return test::smallVocabulary().toTokenizerJson();
}

Tokenizer changed(const std::function<void(Json&)>& change)
{
    Json json = parseJson(jsonText(), "small");
    change(json);
    return Tokenizer::parse(json.dump(), "tokenizer.json");
}

std::string refusal(const std::function<void(Json&)>& change)
{
    return errorOf([&] { changed(change); });
}

std::string refusalOfText(const std::string& text)
{
    return errorOf([&] { Tokenizer::parse(text, "tokenizer.json"); });
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t found = text.find(from);
    EXPECT_NE(found, std::string::npos) << from;
    return text.replace(found, from.size(), to);
}

Json splitBy(const char* expression)
{
    return {{"type", "Sequence"},
            {"pretokenizers",
             {{{"type", "Split"},
               {"pattern", {{"Regex", expression}}},
               {"behavior", "Isolated"},
               {"invert", false}},
              {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}};
}

TEST(HostileTokenizer, CatastrophicExpressionEndsInAnError)
{
    const Tokenizer tokenizer = changed([](Json& json) { json["pre_tokenizer"] = splitBy("(\\p{L}+)+\\d"); });
    EXPECT_THAT(errorOf([&] { static_cast<void>(tokenizer.encode(std::string(60, 'a'))); }),
                HasSubstr("too many steps"));
}

TEST(HostileTokenizer, CatastrophicNormalizerEndsInAnError)
{
    const Tokenizer tokenizer = changed([](Json& json) {
        json["normalizer"] = {
            {"type", "Replace"}, {"pattern", {{"Regex", "(\\p{L}+)+\\d"}}}, {"content", "x"}};
    });
    EXPECT_THAT(errorOf([&] { static_cast<void>(tokenizer.encode(std::string(60, 'a'))); }),
                HasSubstr("too many steps"));
}

TEST(HostileTokenizer, LookbehindIsRefused)
{
    EXPECT_THAT(refusal([](Json& json) { json["pre_tokenizer"] = splitBy("(?<=a)b"); }),
                HasSubstr("looks behind"));
}

TEST(HostileTokenizer, BrokenExpressionIsRefused)
{
    EXPECT_THAT(refusal([](Json& json) { json["pre_tokenizer"] = splitBy("(a"); }), HasSubstr("\"(a\""));
}

TEST(HostileTokenizer, GapsInIdsAreRefused)
{
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"]["new"] = 300; }), HasSubstr("no gap"));
    EXPECT_THAT(
        refusal([](Json& json) {
            json["added_tokens"].push_back({{"id", 3'000'000}, {"content", "<x>"}, {"special", true}});
        }),
        HasSubstr("no gap"));
}

TEST(HostileTokenizer, HugeIdsAreRefused)
{
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"]["new"] = 1U << 22U; }),
                HasSubstr("ids run from 0"));
    EXPECT_THAT(refusal([](Json& json) {
                    json["added_tokens"].push_back({{"id", 1ULL << 33U}, {"content", "<x>"}});
                }),
                HasSubstr("ids run from 0"));
    EXPECT_THAT(refusalOfText(replaced(jsonText(), "\"a\":101", "\"a\":18446744073709551616")),
                HasSubstr("JSON"));
}

TEST(HostileTokenizer, MissingMergePartsAreRefused)
{
    for (const Json& merge : {Json("q zz"), Json("zz q"), Json::array({"q", "z"}), Json(" "), Json("")})
        EXPECT_NE(refusal([&](Json& json) { json["model"]["merges"].push_back(merge); }), "") << merge;
}

TEST(HostileTokenizer, HugeAddedTokensAreRefused)
{
    EXPECT_THAT(refusal([](Json& json) {
                    json["added_tokens"].push_back({{"id", 265}, {"content", std::string(1U << 20U, 'a')}});
                }),
                HasSubstr("at most 256"));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"][std::string(1U << 20U, 'a')] = 265; }),
                HasSubstr("at most"));
}

TEST(HostileTokenizer, ManyLikeAddedTokensTakeLittleTime)
{
    // Each position of the text agrees with all of them for long.
    const Tokenizer tokenizer = changed([](Json& json) {
        for (int i = 0; i < 250; ++i)
            json["added_tokens"].push_back(
                {{"id", 265 + i}, {"content", std::string(static_cast<std::size_t>(i) + 2, 'z') + "!"}});
    });
    EXPECT_EQ(tokenizer.encode(std::string(5000, 'z')).size(), 5000U);
}

TEST(HostileTokenizer, WrongTypesAreRefused)
{
    for (const char* key :
         {"normalizer", "pre_tokenizer", "post_processor", "decoder", "model", "added_tokens"}) {
        for (const Json& value :
             {Json(7), Json("x"), Json::array({1}), Json{{"type", 5}}, Json{{"type", "Nonsense"}}})
            EXPECT_NE(refusal([&](Json& json) { json[key] = value; }), "") << key << value;
    }
    for (const char* key : {"vocab", "merges", "byte_fallback", "fuse_unk", "ignore_merges", "unk_token",
                            "dropout", "continuing_subword_prefix"})
        EXPECT_NE(refusal([&](Json& json) { json["model"][key] = 7; }), "") << key;
    for (const char* key : {"content", "special", "normalized", "lstrip", "rstrip", "single_word", "id"})
        EXPECT_NE(refusal([&](Json& json) { json["added_tokens"][0][key] = Json::array(); }), "") << key;
}

TEST(HostileTokenizer, BrokenStepsAreRefused)
{
    const auto step = [](const char* part, const Json& value) {
        return refusal([&](Json& json) { json[part] = value; });
    };
    EXPECT_THAT(step("normalizer", {{"type", "Replace"}, {"content", "x"}}), HasSubstr("pattern"));
    EXPECT_THAT(step("normalizer", {{"type", "Sequence"}}), HasSubstr("normalizers"));
    EXPECT_THAT(step("normalizer", {{"type", "Sequence"}, {"normalizers", {{{"type", "Sequence"}}}}}),
                HasSubstr("Sequence in a Sequence"));
    EXPECT_THAT(step("normalizer", {{"type", "Prepend"}}), HasSubstr("prepend"));
    EXPECT_THAT(step("decoder", {{"type", "Fuse"}}), HasSubstr("ByteLevel"));
    EXPECT_THAT(step("decoder", {{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}),
                HasSubstr("Strip"));
    EXPECT_THAT(step("post_processor", {{"type", "TemplateProcessing"}, {"single", Json::array()}}),
                HasSubstr("without a text"));
    EXPECT_THAT(step("post_processor",
                     {{"type", "TemplateProcessing"},
                      {"single", {{{"SpecialToken", {{"id", "x"}}}}, {{"Sequence", {{"id", "A"}}}}}},
                      {"special_tokens", {{"x", {{"ids", {5'000'000}}}}}}}),
                HasSubstr("5000000"));
}

TEST(HostileTokenizer, DeepJsonIsRefused)
{
    EXPECT_THAT(refusalOfText(std::string(100'000, '[') + std::string(100'000, ']')),
                HasSubstr("nested deeper"));
    std::string deep = "{\"a\":" + std::string(50, '[') + std::string(50, ']') + "}";
    EXPECT_THAT(refusalOfText(deep), HasSubstr("nested deeper"));
}

TEST(HostileTokenizer, RepeatedKeysAreRefused)
{
    EXPECT_THAT(refusalOfText(replaced(jsonText(), "\"model\":", "\"model\":{},\"model\":")),
                HasSubstr("\"model\" twice"));
    EXPECT_THAT(refusalOfText(replaced(jsonText(), "\"a\":101", "\"a\":101,\"a\":265")),
                HasSubstr("two ids"));
}

TEST(HostileTokenizer, BrokenJsonIsRefused)
{
    for (const char* text : {"", "{", "nonsense", "{\"a\": NaN}", "{} {}", "{\"a\": \"\xFF\"}"})
        EXPECT_NE(refusalOfText(text), "") << text;
}

TEST(HostileTokenizer, MergesNeverMakeSpecialTokens)
{
    const Tokenizer tokenizer = changed([](Json& json) {
        json["added_tokens"].push_back({{"id", 261}, {"content", "the"}, {"special", true}});
    });
    for (const std::int32_t id : tokenizer.encode("the theme"))
        EXPECT_FALSE(tokenizer.isSpecial(id));
}

TEST(HostileTokenizer, UserTextCannotHideWhatTheTemplateSpells)
{
    const Tokenizer tokenizer = changed([](Json& json) {
        json["added_tokens"].push_back({{"id", 265}, {"content", "x<|end"}, {"special", true}});
        json["added_tokens"].push_back({{"id", 266}, {"content", "<|end|>x"}, {"special", true}});
    });
    const std::array before{TextStretch{"x", SpecialTokens::Ignore},
                            TextStretch{"<|end|>", SpecialTokens::Recognise}};
    EXPECT_EQ(tokenizer.encode(before).back(), kEndId);
    const std::array behind{TextStretch{"<|end|>", SpecialTokens::Recognise},
                            TextStretch{"x", SpecialTokens::Ignore}};
    EXPECT_EQ(tokenizer.encode(behind).front(), kEndId);
}

} // namespace
} // namespace rw
