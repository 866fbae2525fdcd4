#include "core/weights/model_path.h"
#include "tests/core/base/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rw {
namespace {

using test::errorOf;
using testing::AllOf;
using testing::HasSubstr;
using namespace std::string_literals;

class ModelPath : public testing::Test
{
protected:
    [[nodiscard]] std::string refusal(const char* name, const std::string& content) const
    {
        const std::filesystem::path file = m_folder.write(name, content);
        return errorOf([&] { static_cast<void>(modelPath(file)); });
    }

    test::TemporaryDirectory m_folder;
};

TEST_F(ModelPath, TakesAFolderOrAFileOfIt)
{
    const auto config = m_folder.write("config.json", "{}");
    const auto weights = m_folder.write("model-00001-of-00002.safetensors", "anything");
    EXPECT_EQ(modelPath(m_folder.path()), m_folder.path());
    EXPECT_EQ(modelPath(config), m_folder.path());
    EXPECT_EQ(modelPath(weights), m_folder.path());
}

TEST_F(ModelPath, TakesAGgufFileByWhateverName)
{
    const auto file = m_folder.write("model.bin", "GGUF\x03\x00\x00\x00"s);
    EXPECT_EQ(modelPath(file), file);
}

TEST_F(ModelPath, TakesAFolderForTheOneGgufFileInIt)
{
    const auto file = m_folder.write("tiny.gguf", "GGUF");
    EXPECT_EQ(modelPath(m_folder.path()), file);
    (void)m_folder.write("tiny-q4.gguf", "GGUF");
    EXPECT_THAT(errorOf([&] { static_cast<void>(modelPath(m_folder.path())); }), HasSubstr("2 GGUF files"));
}

TEST_F(ModelPath, TakesTheFirstPartOfASplitModel)
{
    const auto first = m_folder.write("big-00001-of-00002.gguf", "GGUF");
    (void)m_folder.write("big-00002-of-00002.gguf", "GGUF");
    EXPECT_EQ(modelPath(m_folder.path()), first);
}

TEST_F(ModelPath, NamesWhatIsThereInsteadAndWhatCanBeRead)
{
    struct Row
    {
        const char* name;
        std::string content;
        const char* kind;
    };
    const std::vector<Row> rows{
        {"notes.txt",
         "Dear diary, today was gr\xc3\xbc"
         "n.",
         "a text file"},
        {"half.txt", std::string(511, 'x') + "\xc3\xbc", "a text file"},
        {"nothing.gguf", "", "an empty file"},
        {"pytorch_model.bin", "PK\x03\x04rest", "PyTorch"},
        {"old.bin", "\x80\x02}q"s, "PyTorch"},
        {"old.ggml", "tjgg\x03"s, "GGML file of before August 2023"},
        {"picture.png", "\x89PNG\r\n", "a PNG picture"},
        {"data.json", "{\"a\": 1}", "a JSON file"},
        {"noise", "\x01\x00\x02\x00"s, "no model that this program knows"},
    };
    for (const Row& row : rows)
        EXPECT_THAT(refusal(row.name, row.content),
                    AllOf(HasSubstr(row.name), HasSubstr(row.kind), HasSubstr("GGUF files")));
}

TEST_F(ModelPath, WantsConfigJsonBesideSafetensors)
{
    EXPECT_THAT(refusal("model.safetensors", "12345678{}"),
                AllOf(HasSubstr("model.safetensors"), HasSubstr("config.json")));
}

TEST_F(ModelPath, SendsTheFolderOfARunToItsCheckpoints)
{
    (void)m_folder.write("run.db", "SQLite format 3");
    EXPECT_THAT(errorOf([&] { static_cast<void>(modelPath(m_folder.path())); }), HasSubstr("checkpoint"));
}

TEST_F(ModelPath, SaysWhatALoraAdapterIs)
{
    (void)m_folder.write("adapter_config.json", "{}");
    const auto weights = m_folder.write("adapter_model.safetensors", "anything");
    for (const std::filesystem::path& path : {m_folder.path(), weights})
        EXPECT_THAT(errorOf([&] { static_cast<void>(modelPath(path)); }),
                    AllOf(HasSubstr("LoRA adapter"), HasSubstr("base_model_name_or_path")));
}

TEST_F(ModelPath, SaysThatNothingIsThere)
{
    EXPECT_THAT(errorOf([&] { static_cast<void>(modelPath(m_folder / "gone")); }), HasSubstr("is not there"));
}

} // namespace
} // namespace rw
