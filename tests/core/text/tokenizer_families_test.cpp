// Every family of tokenizers against what Hugging Face's `tokenizers` does:
// tests/parity/tokenizer_families.py.
#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"
#include "core/text/streaming_decoder.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_export.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace rw {
namespace {

using Ids = std::vector<std::int32_t>;

const std::filesystem::path kFamilies =
    std::filesystem::path(RW_SOURCE_DIR) / "tests/core/text/data/families";

std::vector<Json> goldenRows(const std::string& family)
{
    std::vector<Json> rows;
    std::istringstream lines(readFile(kFamilies / (family + ".jsonl"), 1U << 22U));
    for (std::string line; std::getline(lines, line);)
        rows.push_back(parseJson(line, family));
    return rows;
}

Tokenizer tokenizerOf(const std::string& family)
{
    return Tokenizer::load(kFamilies / (family + ".json"));
}

std::string streamed(const Tokenizer& tokenizer, const Ids& ids)
{
    StreamingDecoder decoder(tokenizer);
    std::string text;
    for (const std::int32_t id : ids)
        text += decoder.push(id);
    return text + decoder.finish();
}

void expectRows(const Tokenizer& tokenizer, const std::vector<Json>& rows)
{
    for (const Json& row : rows) {
        if (row.contains("text")) {
            const auto text = row["text"].get<std::string>();
            EXPECT_EQ(tokenizer.encode(text), row["plain"].get<Ids>()) << row;
            EXPECT_EQ(tokenizer.encode(text, SpecialTokens::Recognise),
                      row.value("special", row["plain"]).get<Ids>())
                << row;
        } else {
            const auto ids = row["ids"].get<Ids>();
            EXPECT_EQ(tokenizer.decode(ids, false), row["decoded"].get<std::string>()) << row;
            EXPECT_EQ(tokenizer.decode(ids), row.value("skipped", row["decoded"]).get<std::string>()) << row;
            EXPECT_EQ(streamed(tokenizer, ids), tokenizer.decode(ids)) << row;
        }
    }
}

class TokenizerFamily : public testing::TestWithParam<const char*>
{
};

TEST_P(TokenizerFamily, AgreesWithHuggingFace)
{
    const std::vector<Json> rows = goldenRows(GetParam());
    EXPECT_GT(rows.size(), 250U);
    expectRows(tokenizerOf(GetParam()), rows);
}

TEST_P(TokenizerFamily, IsTheSameAfterWritingItsJson)
{
    const Tokenizer again = Tokenizer::parse(tokenizerJson(tokenizerOf(GetParam())), GetParam());
    expectRows(again, goldenRows(GetParam()));
}

/// The families that a GGUF file has words for.
class GgufFamily : public testing::TestWithParam<const char*>
{
};

TEST_P(GgufFamily, IsTheSameThroughGguf)
{
    const Tokenizer tokenizer = tokenizerOf(GetParam());
    const Tokenizer again = Tokenizer::fromGguf(ggufVocabulary(tokenizer), GetParam());
    expectRows(again, goldenRows(GetParam()));
    EXPECT_TRUE(std::ranges::equal(again.idsInFront(), tokenizer.idsInFront()));
}

INSTANTIATE_TEST_SUITE_P(All, GgufFamily,
                         testing::Values("gpt2", "llama3", "qwen3", "smollm2", "llama2", "gemma3"),
                         [](const auto& family) { return std::string(family.param); });

INSTANTIATE_TEST_SUITE_P(All, TokenizerFamily,
                         testing::Values("gpt2", "llama3", "qwen3", "smollm2", "llama2", "gemma3",
                                         "metaspace", "prefixed", "unknown"),
                         [](const auto& family) { return std::string(family.param); });

} // namespace
} // namespace rw
