#pragma once

#include <filesystem>
#include <string>

namespace rw {

/// The licence that a model's files name, in their words: `general.license` of a GGUF file; of a directory
/// "license" in the front matter of README.md, else the first line of LICENSE. Empty where there is none.
std::string modelLicense(const std::filesystem::path& model);

} // namespace rw
