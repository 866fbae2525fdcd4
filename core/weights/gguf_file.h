#pragma once

#include "core/weights/gguf_header.h"
#include "core/weights/gguf_metadata.h"
#include "core/weights/regular_file.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace rw {

/// A model in GGUF (version 2 or 3), in one file or split over several, opened and checked; data is read on
/// demand into memory of the caller's. Movable; reading may be done from several threads.
///
/// The format: github.com/ggml-org/ggml, docs/gguf.md.
class GgufFile
{
public:
    /// Opens a file and checks its header. Of a split model ("name-00001-of-00003.gguf") any part may be
    /// named; the others are taken from beside it.
    /// @throws Error naming the file and what is broken. FIFOs, devices and folders are refused.
    static GgufFile open(const std::filesystem::path& path);

    /// As it was opened.
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Of the first part.
    [[nodiscard]] std::uint32_t version() const { return m_version; }
    [[nodiscard]] const GgufMetadata& metadata() const { return m_metadata; }
    /// In the order of the file, part after part.
    [[nodiscard]] std::span<const GgufTensor> tensors() const { return m_tensors; }
    /// Null where there is none of that name.
    [[nodiscard]] const GgufTensor* find(std::string_view name) const;
    /// Of all parts together.
    [[nodiscard]] std::uint64_t bytes() const;

    /// Reads into.size() bytes of a tensor's data as the file has them, from byte `offset` of it on.
    /// @throws Error naming the file if it ends before.
    void readBytes(const GgufTensor& tensor, std::uint64_t offset, std::span<char> into) const;

private:
    GgufFile() = default;
    void addPart(RegularFile file, std::vector<GgufTensor> tensors);
    void addOtherParts(std::int64_t count);

    std::filesystem::path m_path;
    std::uint32_t m_version = 0;
    GgufMetadata m_metadata;
    std::vector<RegularFile> m_parts;
    std::vector<GgufTensor> m_tensors;
    std::map<std::string, std::size_t, std::less<>> m_byName;
};

} // namespace rw
