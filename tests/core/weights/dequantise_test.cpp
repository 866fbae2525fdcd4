#include "core/base/strict_json.h"
#include "core/weights/dequantise.h"
#include "core/weights/quantise.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace rw {
namespace {

std::string fromHex(const std::string& hex)
{
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

std::vector<float> toFloats(const std::string& bytes)
{
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

class QuantisedBlocks : public testing::TestWithParam<GgmlType>
{
};

/// The blocks and their values were made by ggml's Python package: tests/parity/golden_blocks.py.
TEST_P(QuantisedBlocks, GiveTheFloatsOfTheReference)
{
    const Json golden = readJsonFile(RW_SOURCE_DIR "/tests/core/weights/data/quantised_blocks.json");
    const Json& entry = golden.at(std::string(infoOf(GetParam()).name));
    const std::string blocks = fromHex(entry.at("blocks"));
    const std::vector<float> expected = toFloats(fromHex(entry.at("values")));
    ASSERT_EQ(blocks.size(), 2 * infoOf(GetParam()).blockBytes);

    std::vector<float> values(2 * infoOf(GetParam()).blockValues);
    dequantise(GetParam(), blocks, values);
    ASSERT_EQ(values.size(), expected.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        ASSERT_EQ(values[i], expected[i]) << i;
}

/// Where a block holds its scale, as a half.
std::size_t scaleOffset(GgmlType type)
{
    switch (type) {
    case GgmlType::Q2_K:
        return 80;
    case GgmlType::Q3_K:
        return 108;
    case GgmlType::Q6_K:
        return 208;
    default:
        return 0;
    }
}

/// Even where all quants are zero: so that a check of the values is one of the scales.
TEST_P(QuantisedBlocks, AScaleThatIsNoNumberShowsInTheValues)
{
    const GgmlTypeInfo& type = infoOf(GetParam());
    for (const auto scale : {std::uint16_t{0x7C00}, std::uint16_t{0xFC00},
                             std::uint16_t{0x7E00}}) { // infinite, minus infinite, no number
        std::string block(type.blockBytes, '\0');
        std::memcpy(block.data() + scaleOffset(GetParam()), &scale, sizeof scale);
        std::vector<float> values(type.blockValues);
        dequantise(GetParam(), block, values);
        EXPECT_FALSE(allFinite(values)) << scale;
    }
}

INSTANTIATE_TEST_SUITE_P(EveryType, QuantisedBlocks,
                         testing::Values(GgmlType::Q4_0, GgmlType::Q4_1, GgmlType::Q5_0, GgmlType::Q5_1,
                                         GgmlType::Q8_0, GgmlType::Q2_K, GgmlType::Q3_K, GgmlType::Q4_K,
                                         GgmlType::Q5_K, GgmlType::Q6_K, GgmlType::IQ4_NL),
                         [](const auto& type) { return std::string(infoOf(type.param).name); });

template <class Stored>
std::vector<float> dequantised(GgmlType type, const std::vector<Stored>& stored)
{
    std::vector<float> values(stored.size());
    dequantise(type, {reinterpret_cast<const char*>(stored.data()), stored.size() * sizeof(Stored)}, values);
    return values;
}

TEST(Dequantise, FloatsOfEveryWidth)
{
    EXPECT_EQ(dequantised<float>(GgmlType::F32, {1.5F, -0.0F}), (std::vector<float>{1.5F, -0.0F}));
    EXPECT_EQ(dequantised<std::uint16_t>(GgmlType::F16, {0x3E00, 0xC000, 0x0001}),
              (std::vector<float>{1.5F, -2.0F, 0x1p-24F}));
    EXPECT_EQ(dequantised<std::uint16_t>(GgmlType::BF16, {0x3FC0, 0xC000}),
              (std::vector<float>{1.5F, -2.0F}));
    EXPECT_EQ(dequantised<double>(GgmlType::F64, {0.1, -3.0}), (std::vector<float>{0.1F, -3.0F}));
}

TEST(Quantise, GivesTheBlocksOfTheReference)
{
    const Json golden =
        readJsonFile(RW_SOURCE_DIR "/tests/core/weights/data/quantised_blocks.json")["written"];
    const std::vector<float> values = toFloats(fromHex(golden.at("values")));
    for (const GgmlType type : {GgmlType::F16, GgmlType::Q8_0}) {
        const std::string name(infoOf(type).name);
        EXPECT_EQ(quantise(type, values), fromHex(golden.at(name))) << name;
    }
}

TEST(Dequantise, NoBlocksGiveNothing)
{
    dequantise(GgmlType::Q6_K, {}, {});
}

TEST(AllFinite, SeesEveryKindOfNonNumber)
{
    std::vector<float> values(100, std::numeric_limits<float>::max());
    EXPECT_TRUE(allFinite(values));
    EXPECT_TRUE(allFinite({}));
    for (const float wrong : {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                              std::numeric_limits<float>::quiet_NaN()}) {
        values[99] = wrong;
        EXPECT_FALSE(allFinite(values));
    }
}

} // namespace
} // namespace rw
