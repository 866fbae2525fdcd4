#include "core/weights/safetensors_header.h"

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace rw {

namespace {

constexpr std::size_t kMaxTensors = 100'000;
constexpr std::size_t kMaxRank = 16;
constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 53U) - 1;
constexpr int kMaxDepth = 4;

/// Types that the format knows and that are not weights here.
constexpr std::array<std::string_view, 18> kOtherTypes{
    "BOOL",        "F4",          "F6_E2M3", "F6_E3M2", "U8",  "I8",  "F8_E5M2", "F8_E4M3", "F8_E8M0",
    "F8_E4M3FNUZ", "F8_E5M2FNUZ", "I16",     "U16",     "I32", "U32", "C64",     "I64",     "U64"};

std::optional<WeightType> weightType(std::string_view name)
{
    for (const WeightType type : {WeightType::F32, WeightType::F16, WeightType::BF16, WeightType::F64}) {
        if (nameOf(type) == name)
            return type;
    }
    return std::nullopt;
}

/// Names the tensor at fault in every message.
class TensorReader
{
public:
    TensorReader(std::string_view what, const std::string& name, std::uint64_t dataBegin)
        : m_what(what)
        , m_name(name)
        , m_dataBegin(dataBegin)
    {
    }

    [[nodiscard]] TensorInfo read(const Json& entry) const
    {
        if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype") || !entry.contains("shape") ||
            !entry.contains("data_offsets"))
            fail("must have dtype, shape and data_offsets and nothing else");
        TensorInfo tensor;
        tensor.name = m_name;
        tensor.type = readType(entry["dtype"]);
        readShape(entry["shape"], tensor);
        readOffsets(entry["data_offsets"], tensor);
        return tensor;
    }

private:
    [[noreturn]] void fail(const std::string& problem) const
    {
        throw Error(std::string(m_what) + ": tensor \"" + m_name + "\" " + problem + ".",
                    "The file is damaged; fetch or write it again.");
    }

    [[nodiscard]] std::uint64_t number(const Json& value) const
    {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > kMaxNumber)
            fail("has " + jsonLine(value) + " where a whole number from 0 to 2^53 belongs");
        return value.get<std::uint64_t>();
    }

    [[nodiscard]] WeightType readType(const Json& value) const
    {
        if (!value.is_string())
            fail("has a dtype that is not a text");
        const auto& name = value.get_ref<const std::string&>();
        if (const auto type = weightType(name))
            return *type;
        if (std::find(kOtherTypes.begin(), kOtherTypes.end(), name) == kOtherTypes.end())
            fail("has the unknown dtype \"" + name.substr(0, 40) + "\"");
        throw Error(std::string(m_what) + ": tensor \"" + m_name + "\" is of type " + name +
                        "; weights are F32, F16, BF16 or F64.",
                    "Save the model in one of these.");
    }

    void readShape(const Json& value, TensorInfo& tensor) const
    {
        if (!value.is_array() || value.size() > kMaxRank)
            fail("has a shape that is not a list of at most " + std::to_string(kMaxRank) + " numbers");
        for (const Json& size : value)
            tensor.shape.push_back(static_cast<std::int64_t>(number(size)));
    }

    void readOffsets(const Json& value, TensorInfo& tensor) const
    {
        if (!value.is_array() || value.size() != 2)
            fail("has data_offsets that are not two numbers");
        const std::uint64_t begin = number(value[0]);
        const std::uint64_t end = number(value[1]);
        if (end < begin)
            fail("ends before it begins");
        if (expectedBytes(tensor) != end - begin)
            fail("has " + std::to_string(end - begin) + " bytes, which do not fit its shape and dtype");
        tensor.begin = m_dataBegin + begin;
        tensor.end = m_dataBegin + end;
    }

    [[nodiscard]] std::uint64_t expectedBytes(const TensorInfo& tensor) const
    {
        std::uint64_t bytes = byteSize(tensor.type);
        for (const std::int64_t size : tensor.shape) {
            if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes))
                fail("has a shape whose size overflows");
        }
        return bytes;
    }

    std::string_view m_what;
    const std::string& m_name;
    std::uint64_t m_dataBegin;
};

std::map<std::string, std::string> readMetadata(const Json& value, std::string_view what)
{
    std::map<std::string, std::string> metadata;
    if (!value.is_object())
        throw Error(std::string(what) + ": \"__metadata__\" is not an object.");
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            throw Error(std::string(what) + ": \"__metadata__\" has \"" + key + "\", which is not a text.");
        metadata.emplace(key, text.get<std::string>());
    }
    return metadata;
}

/// The tensors, sorted by offset, must follow each other from the header to the end of the file.
void checkCoverage(const std::vector<TensorInfo>& tensors, std::uint64_t dataBegin, std::uint64_t fileSize,
                   std::string_view what)
{
    std::uint64_t position = dataBegin;
    for (const TensorInfo& tensor : tensors) {
        if (tensor.begin != position) {
            throw Error(
                std::string(what) + ": tensor \"" + tensor.name + "\" " +
                    (tensor.begin < position ? "overlaps the one before it." : "leaves a hole before it."),
                "The file is damaged; fetch or write it again.");
        }
        position = tensor.end;
    }
    if (position == fileSize)
        return;
    const std::string sizes = std::string(what) + " has " + std::to_string(fileSize) +
                              " bytes, but its header promises " + std::to_string(position);
    if (position > fileSize)
        throw Error(sizes + ".", "It was cut short; copy it again.");
    throw Error(sizes + "; something foreign stands behind the tensors.", "Fetch or write the file again.");
}

} // namespace

SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t fileSize, std::string_view what)
{
    if (!json.starts_with('{') || !isValidUtf8(json))
        throw Error(std::string(what) + " is not a safetensors file: its header is not JSON text.",
                    "Choose a model's model.safetensors.");
    const Json root = parseJson(json, what, {.bytes = kSafetensorsHeaderLimit, .depth = kMaxDepth});
    if (root.size() > kMaxTensors + 1)
        throw Error(std::string(what) + " has more than " + std::to_string(kMaxTensors) + " tensors.");

    const std::uint64_t dataBegin = kSafetensorsPrefix + json.size();
    SafetensorsHeader header;
    for (const auto& [name, entry] : root.items()) {
        if (name == "__metadata__")
            header.metadata = readMetadata(entry, what);
        else
            header.tensors.push_back(TensorReader(what, name, dataBegin).read(entry));
    }
    std::sort(header.tensors.begin(), header.tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
        return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
    });
    checkCoverage(header.tensors, dataBegin, fileSize, what);
    return header;
}

} // namespace rw
