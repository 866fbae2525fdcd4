#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace rw {

/// A regular file, read at given offsets into memory of the caller's; never mapped, so that a file that
/// becomes shorter is an error and no fault. Movable; reading may be done from several threads.
class RegularFile
{
public:
    /// @throws Error naming the file and the reason. FIFOs, devices and folders are refused without waiting.
    explicit RegularFile(const std::filesystem::path& path);
    ~RegularFile();
    RegularFile(RegularFile&& other) noexcept;
    RegularFile& operator=(RegularFile&& other) noexcept;
    RegularFile(const RegularFile&) = delete;
    RegularFile& operator=(const RegularFile&) = delete;

    /// Reads exactly into.size() bytes from `offset` on. @throws Error naming the file if it ends before.
    void readAt(std::uint64_t offset, std::span<char> into) const;

    /// In bytes, when it was opened.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

} // namespace rw
