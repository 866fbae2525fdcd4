#include "core/weights/gguf_header.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/weights/gguf_cursor.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <numeric>
#include <set>

namespace rw {

static_assert(std::endian::native == std::endian::little, "files hold little-endian values");

namespace {

constexpr std::uint64_t kKeyLimit = std::uint64_t{64} << 10U;
constexpr std::uint64_t kTextLimit = std::uint64_t{64} << 20U;
constexpr std::uint64_t kArrayLimit = std::uint64_t{1} << 24U;    ///< elements of one array
constexpr std::uint64_t kMetadataLimit = std::uint64_t{1} << 28U; ///< bytes of all values
constexpr std::uint64_t kNameLimit = 63;
constexpr std::uint64_t kSizeLimit = std::uint64_t{1} << 40U; ///< of one dimension
constexpr std::uint32_t kMostDimensions = 4;
constexpr std::uint64_t kDefaultAlignment = 32;
constexpr std::int64_t kHighestAlignment = 64 << 10U;
// The least that a record takes: an empty key with its type and a byte; a name with one dimension.
constexpr std::uint64_t kLeastValueBytes = 13;
constexpr std::uint64_t kLeastTensorBytes = 33;
constexpr std::uint64_t kTextPrefix = 8;

/// Reads one header from front to back.
class HeaderReader
{
public:
    explicit HeaderReader(const RegularFile& file)
        : m_file(file)
        , m_cursor(file)
    {
        m_header.metadata = GgufMetadata(file.path().string());
    }

    GgufHeader read()
    {
        readVersion();
        const auto tensors = m_cursor.take<std::uint64_t>();
        const auto values = m_cursor.take<std::uint64_t>();
        demandCount("tensors", tensors, kLeastTensorBytes);
        demandCount("metadata values", values, kLeastValueBytes);
        const std::uint64_t valuesBegin = m_cursor.position();
        for (std::uint64_t i = 0; i < values; ++i) {
            readPair();
            if (m_cursor.position() - valuesBegin > kMetadataLimit)
                m_cursor.fail("its metadata has more than " + std::to_string(kMetadataLimit) + " bytes");
        }
        const std::uint64_t alignment = readAlignment();
        for (std::uint64_t i = 0; i < tensors; ++i)
            readTensor();
        placeTensors(alignment);
        return std::move(m_header);
    }

private:
    void readVersion()
    {
        const std::string name = m_file.path().string();
        constexpr std::array<char, 4> kMagic{'G', 'G', 'U', 'F'};
        std::array<char, 4> magic{};
        if (m_file.size() >= magic.size())
            for (char& byte : magic)
                byte = m_cursor.take<char>();
        if (magic != kMagic)
            throw Error(name + " is not a GGUF file: it does not begin with \"GGUF\".",
                        "Choose a model's .gguf file.");
        m_header.version = m_cursor.take<std::uint32_t>();
        if ((m_header.version & 0xFFFFU) == 0)
            throw Error(name + " is a GGUF file of a big-endian machine, which is not supported.",
                        "Take the little-endian file of the model.");
        if (m_header.version < 2 || m_header.version > 3)
            throw Error(name + " is a GGUF file of version " + std::to_string(m_header.version) +
                            "; versions 2 and 3 are read.",
                        "Convert the model again with a current llama.cpp.");
    }

    void demandCount(const std::string& what, std::uint64_t count, std::uint64_t leastBytes) const
    {
        if (count > m_cursor.remaining() / leastBytes)
            m_cursor.fail("it promises " + std::to_string(count) + " " + what + ", more than it can hold");
    }

    void readPair()
    {
        std::string key = m_cursor.takeText(kKeyLimit, "a metadata key");
        if (key.empty() || !isValidUtf8(key))
            m_cursor.fail("a metadata key is empty or not UTF-8");
        m_where = "\"" + key.substr(0, 80) + "\"";
        GgufValue value = readValue(readType());
        if (!m_header.metadata.add(std::move(key), std::move(value)))
            m_cursor.fail(m_where + " stands twice in its metadata");
    }

