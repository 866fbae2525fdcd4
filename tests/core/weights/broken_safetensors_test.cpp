#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/broken_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

namespace rw {
namespace {

using test::errorOf;
using test::lengthPrefix;
using test::safetensorsBytes;
using test::TemporaryDirectory;
using testing::AllOf;
using testing::HasSubstr;

class BrokenSafetensors : public testing::Test
{
protected:
    std::string errorOfBytes(std::string_view bytes) const
    {
        const auto path = m_folder.write("model.safetensors", bytes);
        const std::string message = errorOf([&] { SafetensorsFile::open(path); });
        if (!message.empty()) {
            EXPECT_THAT(message, HasSubstr("model.safetensors"));
        }
        return message;
    }
    /// The message for a header before `dataBytes` bytes of data.
    std::string errorOfHeader(std::string_view header, std::size_t dataBytes) const
    {
        return errorOfBytes(safetensorsBytes(header, std::string(dataBytes, '\0')));
    }

    TemporaryDirectory m_folder;
};

constexpr std::string_view kGood = R"({"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}})";

TEST_F(BrokenSafetensors, TheSoundFileOpens)
{
    EXPECT_EQ(errorOfHeader(kGood, 8), "");
    EXPECT_EQ(errorOfHeader(std::string(kGood) + "     ", 8), "") << "padding with spaces is allowed";
    EXPECT_EQ(errorOfHeader("{}", 0), "") << "no tensors at all";
}

TEST_F(BrokenSafetensors, Truncated)
{
    const std::string whole = safetensorsBytes(kGood, std::string(8, '\0'));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_NE(errorOfBytes(whole.substr(0, size)), "") << size;
    EXPECT_THAT(errorOfBytes(whole.substr(0, 5)), HasSubstr("5 bytes"));
    EXPECT_THAT(errorOfBytes(whole.substr(0, 20)), HasSubstr("inside its header"));
    EXPECT_THAT(errorOfBytes(whole.substr(0, whole.size() - 1)),
                HasSubstr("promises " + std::to_string(whole.size())));
}

TEST_F(BrokenSafetensors, TrailingBytes)
{
    EXPECT_THAT(errorOfHeader(kGood, 9), HasSubstr("something foreign"));
    EXPECT_THAT(errorOfHeader("{}", 1), HasSubstr("something foreign"));
}

TEST_F(BrokenSafetensors, WrongMagic)
{
    EXPECT_THAT(errorOfBytes("GGUF\x03" + std::string(60, '\0')), HasSubstr("not a safetensors file"));
    EXPECT_THAT(errorOfBytes("PK\x03\x04\x14\x01\x08\x08 a zip archive, as torch.save writes it"),
                HasSubstr("not a safetensors file"));
    EXPECT_THAT(errorOfBytes("version https://git-lfs.github.com/spec/v1\noid sha256:0"),
                HasSubstr("not a safetensors file"));
    EXPECT_THAT(errorOfHeader(" {}", 0), HasSubstr("not JSON text"));
    EXPECT_THAT(errorOfHeader("[]", 0), HasSubstr("not JSON text"));
    EXPECT_THAT(errorOfHeader("", 0), HasSubstr("not JSON text"));
}

TEST_F(BrokenSafetensors, HeaderTooLong)
{
    EXPECT_THAT(errorOfBytes(lengthPrefix(100'000'001) + "{}"), HasSubstr("100000001"));
    EXPECT_THAT(errorOfBytes(lengthPrefix(~std::uint64_t{0}) + "{}"), HasSubstr("18446744073709551615"));
    EXPECT_THAT(errorOfBytes(lengthPrefix(3) + "{}"), HasSubstr("inside its header"));
}

TEST_F(BrokenSafetensors, HeaderNotJson)
{
    EXPECT_THAT(errorOfHeader("{\"x\":", 0), HasSubstr("not valid JSON"));
    EXPECT_THAT(errorOfHeader("{} trailing", 0), HasSubstr("not valid JSON"));
    EXPECT_THAT(errorOfHeader("{\"\xFF\":1}", 0), HasSubstr("not JSON text"));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[[[[1]]]],"data_offsets":[0,4]}})", 4),
                HasSubstr("nested deeper"));
}

TEST_F(BrokenSafetensors, DuplicateKeys)
{
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                              R"("x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                              8),
                HasSubstr("\"x\" twice"));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}})", 4),
                HasSubstr("\"shape\" twice"));
}

