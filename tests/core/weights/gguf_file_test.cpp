#include "core/weights/gguf_file.h"
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

constexpr auto kF32 = static_cast<std::uint32_t>(GgmlType::F32);
constexpr auto kQ8 = static_cast<std::uint32_t>(GgmlType::Q8_0);

std::string readAll(const GgufFile& file, std::string_view name)
{
    const GgufTensor* tensor = file.find(name);
    if (tensor == nullptr)
        return "absent";
    std::string bytes(tensor->bytes, '\0');
    file.readBytes(*tensor, 0, bytes);
    return bytes;
}

TEST(GgufFile, KeepsEveryKindOfValue)
{
    const TemporaryDirectory folder;
    GgufBytes bytes;
    const auto scalar = [&](const char* key, GgufType type, const std::string& value) {
        bytes.raw(key, static_cast<std::uint32_t>(type), value);
    };
    scalar("u8", GgufType::U8, GgufBytes::number(std::uint8_t{200}));
    scalar("i8", GgufType::I8, GgufBytes::number(std::int8_t{-5}));
    scalar("u16", GgufType::U16, GgufBytes::number(std::uint16_t{60000}));
    scalar("i16", GgufType::I16, GgufBytes::number(std::int16_t{-300}));
    scalar("i32", GgufType::I32, GgufBytes::number(std::int32_t{-70000}));
    scalar("u64", GgufType::U64, GgufBytes::number(std::uint64_t{1} << 40U));
    scalar("i64", GgufType::I64, GgufBytes::number(std::int64_t{-1} * (std::int64_t{1} << 40)));
    scalar("f64", GgufType::F64, GgufBytes::number(0.1));
    bytes.value("u32", 7U).value("f32", 0.5F).value("yes", true).value("text", "grüße");
    bytes.value("texts", std::vector<std::string>{"a", "", "b c"});
    bytes.value("floats", std::vector<float>{1.5F, -2.0F}).value("ints", std::vector<std::int32_t>{3, -4});
    const GgufFile file = GgufFile::open(folder.write("m.gguf", bytes.bytes()));
    const GgufMetadata& metadata = file.metadata();

    EXPECT_EQ(metadata.integer("u8"), 200);
    EXPECT_EQ(metadata.integer("i8"), -5);
    EXPECT_EQ(metadata.integer("u16"), 60000);
    EXPECT_EQ(metadata.integer("i16"), -300);
    EXPECT_EQ(metadata.integer("u32"), 7);
    EXPECT_EQ(metadata.integer("i32"), -70000);
    EXPECT_EQ(metadata.integer("u64"), std::int64_t{1} << 40);
    EXPECT_EQ(metadata.integer("i64"), -(std::int64_t{1} << 40));
    EXPECT_EQ(metadata.number("f32"), 0.5);
    EXPECT_EQ(metadata.number("f64"), 0.1);
    EXPECT_EQ(metadata.number("u32"), 7.0);
    EXPECT_EQ(metadata.boolean("yes"), true);
    EXPECT_EQ(*metadata.text("text"), "grüße");
    EXPECT_EQ(*metadata.texts("texts"), (std::vector<std::string>{"a", "", "b c"}));
    EXPECT_EQ(metadata.floats("floats"), (std::vector<float>{1.5F, -2.0F}));
    EXPECT_EQ(metadata.integers("ints"), (std::vector<std::int64_t>{3, -4}));

    EXPECT_EQ(metadata.integer("absent"), std::nullopt);
    EXPECT_EQ(metadata.text("absent"), nullptr);
    EXPECT_EQ(metadata.floats("absent"), std::nullopt);
    EXPECT_THAT(errorOf([&] { (void)metadata.integer("f32"); }),
                AllOf(HasSubstr("m.gguf"), HasSubstr("\"f32\" must be a whole number")));
    EXPECT_THAT(errorOf([&] { (void)metadata.text("u32"); }), HasSubstr("a text"));
    EXPECT_THAT(errorOf([&] { (void)metadata.boolean("u32"); }), HasSubstr("true or false"));
    EXPECT_THAT(errorOf([&] { (void)metadata.texts("ints"); }), HasSubstr("a list of texts"));
    EXPECT_THAT(errorOf([&] { (void)metadata.integers("floats"); }), HasSubstr("a list of whole numbers"));
    EXPECT_THAT(errorOf([&] { (void)metadata.floats("text"); }), HasSubstr("a list"));
}

TEST(GgufFile, AListOfEqualNumbersCountsAsOne)
{
    const TemporaryDirectory folder;
    const auto bytes = GgufBytes()
                           .value("one", 4U)
                           .value("equal", std::vector<std::int32_t>{4, 4, 4})
                           .value("differ", std::vector<std::int32_t>{4, 8})
                           .value("none", std::vector<std::int32_t>{})
                           .bytes();
    const GgufFile file = GgufFile::open(folder.write("m.gguf", bytes));
    EXPECT_EQ(file.metadata().integerOfLayers("one"), 4);
    EXPECT_EQ(file.metadata().integerOfLayers("equal"), 4);
    EXPECT_EQ(file.metadata().integerOfLayers("absent"), std::nullopt);
    EXPECT_THAT(errorOf([&] { (void)file.metadata().integerOfLayers("differ"); }), HasSubstr("every layer"));
    EXPECT_THAT(errorOf([&] { (void)file.metadata().integerOfLayers("none"); }), HasSubstr("every layer"));
}

