#include "core/weights/gguf_file.h"
#include "core/weights/gguf_vocabulary.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/gguf_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rw {
namespace {

using test::errorOf;
using test::GgufBytes;
using test::TemporaryDirectory;
using testing::AllOf;
using testing::HasSubstr;
using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int32_t>;

class GgufVocabularyFiles : public testing::Test
{
protected:
    GgufVocabulary read(const GgufBytes& bytes) const
    {
        return readGgufVocabulary(GgufFile::open(m_folder.write("m.gguf", bytes.bytes())));
    }
    std::string refusal(const GgufBytes& bytes) const
    {
        const std::string message = errorOf([&] { read(bytes); });
        EXPECT_THAT(message, HasSubstr("m.gguf"));
        return message;
    }

    TemporaryDirectory m_folder;
};

GgufBytes withTokens(const Texts& tokens = {"<unk>", "<0x0A>", "b"})
{
    return GgufBytes().value("tokenizer.ggml.model", "llama").value("tokenizer.ggml.tokens", tokens);
}

TEST_F(GgufVocabularyFiles, EveryPartIsRead)
{
    const GgufVocabulary vocabulary =
        read(withTokens()
                 .value("tokenizer.ggml.pre", "default")
                 .value("tokenizer.ggml.scores", std::vector<float>{0.0F, -1.0F, -2.5F})
                 .value("tokenizer.ggml.token_type", Numbers{2, 6, 1})
                 .value("tokenizer.ggml.merges", Texts{"a b", "  c"})
                 .value("tokenizer.ggml.bos_token_id", 1U)
                 .value("tokenizer.ggml.eos_token_id", 2U)
                 .value("tokenizer.ggml.eot_token_id", 1U)
                 .value("tokenizer.ggml.eom_token_id", 2U)
                 .value("tokenizer.ggml.unknown_token_id", 0U)
                 .value("tokenizer.ggml.padding_token_id", 0U)
                 .value("tokenizer.ggml.add_bos_token", true)
                 .value("tokenizer.ggml.add_eos_token", false)
                 .value("tokenizer.ggml.add_space_prefix", false)
                 .value("tokenizer.chat_template", "{{ messages }}")
                 .value("tokenizer.huggingface.json", "{}"));
    using Type = GgufVocabulary::TokenType;
    GgufVocabulary expected;
    expected.model = "llama";
    expected.pre = "default";
    expected.tokens = {"<unk>", "<0x0A>", "b"};
    expected.scores = {0.0F, -1.0F, -2.5F};
    expected.types = {Type::Unknown, Type::Byte, Type::Normal};
    expected.merges = {"a b", "  c"};
    expected.bosId = 1;
    expected.eosId = 2;
    expected.eotId = 1;
    expected.eomId = 2;
    expected.unknownId = 0;
    expected.padId = 0;
    expected.addBos = true;
    expected.addEos = false;
    expected.addSpacePrefix = false;
    expected.chatTemplate = "{{ messages }}";
    expected.huggingFaceJson = "{}";
    EXPECT_EQ(vocabulary, expected);
}

TEST_F(GgufVocabularyFiles, WhatIsAbsentStaysEmpty)
{
    const GgufVocabulary vocabulary = read(withTokens());
    EXPECT_TRUE(vocabulary.scores.empty());
    EXPECT_TRUE(vocabulary.types.empty());
    EXPECT_TRUE(vocabulary.merges.empty());
    EXPECT_EQ(vocabulary.bosId, std::nullopt);
    EXPECT_EQ(vocabulary.addBos, std::nullopt);
    EXPECT_EQ(vocabulary.chatTemplate, "");
}

TEST_F(GgufVocabularyFiles, NoTokens)
{
    EXPECT_THAT(refusal(GgufBytes()), HasSubstr("has no tokenizer"));
    EXPECT_THAT(refusal(withTokens({})), HasSubstr("has no tokenizer"));
}

TEST_F(GgufVocabularyFiles, ListsOfAnotherLengthThanTheTokens)
{
    EXPECT_THAT(refusal(withTokens().value("tokenizer.ggml.scores", std::vector<float>{1.0F})),
                HasSubstr("scores has 1 entries for 3 tokens"));
    EXPECT_THAT(refusal(withTokens().value("tokenizer.ggml.token_type", Numbers{1, 1, 1, 1})),
                HasSubstr("token_type has 4 entries for 3 tokens"));
}

TEST_F(GgufVocabularyFiles, IdsOutsideTheVocabulary)
{
    for (const char* key : {"bos", "eos", "eot", "eom", "unknown", "padding"}) {
        const std::string name = std::string("tokenizer.ggml.") + key + "_token_id";
        EXPECT_THAT(refusal(withTokens().value(name, 3U)), AllOf(HasSubstr(name), HasSubstr("is 3")));
        EXPECT_THAT(
            refusal(withTokens().raw(name, static_cast<std::uint32_t>(GgufType::I32), GgufBytes::number(-1))),
            HasSubstr("is -1"));
    }
}

TEST_F(GgufVocabularyFiles, DuplicateTokens)
{
    EXPECT_THAT(refusal(withTokens({"a", "b", "a"})), HasSubstr("the token \"a\" twice"));
}

TEST_F(GgufVocabularyFiles, TextThatIsNotUtf8)
{
    EXPECT_THAT(refusal(withTokens({"a", "\xC3"})), HasSubstr("not valid UTF-8"));
    EXPECT_THAT(refusal(withTokens().value("tokenizer.chat_template", "\xFF")), HasSubstr("not valid UTF-8"));
}

TEST_F(GgufVocabularyFiles, MergesThatAreNotTwoParts)
{
    for (const char* merge : {"", "ab", "a ", " ", " b", "a \xFF"})
        EXPECT_THAT(refusal(withTokens().value("tokenizer.ggml.merges", Texts{"a b", merge})),
                    HasSubstr("not two parts"));
}

TEST_F(GgufVocabularyFiles, ByteTokensThatNameNoByte)
{
    for (const char* token : {"<0x-1>", "<0x0a>", "<0x100>", "0x0A", "<0xG0>"})
        EXPECT_THAT(refusal(withTokens({"a", token}).value("tokenizer.ggml.token_type", Numbers{1, 6})),
                    HasSubstr("a byte"))
            << token;
}

TEST_F(GgufVocabularyFiles, UnknownTokenTypes)
{
    for (const std::int32_t type : {0, 7, -1})
        EXPECT_THAT(refusal(withTokens({"a"}).value("tokenizer.ggml.token_type", Numbers{type})),
                    HasSubstr("unknown type " + std::to_string(type)));
}

TEST_F(GgufVocabularyFiles, ScoresThatAreNotFinite)
{
    EXPECT_THAT(refusal(withTokens({"a"}).value("tokenizer.ggml.scores",
                                                std::vector<float>{std::numeric_limits<float>::quiet_NaN()})),
                HasSubstr("finite"));
}

TEST_F(GgufVocabularyFiles, KeysOfAnotherKind)
{
    EXPECT_THAT(refusal(withTokens().value("tokenizer.ggml.scores", Numbers{1, 2, 3})), HasSubstr("floats"));
    EXPECT_THAT(refusal(GgufBytes().value("tokenizer.ggml.tokens", 3U)), HasSubstr("a list"));
    EXPECT_THAT(refusal(withTokens().value("tokenizer.ggml.add_bos_token", 1U)), HasSubstr("true or false"));
}

} // namespace
} // namespace rw