    GgufType readType()
    {
        const auto number = m_cursor.take<std::uint32_t>();
        if (number > static_cast<std::uint32_t>(GgufType::F64))
            m_cursor.fail(m_where + " has the unknown type " + std::to_string(number));
        return static_cast<GgufType>(number);
    }

    GgufValue readValue(GgufType type)
    {
        switch (type) {
        case GgufType::U8:
            return std::uint64_t{m_cursor.take<std::uint8_t>()};
        case GgufType::I8:
            return std::int64_t{m_cursor.take<std::int8_t>()};
        case GgufType::U16:
            return std::uint64_t{m_cursor.take<std::uint16_t>()};
        case GgufType::I16:
            return std::int64_t{m_cursor.take<std::int16_t>()};
        case GgufType::U32:
            return std::uint64_t{m_cursor.take<std::uint32_t>()};
        case GgufType::I32:
            return std::int64_t{m_cursor.take<std::int32_t>()};
        case GgufType::U64:
            return m_cursor.take<std::uint64_t>();
        case GgufType::I64:
            return m_cursor.take<std::int64_t>();
        case GgufType::F32:
            return double{m_cursor.take<float>()};
        case GgufType::F64:
            return m_cursor.take<double>();
        case GgufType::Bool:
            return readBool(m_cursor.take<std::uint8_t>());
        case GgufType::String:
            return m_cursor.takeText(kTextLimit, m_where);
        case GgufType::Array:
            break;
        }
        return readArray();
    }

    [[nodiscard]] bool readBool(std::uint8_t byte) const
    {
        if (byte > 1)
            m_cursor.fail(m_where + " is a bool of value " + std::to_string(byte));
        return byte == 1;
    }

    GgufArray readArray()
    {
        GgufArray array;
        array.elementType = readType();
        if (array.elementType == GgufType::Array)
            m_cursor.fail(m_where + " is a list of lists");
        const auto count = m_cursor.take<std::uint64_t>();
        const bool isText = array.elementType == GgufType::String;
        const std::uint64_t leastBytes = isText ? kTextPrefix : byteSize(array.elementType);
        demandCount("elements of " + m_where, count, leastBytes);
        if (count > kArrayLimit)
            m_cursor.fail(m_where + " has " + std::to_string(count) + " elements; at most " +
                          std::to_string(kArrayLimit) + " are read");
        array.count = static_cast<std::size_t>(count);
        if (isText) {
            array.texts.reserve(array.count);
            for (std::uint64_t i = 0; i < count; ++i)
                array.texts.push_back(m_cursor.takeText(kTextLimit, m_where));
            return array;
        }
        array.numbers = m_cursor.takeBytes(count * leastBytes);
        if (array.elementType == GgufType::Bool)
            for (const char byte : array.numbers)
                (void)readBool(static_cast<std::uint8_t>(byte));
        return array;
    }

    [[nodiscard]] std::uint64_t readAlignment() const
    {
        constexpr std::string_view kKey = "general.alignment";
        const auto& values = m_header.metadata.values();
        const auto found = values.find(kKey);
        if (found == values.end())
            return kDefaultAlignment;
        const std::int64_t alignment = *m_header.metadata.integer(kKey);
        if (alignment < 1 || alignment > kHighestAlignment ||
            !std::has_single_bit(static_cast<std::uint64_t>(alignment)))
            m_cursor.fail("general.alignment is " + std::to_string(alignment) +
                          "; it is a power of two up to " + std::to_string(kHighestAlignment));
        return static_cast<std::uint64_t>(alignment);
    }

