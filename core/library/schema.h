#pragma once

#include "core/database/migration.h"

#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

namespace rw {

/// "RWpl"
inline constexpr DatabaseKind kPromptLibrary{
    "a library of prompts", 0x5257706c, "Choose another file.",
    "Restore it from a copy; \"sqlite3 library.db .recover\" saves what can be saved."};

/// The schema's history: migration i takes version i to i + 1. Append; never edit one that was released.
std::span<const std::string_view> libraryMigrations();

} // namespace rw
