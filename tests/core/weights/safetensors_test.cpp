#include "core/base/atomic_file.h"
#include "core/weights/safetensors.h"
#include "tests/core/base/temporary_directory.h"
#include "tests/core/weights/broken_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace rw {
namespace {

using test::errorOf;
using test::safetensorsBytes;
using test::TemporaryDirectory;
using testing::HasSubstr;

using Shape = std::vector<std::int64_t>;

std::vector<float> floatsOf(const SafetensorsFile& file, std::string_view name)
{
    const TensorInfo* tensor = file.find(name);
    std::vector<float> values(tensor == nullptr ? 0 : static_cast<std::size_t>(tensor->elements()));
    file.readFloats(name, values);
    return values;
}

TEST(Safetensors, ReadsBackWhatItWrote)
{
    const TemporaryDirectory folder;
    const std::vector<float> matrix{1, -2, 3.5F, 0, -0.0F, 1e-40F};
    const std::vector<float> scalar{7};
    const std::vector<TensorToWrite> tensors{
        {"z.weight", {2, 3}, matrix}, {"a", {}, scalar}, {"empty", {0, 4}, {}}};
    writeSafetensors(folder / "model.safetensors", tensors, {{"format", "pt"}, {"step", "12"}});

    const SafetensorsFile file = SafetensorsFile::open(folder / "model.safetensors");
    ASSERT_EQ(file.tensors().size(), 3U);
    EXPECT_EQ(floatsOf(file, "z.weight"), matrix);
    EXPECT_EQ(floatsOf(file, "a"), scalar);
    EXPECT_TRUE(floatsOf(file, "empty").empty());
    EXPECT_EQ(file.find("z.weight")->shape, (Shape{2, 3}));
    EXPECT_EQ(file.find("z.weight")->dtypeName(), "F32");
    EXPECT_EQ(file.find("a")->shape, Shape{});
    EXPECT_EQ(file.metadata().at("step"), "12");
    EXPECT_EQ(file.find("nothing"), nullptr);
}

TEST(Safetensors, WritesTheLayoutByteForByte)
{
    const TemporaryDirectory folder;
    const std::vector<float> one{1.0F};
    const std::vector<float> two{2.0F};
    const std::vector<TensorToWrite> tensors{{"b", {1}, two}, {"a", {1}, one}};
    writeSafetensors(folder / "f", tensors, {});
    const std::string header = R"({"a":{"data_offsets":[0,4],"dtype":"F32","shape":[1]},)"
                               R"("b":{"data_offsets":[4,8],"dtype":"F32","shape":[1]}})";
    const std::string padded = header + std::string((8 - header.size() % 8) % 8, ' ');
    EXPECT_EQ(readFile(folder / "f", 1000),
              safetensorsBytes(padded, std::string_view("\0\0\x80\x3F\0\0\0\x40", 8)));
}

TEST(Safetensors, ConvertsEveryTypeOfWeight)
{
    // -2, then the largest half, the smallest subnormal half, infinity.
    const std::string halves("\x00\xC0\xFF\x7B\x01\x00\x00\x7C", 8);
    const std::string brains("\x00\xC0\x80\x3F\x49\x40\x80\x7F", 8); // -2, 1, 3.140625, infinity
    const std::array<double, 2> doubles{0.1, -1e300};
    const std::string header = R"({"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},)"
                               R"("b":{"dtype":"BF16","shape":[2,2],"data_offsets":[8,16]},)"
                               R"("d":{"dtype":"F64","shape":[2],"data_offsets":[16,32]}})";
    const TemporaryDirectory folder;
    const auto path = folder.write(
        "f", safetensorsBytes(header, halves + brains +
                                          std::string(reinterpret_cast<const char*>(doubles.data()), 16)));
    const SafetensorsFile file = SafetensorsFile::open(path);
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    EXPECT_EQ(floatsOf(file, "h"), (std::vector<float>{-2.0F, 65504.0F, 0x1p-24F, kInfinity}));
    EXPECT_EQ(floatsOf(file, "b"), (std::vector<float>{-2.0F, 1.0F, 3.140625F, kInfinity}));
    EXPECT_EQ(floatsOf(file, "d"), (std::vector<float>{0.1F, -kInfinity}));
}

TEST(Safetensors, ReadsTensorsLargerThanItsBuffer)
{
    const TemporaryDirectory folder;
    std::vector<float> values(700'000); // 2.8 MB
    std::iota(values.begin(), values.end(), 0.0F);
    const std::vector<TensorToWrite> tensors{{"big", {700, 1000}, values}};
    writeSafetensors(folder / "f", tensors);
    EXPECT_EQ(floatsOf(SafetensorsFile::open(folder / "f"), "big"), values);
}

TEST(Safetensors, MovesWithItsFile)
{
    const TemporaryDirectory folder;
    const std::vector<float> values{1, 2};
    const std::vector<TensorToWrite> tensors{{"x", {2}, values}};
    writeSafetensors(folder / "f", tensors);
    SafetensorsFile first = SafetensorsFile::open(folder / "f");
    const SafetensorsFile second = std::move(first);
    EXPECT_EQ(floatsOf(second, "x"), values);
}

TEST(Safetensors, ReadingNamesWhatDoesNotFit)
{
    const TemporaryDirectory folder;
    const std::vector<float> values{1, 2};
    const std::vector<TensorToWrite> tensors{{"x", {2}, values}};
    writeSafetensors(folder / "f", tensors);
    const SafetensorsFile file = SafetensorsFile::open(folder / "f");
    std::vector<float> three(3);
    EXPECT_THAT(errorOf([&] { file.readFloats("x", three); }), HasSubstr("\"x\" has 2 values, not 3"));
    EXPECT_THAT(errorOf([&] { file.readFloats("y", three); }), HasSubstr("no tensor \"y\""));
}

TEST(Safetensors, AFileThatShrinksIsAnErrorAndNoFault)
{
    const TemporaryDirectory folder;
    const std::vector<float> values{1, 2, 3, 4};
    const std::vector<TensorToWrite> tensors{{"x", {4}, values}};
    writeSafetensors(folder / "f", tensors);
    const SafetensorsFile file = SafetensorsFile::open(folder / "f");
    std::filesystem::resize_file(folder / "f", std::filesystem::file_size(folder / "f") - 4);
    std::vector<float> read(4);
    EXPECT_THAT(errorOf([&] { file.readFloats("x", read); }), HasSubstr("ended while it was read"));
}

TEST(Safetensors, WritingRefusesWhatDoesNotFitAndLeavesNothing)
{
    const TemporaryDirectory folder;
    const std::vector<float> values{1, 2};
    const auto refusal = [&](const std::vector<TensorToWrite>& tensors) {
        return errorOf([&] { writeSafetensors(folder / "f", tensors); });
    };
    EXPECT_THAT(refusal({{"x", {3}, values}}), HasSubstr("\"x\" has 2 values"));
    EXPECT_THAT(refusal({{"x", {-1, -2}, values}}), HasSubstr("do not fit"));
    EXPECT_THAT(refusal({{"x", {std::int64_t{1} << 62U, 4}, values}}), HasSubstr("do not fit"));
    EXPECT_THAT(refusal({{"x", {2}, values}, {"x", {2}, values}}), HasSubstr("Two tensors are called \"x\""));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

} // namespace
} // namespace rw