TEST(GgufFile, TensorsHaveTheShapeOfPyTorchAndTheirOwnBytes)
{
    const TemporaryDirectory folder;
    for (const std::uint32_t version : {2U, 3U}) {
        const auto bytes = GgufBytes()
                               .version(version)
                               .tensor("norm", {3}, kF32, 0)
                               .tensor("matrix", {64, 2}, kQ8, 32)
                               .data(std::string(12, 'n') + std::string(20, '\0') + std::string(136, 'm'))
                               .bytes();
        const GgufFile file = GgufFile::open(folder.write("m.gguf", bytes));
        EXPECT_EQ(file.version(), version);
        ASSERT_EQ(file.tensors().size(), 2U);
        EXPECT_EQ(file.tensors()[1].shape, (std::vector<std::int64_t>{2, 64}));
        EXPECT_EQ(file.tensors()[1].bytes, 136U);
        EXPECT_EQ(file.tensors()[1].elements(), 128U);
        EXPECT_EQ(readAll(file, "norm"), std::string(12, 'n'));
        EXPECT_EQ(readAll(file, "matrix"), std::string(136, 'm'));
        EXPECT_EQ(file.find("other"), nullptr);
        EXPECT_EQ(file.bytes(), bytes.size());
    }
}

TEST(GgufFile, AnotherAlignmentHolds)
{
    const TemporaryDirectory folder;
    const auto bytes = GgufBytes()
                           .value("general.alignment", 128U)
                           .tensor("a", {1}, kF32, 0)
                           .tensor("b", {1}, kF32, 128)
                           .data("aaaa" + std::string(124, '\0') + "bbbb")
                           .bytes(128);
    EXPECT_EQ(readAll(GgufFile::open(folder.write("m.gguf", bytes)), "b"), "bbbb");
}

/// Two parts with one tensor each; the first has the metadata.
class SplitModel : public testing::Test
{
protected:
    void writePart(std::uint32_t number, const std::string& tensor, std::uint32_t count = 2,
                   std::uint32_t tensors = 2) const
    {
        GgufBytes bytes;
        bytes.raw("split.no", static_cast<std::uint32_t>(GgufType::U16),
                  GgufBytes::number(static_cast<std::uint16_t>(number)));
        bytes.value("split.count", count).value("split.tensors.count", tensors);
        if (number == 0)
            bytes.value("general.architecture", "llama");
        bytes.tensor(tensor, {1}, kF32, 0).data(std::string(4, static_cast<char>('0' + number)));
        (void)m_folder.write("m-0000" + std::to_string(number + 1) + "-of-00002.gguf", bytes.bytes());
    }
    std::string refusal(const char* name = "m-00001-of-00002.gguf") const
    {
        return errorOf([&] { GgufFile::open(m_folder / name); });
    }

    TemporaryDirectory m_folder;
};

TEST_F(SplitModel, OpensFromAnyOfItsParts)
{
    writePart(0, "a");
    writePart(1, "b");
    for (const char* name : {"m-00001-of-00002.gguf", "m-00002-of-00002.gguf"}) {
        const GgufFile file = GgufFile::open(m_folder / name);
        EXPECT_EQ(file.path(), m_folder / name);
        EXPECT_EQ(*file.metadata().text("general.architecture"), "llama");
        EXPECT_EQ(readAll(file, "a"), "0000");
        EXPECT_EQ(readAll(file, "b"), "1111");
    }
}

TEST_F(SplitModel, PartsThatDoNotBelongTogetherAreRefused)
{
    writePart(0, "a");
    EXPECT_THAT(refusal(), HasSubstr("Cannot open " + (m_folder / "m-00002-of-00002.gguf").string()));
    writePart(1, "a");
    EXPECT_THAT(refusal(), HasSubstr("which another part has too"));
    writePart(1, "b", 3);
    EXPECT_THAT(refusal(), HasSubstr("not part 2 of 2"));
    writePart(1, "b");
    writePart(0, "a", 2, 5);
    EXPECT_THAT(refusal(), HasSubstr("promises 5 tensors"));
    writePart(0, "a", 5000);
    EXPECT_THAT(refusal(), HasSubstr("at most 1024"));
    writePart(0, "a");
    std::filesystem::rename(m_folder / "m-00001-of-00002.gguf", m_folder / "renamed.gguf");
    EXPECT_THAT(refusal("renamed.gguf"), HasSubstr("does not end in \"-00001-of-00002.gguf\""));
}

} // namespace
} // namespace rw
