#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace rw {

/// Writes a file so that a reader sees the old content or the whole new one: a temporary beside it is
/// written, synced and renamed over `path`, then the folder is synced. On failure the temporary is removed.
/// @throws Error naming the file and the operating system's reason.
void writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// The same for content that comes in pieces: `produce` is called once with a sink.
using ByteSink = std::function<void(std::string_view)>;
void writeFileAtomically(const std::filesystem::path& path,
                         const std::function<void(const ByteSink&)>& produce);

/// Reads a whole regular file. FIFOs, devices and folders are refused.
/// @param limit largest size accepted, in bytes; checked before anything is allocated.
/// @throws Error naming the file and the reason.
std::string readFile(const std::filesystem::path& path, std::size_t limit);

/// Syncs a folder's entries to disk, so that a rename in it survives a power cut.
void syncDirectory(const std::filesystem::path& directory);

/// Makes a folder and its parents. @throws Error naming the folder and the reason.
void makeDirectories(const std::filesystem::path& directory);

} // namespace rw
