#include "core/weights/gguf_file.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/gguf_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <limits>

namespace rw {
namespace {

using test::errorOf;
using test::GgufBytes;
using test::TemporaryDirectory;
using testing::HasSubstr;

constexpr auto kF32 = static_cast<std::uint32_t>(GgmlType::F32);
constexpr auto kQ4 = static_cast<std::uint32_t>(GgmlType::Q4_0);
constexpr auto kString = static_cast<std::uint32_t>(GgufType::String);
constexpr auto kArray = static_cast<std::uint32_t>(GgufType::Array);
constexpr auto kBool = static_cast<std::uint32_t>(GgufType::Bool);
constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

class BrokenGguf : public testing::Test
{
protected:
    std::string errorOfBytes(std::string_view bytes) const
    {
        const auto path = m_folder.write("model.gguf", bytes);
        const std::string message = errorOf([&] { GgufFile::open(path); });
        if (!message.empty()) {
            EXPECT_THAT(message, HasSubstr("model.gguf"));
        }
        return message;
    }
    std::string errorOfFile(const GgufBytes& file) const { return errorOfBytes(file.bytes()); }
    /// One tensor before 64 bytes of data.
    std::string errorOfTensor(std::string_view name, const std::vector<std::uint64_t>& sizes,
                              std::uint32_t type, std::uint64_t offset) const
    {
        return errorOfFile(GgufBytes().tensor(name, sizes, type, offset).data(std::string(64, '\0')));
    }