TEST_F(BrokenSafetensors, Overlap)
{
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                              R"("y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                              8),
                AllOf(HasSubstr("\"y\""), HasSubstr("overlaps")));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                              R"("y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                              4),
                HasSubstr("overlaps"));
}

TEST_F(BrokenSafetensors, Holes)
{
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8),
                HasSubstr("hole"));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                              R"("y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
                              12),
                AllOf(HasSubstr("\"y\""), HasSubstr("hole")));
}

TEST_F(BrokenSafetensors, SizesThatDoNotFit)
{
    const auto withShape = [&](const std::string& shape, const std::string& offsets) {
        return errorOfHeader(
            R"({"x":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}", 8);
    };
    EXPECT_THAT(withShape("[3]", "[0,8]"), HasSubstr("8 bytes, which do not fit"));
    EXPECT_THAT(withShape("[0]", "[0,8]"), HasSubstr("do not fit"));
    EXPECT_THAT(withShape("[2]", "[8,0]"), HasSubstr("ends before it begins"));
    EXPECT_THAT(withShape("[4294967296,4294967296,2]", "[0,8]"), HasSubstr("overflows")) << "2^65 elements";
    EXPECT_THAT(withShape("[2305843009213693954]", "[0,8]"), HasSubstr("2^53"))
        << "2^61 + 2 wraps to 8 bytes";
    EXPECT_THAT(withShape("[-2]", "[0,8]"), HasSubstr("has -2 where"));
    EXPECT_THAT(withShape("[2.0]", "[0,8]"), HasSubstr("has 2.0 where"));
    EXPECT_THAT(withShape("[\"2\"]", "[0,8]"), HasSubstr("whole number"));
    EXPECT_THAT(withShape("[36893488147419103232]", "[0,8]"), HasSubstr("whole number")) << "2^65";
    EXPECT_THAT(withShape("2", "[0,8]"), HasSubstr("not a list"));
    EXPECT_THAT(withShape("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]", "[0,8]"), HasSubstr("at most 16"));
    EXPECT_THAT(withShape("[2]", "[0,8,16]"), HasSubstr("not two numbers"));
    EXPECT_THAT(withShape("[2]", "[0,-8]"), HasSubstr("whole number"));
    EXPECT_THAT(withShape("[2]", "8"), HasSubstr("not two numbers"));
}

TEST_F(BrokenSafetensors, OtherTypes)
{
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})", 8),
                AllOf(HasSubstr("of type I64"), HasSubstr("F32, F16, BF16 or F64")));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F31","shape":[1],"data_offsets":[0,8]}})", 8),
                HasSubstr("unknown dtype \"F31\""));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":4,"shape":[1],"data_offsets":[0,8]}})", 8),
                HasSubstr("not a text"));
}

TEST_F(BrokenSafetensors, EntriesOfAnotherForm)
{
    EXPECT_THAT(errorOfHeader(R"({"x":7})", 0), HasSubstr("must have dtype, shape and data_offsets"));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[]}})", 4), HasSubstr("must have"));
    EXPECT_THAT(errorOfHeader(R"({"x":{"dtype":"F32","shape":[],"data_offsets":[0,4],"more":1}})", 4),
                HasSubstr("nothing else"));
    EXPECT_THAT(errorOfHeader(R"({"__metadata__":{"a":1}})", 0), HasSubstr("\"a\", which is not a text"));
    EXPECT_THAT(errorOfHeader(R"({"__metadata__":"a"})", 0), HasSubstr("not an object"));
}

TEST_F(BrokenSafetensors, TooManyTensors)
{
    std::string header = "{";
    for (int i = 0; i <= 100'001; ++i)
        header += (i == 0 ? "\"" : ",\"") + std::to_string(i) +
                  R"(":{"dtype":"F32","shape":[0],"data_offsets":[0,0]})";
    EXPECT_THAT(errorOfHeader(header + "}", 0), HasSubstr("more than 100000 tensors"));
}

TEST_F(BrokenSafetensors, NotARegularFile)
{
    EXPECT_THAT(errorOf([&] { SafetensorsFile::open(m_folder.path()); }), HasSubstr("is a folder"));
    ASSERT_EQ(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(errorOf([&] { SafetensorsFile::open(m_folder / "pipe"); }), HasSubstr("not a regular file"));
    EXPECT_THAT(errorOf([&] { SafetensorsFile::open("/dev/zero"); }), HasSubstr("not a regular file"));
    EXPECT_THAT(errorOf([&] { SafetensorsFile::open(m_folder / "absent"); }), HasSubstr("No such file"));
}

} // namespace
} // namespace rw