    void readTensor()
    {
        GgufTensor tensor;
        tensor.name = m_cursor.takeText(kNameLimit, "a tensor's name");
        if (tensor.name.empty() || !isValidUtf8(tensor.name))
            m_cursor.fail("a tensor's name is empty or not UTF-8");
        m_where = "tensor \"" + tensor.name + "\"";
        if (!m_names.insert(tensor.name).second)
            m_cursor.fail(m_where + " is listed twice");
        readShape(tensor);
        const auto number = m_cursor.take<std::uint32_t>();
        const GgmlTypeInfo* type = findGgmlType(number);
        if (type == nullptr)
            throw Error(m_file.path().string() + ": " + m_where + " is of type " + ggmlTypeName(number) +
                            ", which is not read.",
                        "Take a file in F16, BF16, Q8_0, Q4_K_M or another common type.");
        tensor.type = type->type;
        tensor.begin = m_cursor.take<std::uint64_t>(); // of the data, until placeTensors()
        tensor.bytes = sizeOf(tensor, *type);
        m_header.tensors.push_back(std::move(tensor));
    }

    void readShape(GgufTensor& tensor)
    {
        const auto dimensions = m_cursor.take<std::uint32_t>();
        if (dimensions < 1 || dimensions > kMostDimensions)
            m_cursor.fail(m_where + " has " + std::to_string(dimensions) + " dimensions; it may have 1 to " +
                          std::to_string(kMostDimensions));
        for (std::uint32_t i = 0; i < dimensions; ++i) {
            const auto size = m_cursor.take<std::uint64_t>();
            if (size < 1 || size > kSizeLimit)
                m_cursor.fail(m_where + " has a dimension of " + std::to_string(size));
            tensor.shape.insert(tensor.shape.begin(), static_cast<std::int64_t>(size));
        }
    }

    [[nodiscard]] std::uint64_t sizeOf(const GgufTensor& tensor, const GgmlTypeInfo& type) const
    {
        if (tensor.rowValues() % type.blockValues != 0)
            m_cursor.fail(m_where + " has rows of " + std::to_string(tensor.rowValues()) +
                          " values, which are no whole blocks of " + std::string(type.name));
        std::uint64_t bytes = type.blockBytes;
        bool overflow = __builtin_mul_overflow(bytes, tensor.rowValues() / type.blockValues, &bytes);
        for (std::size_t i = 0; i + 1 < tensor.shape.size(); ++i)
            overflow = overflow ||
                       __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(tensor.shape[i]), &bytes);
        if (overflow || bytes > m_file.size())
            m_cursor.fail(m_where + " is larger than the file");
        return bytes;
    }

    /// The data follows the header, tensor after tensor, each padded to the alignment. Positions stay below
    /// twice the file's size, so no sum overflows.
    void placeTensors(std::uint64_t alignment)
    {
        const auto padded = [alignment](std::uint64_t size) {
            return (size + alignment - 1) / alignment * alignment;
        };
        const std::uint64_t dataBegin = padded(m_cursor.position());
        std::uint64_t position = 0;
        for (GgufTensor& tensor : m_header.tensors) {
            if (tensor.begin != position)
                m_cursor.fail("the data of tensor \"" + tensor.name + "\" should begin at " +
                              std::to_string(position) + " and not at " + std::to_string(tensor.begin));
            tensor.begin = dataBegin + position;
            const std::uint64_t end = tensor.begin + tensor.bytes;
            if (end > m_file.size())
                throw Error(m_file.path().string() + " has " + std::to_string(m_file.size()) +
                                " bytes, but tensor \"" + tensor.name + "\" ends at " + std::to_string(end) +
                                ".",
                            "It was cut short; copy it again.");
            position += padded(tensor.bytes);
        }
    }

    const RegularFile& m_file;
    GgufCursor m_cursor;
    GgufHeader m_header;
    std::set<std::string> m_names;
    std::string m_where; ///< what is being read, for messages
};

} // namespace

std::uint64_t GgufTensor::elements() const
{
    return static_cast<std::uint64_t>(
        std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>()));
}

GgufHeader readGgufHeader(const RegularFile& file)
{
    return HeaderReader(file).read();
}

} // namespace rw