    TemporaryDirectory m_folder;
};

GgufBytes soundFile()
{
    return GgufBytes()
        .value("general.architecture", "llama")
        .value("list", std::vector<std::string>{"a", "b"})
        .tensor("x", {2, 3}, kF32, 0)
        .tensor("y", {32}, kQ4, 32)
        .data(std::string(32 + 18, '\0'));
}

TEST_F(BrokenGguf, TheSoundFileOpens)
{
    EXPECT_EQ(errorOfFile(soundFile()), "");
    EXPECT_EQ(errorOfFile(soundFile().data(std::string(14, '\0'))), "") << "padding behind the last tensor";
    EXPECT_EQ(errorOfFile(GgufBytes()), "") << "nothing in it";
}

TEST_F(BrokenGguf, Truncated)
{
    const std::string whole = soundFile().bytes();
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_NE(errorOfBytes(whole.substr(0, size)), "") << size;
    EXPECT_THAT(errorOfBytes(whole.substr(0, 130)), HasSubstr("inside its header"));
    EXPECT_THAT(errorOfBytes(whole.substr(0, whole.size() - 1)), HasSubstr("tensor \"y\" ends at"));
}

TEST_F(BrokenGguf, BadMagic)
{
    EXPECT_THAT(errorOfFile(soundFile().magic("GGML")), HasSubstr("not a GGUF file"));
    EXPECT_THAT(errorOfBytes(""), HasSubstr("not a GGUF file"));
    EXPECT_THAT(errorOfBytes("GG"), HasSubstr("not a GGUF file"));
}

TEST_F(BrokenGguf, VersionsOtherThan2And3)
{
    EXPECT_THAT(errorOfFile(soundFile().version(1)), HasSubstr("version 1"));
    EXPECT_THAT(errorOfFile(soundFile().version(4)), HasSubstr("version 4"));
}

TEST_F(BrokenGguf, WrongEndian)
{
    EXPECT_THAT(errorOfFile(soundFile().version(3U << 24U)), HasSubstr("big-endian"));
}

TEST_F(BrokenGguf, CountsThatTheFileCannotHold)
{
    for (const std::uint64_t count : {kHuge, std::uint64_t{1} << 32U, std::uint64_t{100}}) {
        EXPECT_THAT(errorOfFile(GgufBytes().counts(count, 0)), HasSubstr("tensors, more than it can hold"));
        EXPECT_THAT(errorOfFile(GgufBytes().counts(0, count)), HasSubstr("values, more than it can hold"));
    }
}

TEST_F(BrokenGguf, KeysThatAreTooLongOrEmptyOrNotUtf8)
{
    EXPECT_THAT(errorOfFile(GgufBytes().value(std::string(65537, 'k'), 1U)), HasSubstr("at most 65536"));
    EXPECT_THAT(errorOfFile(GgufBytes().value("", 1U)), HasSubstr("empty"));
    EXPECT_THAT(errorOfFile(GgufBytes().value("\xFF", 1U)), HasSubstr("UTF-8"));
    const std::string pastTheEnd = "GGUF" + GgufBytes::number(3U) + GgufBytes::number(std::uint64_t{0}) +
                                   GgufBytes::number(std::uint64_t{1}) +
                                   GgufBytes::number(std::uint64_t{9000}) + std::string(100, 'k');
    EXPECT_THAT(errorOfBytes(pastTheEnd), HasSubstr("inside its header"));
}

TEST_F(BrokenGguf, TextsThatAreTooLong)
{
    for (const std::uint64_t size : {kHuge, (std::uint64_t{64} << 20U) + 1})
        EXPECT_THAT(errorOfFile(GgufBytes().raw("k", kString, GgufBytes::number(size))),
                    HasSubstr("at most 67108864"));
    EXPECT_THAT(errorOfFile(GgufBytes().raw("k", kString, GgufBytes::number(std::uint64_t{5000}))),
                HasSubstr("inside its header"));
}

TEST_F(BrokenGguf, ListsThatAreTooLong)
{
    for (const GgufType type : {GgufType::U8, GgufType::F64, GgufType::String}) {
        for (const std::uint64_t count :
             {kHuge, (kHuge >> 3U) + 1, std::uint64_t{1} << 33U, std::uint64_t{5000}})
            EXPECT_THAT(errorOfFile(GgufBytes().raw("k", kArray, GgufBytes::arrayBegin(type, count))),
                        HasSubstr("more than it can hold"));
    }
    const std::uint64_t many = (std::uint64_t{1} << 24U) + 1;
    EXPECT_THAT(errorOfFile(GgufBytes().raw(
                    "k", kArray, GgufBytes::arrayBegin(GgufType::U8, many) + std::string(many, '\0'))),
                HasSubstr("at most 16777216"));
}

TEST_F(BrokenGguf, AListOfLists)
{
    EXPECT_THAT(errorOfFile(GgufBytes().raw("k", kArray,
                                            GgufBytes::arrayBegin(GgufType::Array, 1) +
                                                GgufBytes::arrayBegin(GgufType::U8, 1) + "x")),
                HasSubstr("list of lists"));
}

TEST_F(BrokenGguf, UnknownValueTypes)
{
    EXPECT_THAT(errorOfFile(GgufBytes().raw("k", 13, "xxxxxxxx")), HasSubstr("unknown type 13"));
    EXPECT_THAT(errorOfFile(GgufBytes().raw("k", 0xFFFFFFFFU, "xxxxxxxx")), HasSubstr("unknown type"));
    EXPECT_THAT(errorOfFile(GgufBytes().raw("k", kArray,
                                            GgufBytes::number(99U) + GgufBytes::number(std::uint64_t{1}))),
                HasSubstr("unknown type 99"));
}

TEST_F(BrokenGguf, BoolsThatAreNeither0Nor1)
{
    EXPECT_THAT(errorOfFile(GgufBytes().raw("k", kBool, "\x02")), HasSubstr("bool of value 2"));
    EXPECT_THAT(
        errorOfFile(GgufBytes().raw("k", kArray, GgufBytes::arrayBegin(GgufType::Bool, 2) + "\x01\x03")),
        HasSubstr("bool of value 3"));
}

TEST_F(BrokenGguf, DuplicateKeysAndTensors)
{
    EXPECT_THAT(errorOfFile(GgufBytes().value("k", 1U).value("k", 1U)), HasSubstr("\"k\" stands twice"));
    EXPECT_THAT(
        errorOfFile(
            GgufBytes().tensor("x", {1}, kF32, 0).tensor("x", {1}, kF32, 32).data(std::string(64, '\0'))),
        HasSubstr("\"x\" is listed twice"));
}

TEST_F(BrokenGguf, TensorNamesThatAreEmptyOrTooLong)
{
    EXPECT_EQ(errorOfTensor(std::string(63, 'n'), {1}, kF32, 0), "");
    EXPECT_THAT(errorOfTensor(std::string(64, 'n'), {1}, kF32, 0), HasSubstr("at most 63"));
    EXPECT_THAT(errorOfTensor("", {1}, kF32, 0), HasSubstr("empty"));
    EXPECT_THAT(errorOfTensor("\xC3", {1}, kF32, 0), HasSubstr("UTF-8"));
}

TEST_F(BrokenGguf, NoDimensionOrMoreThanFour)
{
    EXPECT_THAT(errorOfTensor("x", {}, kF32, 0), HasSubstr("0 dimensions"));
    EXPECT_THAT(errorOfTensor("x", {1, 1, 1, 1, 1}, kF32, 0), HasSubstr("5 dimensions"));
}

TEST_F(BrokenGguf, DimensionsOfZeroOrTooLarge)
{
    EXPECT_THAT(errorOfTensor("x", {0}, kF32, 0), HasSubstr("dimension of 0"));
    EXPECT_THAT(errorOfTensor("x", {kHuge}, kF32, 0), HasSubstr("dimension of"));
    EXPECT_THAT(errorOfTensor("x", {std::uint64_t{1} << 63U}, kF32, 0), HasSubstr("dimension of"));
    EXPECT_THAT(errorOfTensor("x", {(std::uint64_t{1} << 40U) + 1}, kF32, 0), HasSubstr("dimension of"));
}

/// Also what once passed a product check with a wrapped product, and a size near the end of 64 bits that
/// padding would have wrapped to 0.
TEST_F(BrokenGguf, SizesThatOverflow)
{
    const std::uint64_t most = std::uint64_t{1} << 40U;
    EXPECT_THAT(errorOfTensor("x", {most, most}, kF32, 0), HasSubstr("larger than the file"));
    EXPECT_THAT(errorOfTensor("x", {most, std::uint64_t{1} << 22U}, kF32, 0),
                HasSubstr("larger than the file"));
    EXPECT_THAT(errorOfTensor("x", {most, most, most, most}, kF32, 0), HasSubstr("larger than the file"));
    EXPECT_THAT(errorOfTensor("x", {std::uint64_t{1} << 39U, (std::uint64_t{1} << 23U) - 1}, kF32, 0),
                HasSubstr("larger than the file"));
    EXPECT_THAT(errorOfTensor("x", {17}, kF32, 0), HasSubstr("ends at"));
}

TEST_F(BrokenGguf, RowsThatAreNoWholeBlocks)
{
    EXPECT_THAT(errorOfTensor("x", {33}, kQ4, 0), HasSubstr("no whole blocks of Q4_0"));
    EXPECT_THAT(errorOfTensor("x", {16, 2}, kQ4, 0), HasSubstr("no whole blocks of Q4_0"));
}

TEST_F(BrokenGguf, TypesThatAreNotReadAreNamed)
{
    EXPECT_THAT(errorOfTensor("x", {256}, 16, 0), HasSubstr("\"x\" is of type IQ2_XXS"));
    EXPECT_THAT(errorOfTensor("x", {256}, 99, 0), HasSubstr("type 99"));
    EXPECT_THAT(errorOfTensor("x", {256}, 0xFFFFFFFFU, 0), HasSubstr("type 4294967295"));
}

TEST_F(BrokenGguf, OffsetsThatOverlapOrLeaveHolesOrAreNotAligned)
{
    EXPECT_THAT(errorOfTensor("x", {1}, kF32, 32), HasSubstr("should begin at 0"));
    EXPECT_THAT(errorOfTensor("x", {1}, kF32, kHuge), HasSubstr("should begin at 0"));
    for (const std::uint64_t offset : {0, 4, 64})
        EXPECT_THAT(errorOfFile(GgufBytes()
                                    .tensor("x", {1}, kF32, 0)
                                    .tensor("y", {1}, kF32, offset)
                                    .data(std::string(128, '\0'))),
                    HasSubstr("should begin at 32"));
}

TEST_F(BrokenGguf, BadAlignment)
{
    for (const std::uint32_t alignment : {0U, 24U, 1U << 17U, 0xFFFFFFFFU})
        EXPECT_THAT(errorOfFile(GgufBytes().value("general.alignment", alignment)),
                    HasSubstr("power of two"));
    EXPECT_THAT(errorOfFile(GgufBytes().value("general.alignment", "32")), HasSubstr("whole number"));
}

TEST_F(BrokenGguf, MetadataThatIsTooLargeAsAWhole)
{
    const auto path = m_folder / "model.gguf";
    std::ofstream file(path, std::ios::binary);
    file << "GGUF" << GgufBytes::number(3U) << GgufBytes::number(std::uint64_t{0})
         << GgufBytes::number(std::uint64_t{5});
    const std::uint64_t size = std::uint64_t{60} << 20U;
    for (const char* key : {"a", "b", "c", "d", "e"}) { // a sparse file: its texts are zeros
        file << GgufBytes::text(key) << GgufBytes::number(kString) << GgufBytes::number(size);
        file.seekp(static_cast<std::streamoff>(size), std::ios::cur);
    }
    file << std::flush;
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(file.tellp()));
    EXPECT_THAT(errorOf([&] { GgufFile::open(path); }), HasSubstr("more than 268435456 bytes"));
}

TEST_F(BrokenGguf, WhatIsNoRegularFile)
{
    EXPECT_THAT(errorOf([&] { GgufFile::open(m_folder.path()); }), HasSubstr("is a folder"));
    const auto fifo = m_folder / "fifo.gguf";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_THAT(errorOf([&] { GgufFile::open(fifo); }), HasSubstr("not a regular file"));
    std::filesystem::create_symlink("/dev/zero", m_folder / "device.gguf");
    EXPECT_THAT(errorOf([&] { GgufFile::open(m_folder / "device.gguf"); }), HasSubstr("not a regular file"));
    EXPECT_THAT(errorOf([&] { GgufFile::open(m_folder / "absent.gguf"); }), HasSubstr("Cannot open"));
}

TEST_F(BrokenGguf, AFileThatBecomesShorterIsAnErrorWhenItIsRead)
{
    const auto path = m_folder.write("model.gguf", soundFile().bytes());
    const GgufFile file = GgufFile::open(path);
    std::filesystem::resize_file(path, 100);
    std::string bytes(file.tensors()[0].bytes, '\0');
    EXPECT_THAT(errorOf([&] { file.readBytes(file.tensors()[0], 0, bytes); }),
                HasSubstr("ended while it was read"));
}

} // namespace
} // namespace rw
