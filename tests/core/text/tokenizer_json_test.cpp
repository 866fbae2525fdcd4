#include "core/base/strict_json.h"
#include "core/text/tokenizer.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/text/small_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <functional>
#include <string>

namespace rw {
namespace {

using test::errorOf;
using testing::AllOf;
using testing::HasSubstr;

using Ids = std::vector<std::int32_t>;

Json smallJson()
{
    return parseJson(test::smallVocabulary().toTokenizerJson(), "small");
}

/// The small tokenizer with a change.
Json changed(const std::function<void(Json&)>& change)
{
    Json json = smallJson();
    change(json);
    return json;
}

Tokenizer parsed(const Json& json)
{
    return Tokenizer::parse(json.dump(), "tokenizer.json");
}

std::string refusal(const std::function<void(Json&)>& change)
{
    return errorOf([&] { parsed(changed(change)); });
}

Json added(const std::string& text, int id, bool special)
{
    return {{"content", text}, {"id", id}, {"special", special}};
}

TEST(TokenizerJson, ReadsMergesInBothSpellings)
{
    const Tokenizer tokenizer = parsed(changed([](Json& json) {
        for (Json& merge : json["model"]["merges"])
            merge = merge[0].get<std::string>() + " " + merge[1].get<std::string>();
    }));
    EXPECT_EQ(tokenizer.encode(" the thing"), test::smallTokenizer().encode(" the thing"));
}

TEST(TokenizerJson, PlainByteLevelMayMergeDigits)
{
    const Tokenizer tokenizer = parsed(changed([](Json& json) {
        json["pre_tokenizer"] = Json(json["pre_tokenizer"]["pretokenizers"][1]);
        json["model"]["vocab"]["12"] = 265;
        json["model"]["merges"].push_back(Json::array({"1", "2"}));
    }));
    EXPECT_EQ(tokenizer.encode("a 12"), (Ids{test::idOfByte('a'), test::idOfByte(' '), 265}));
}

TEST(TokenizerJson, IgnoreMergesTakesWholePieces)
{
    const auto withWholeWord = [](bool ignore) {
        return parsed(changed([&](Json& json) {
            json["model"]["ignore_merges"] = ignore;
            json["model"]["vocab"]["cat"] = 265;
        }));
    };
    EXPECT_EQ(withWholeWord(true).encode("cat"), (Ids{265}));
    EXPECT_EQ(withWholeWord(false).encode("cat").size(), 3U);
}

TEST(TokenizerJson, AddedTokensMatchLeftmostLongest)
{
    const Tokenizer tokenizer = parsed(changed([](Json& json) {
        json["added_tokens"].push_back(added("<think>", 265, false));
        json["added_tokens"].push_back(added("<thinking>", 266, false));
        json["added_tokens"].push_back(added("<think>x", 267, false));
        json["added_tokens"].push_back(added("k>", 268, false));
    }));
    EXPECT_EQ(tokenizer.encode("<think>"), (Ids{265})) << "not special, so found in any text";
    EXPECT_EQ(tokenizer.encode("<thinking>"), (Ids{266}));
    EXPECT_EQ(tokenizer.encode("<think>xx"), (Ids{267, test::idOfByte('x')}));
    EXPECT_EQ(tokenizer.encode("k><think>"), (Ids{268, 265}));
    EXPECT_EQ(tokenizer.decode(Ids{265}), "<think>");
}

TEST(TokenizerJson, RefusesByName)
{
    EXPECT_THAT(refusal([](Json& json) {
                    json["normalizer"] = {{"type", "BertNormalizer"}};
                }),
                AllOf(HasSubstr("tokenizer.json"), HasSubstr("normalizer \"BertNormalizer\"")));
    EXPECT_THAT(refusal([](Json& json) {
                    json["pre_tokenizer"] = {{"type", "BertPreTokenizer"}};
                }),
                HasSubstr("pre_tokenizer \"BertPreTokenizer\""));
    EXPECT_THAT(refusal([](Json& json) {
                    json["pre_tokenizer"] = {{"type", "Split"},
                                             {"pattern", {{"String", " "}}},
                                             {"behavior", "Contiguous"},
                                             {"invert", false}};
                }),
                HasSubstr("Contiguous"));
    EXPECT_THAT(refusal([](Json& json) { json["pre_tokenizer"] = nullptr; }), HasSubstr("pre_tokenizer"));
    EXPECT_THAT(refusal([](Json& json) {
                    json["decoder"] = {{"type", "WordPiece"}};
                }),
                HasSubstr("decoder \"WordPiece\""));
    EXPECT_THAT(refusal([](Json& json) {
                    json["post_processor"] = {{"type", "RobertaProcessing"}};
                }),
                HasSubstr("post_processor \"RobertaProcessing\""));
    EXPECT_THAT(refusal([](Json& json) { json["decoder"] = nullptr; }), HasSubstr("decoder"));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["type"] = "Unigram"; }),
                HasSubstr("model \"Unigram\""));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["dropout"] = 0.1; }), HasSubstr("dropout"));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["end_of_word_suffix"] = "</w>"; }),
                HasSubstr("end_of_word_suffix"));
}

