#pragma once

#include <filesystem>

namespace rw {

/// The model that a person means by `path`, as ModelFiles::open() takes it: a folder with config.json, or a
/// GGUF file. Of a folder, its config.json or one of its safetensors files may be named; a folder may hold
/// one GGUF file in its place. Looks at names and at the first bytes of files.
/// @throws Error that says what is there instead, and what can be read.
std::filesystem::path modelPath(const std::filesystem::path& path);

} // namespace rw