TEST(TokenizerJson, RefusesBrokenVocabularies)
{
    EXPECT_THAT(refusal([](Json& json) { json.erase("model"); }), HasSubstr("no \"model\""));
    EXPECT_THAT(refusal([](Json& json) { json["model"].erase("vocab"); }), HasSubstr("no \"vocab\""));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"] = Json::array({1}); }),
                HasSubstr("no \"vocab\""));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"]["the"] = 300; }), HasSubstr("no gap"));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"]["the"] = -1; }), HasSubstr("the id -1"));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"]["the"] = 2.5; }), HasSubstr("the id 2.5"));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"]["the"] = 1ULL << 40U; }),
                HasSubstr("ids run from 0"));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["vocab"]["the"] = 260; }),
                HasSubstr("260 to two tokens"));
    EXPECT_THAT(refusal([](Json& json) {
                    json["model"]["vocab"].erase("A");
                    json["model"]["vocab"]["xyz"] = test::idOfByte('A');
                }),
                HasSubstr("no token for the byte 65"));
    EXPECT_THAT(refusal([](Json& json) { json["added_tokens"][0]["id"] = 7; }), HasSubstr("two ids"));
    EXPECT_THAT(refusal([](Json& json) { json["added_tokens"][0].erase("id"); }), HasSubstr("no \"id\""));
    EXPECT_THAT(refusal([](Json& json) { json["added_tokens"][0]["content"] = ""; }),
                HasSubstr("empty added token"));
    EXPECT_THAT(refusal([](Json& json) { json["added_tokens"] = 3; }), HasSubstr("added_tokens"));
    EXPECT_THAT(refusal([](Json& json) { json["added_tokens"].push_back(17); }), HasSubstr("added_tokens"));
}

TEST(TokenizerJson, BytesWithoutATokenBecomeNothingOrUnknown)
{
    const auto without = [](bool unknown) {
        return parsed(changed([&](Json& json) {
            json["model"]["vocab"].erase("\u0104"); // the byte 4
            json["model"]["vocab"]["qq"] = test::idOfByte('\x04');
            if (unknown)
                json["model"]["unk_token"] = "q";
        }));
    };
    EXPECT_EQ(without(false).encode("a\x04z"), (Ids{test::idOfByte('a'), test::idOfByte('z')}));
    EXPECT_EQ(without(true).encode("a\x04"), (Ids{test::idOfByte('a'), test::idOfByte('q')}));
}

TEST(TokenizerJson, RefusesBrokenMerges)
{
    const auto withMerge = [](const Json& merge) {
        return refusal([&](Json& json) { json["model"]["merges"].push_back(merge); });
    };
    EXPECT_THAT(withMerge("ab"), HasSubstr("a merge is"));
    EXPECT_THAT(withMerge("a b c"), HasSubstr("a merge is"));
    EXPECT_THAT(withMerge(Json::array({"a"})), HasSubstr("a merge is"));
    EXPECT_THAT(withMerge(Json::array({"a", 1})), HasSubstr("a merge is"));
    EXPECT_THAT(withMerge(5), HasSubstr("a merge is"));
    EXPECT_THAT(withMerge("q zz"), HasSubstr("no token \"zz\""));
    EXPECT_THAT(withMerge("q z"), HasSubstr("no token \"qz\""));
    EXPECT_THAT(withMerge(" a"), HasSubstr("no token \"\""));
    EXPECT_THAT(refusal([](Json& json) { json["model"]["merges"] = "none"; }),
                HasSubstr("no list \"merges\""));
}

TEST(TokenizerJson, RefusesFilesThatAreNone)
{
    const test::TemporaryDirectory folder;
    EXPECT_THAT(errorOf([&] { Tokenizer::load(folder / "tokenizer.json"); }), HasSubstr("tokenizer.json"));
    EXPECT_THAT(errorOf([&] { Tokenizer::load(folder.path()); }),
                AllOf(HasSubstr("has no tokenizer.json"), HasSubstr("Copy it")));
    EXPECT_THAT(errorOf([&] { Tokenizer::load(folder.write("a.json", "{\"model\": ")); }),
                HasSubstr("not valid JSON"));
    EXPECT_THAT(errorOf([&] { Tokenizer::load(folder.write("b.json", "[]")); }),
                HasSubstr("not a JSON object"));
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(errorOf([&] { Tokenizer::load(folder / "pipe"); }), HasSubstr("not a regular file"));
    const std::string text = test::smallVocabulary().toTokenizerJson();
    for (std::size_t cut = 0; cut + 2 < text.size(); cut += 97)
        EXPECT_NE(errorOf([&] { Tokenizer::parse(text.substr(0, cut), "cut"); }), "") << cut;
}

} // namespace
} // namespace rw
