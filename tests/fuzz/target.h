#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rw::fuzz {

// What a target defines; driver.cpp joins it to libFuzzer.

/// Feeds one hostile input to the code under test. Only rw::Error may come out, which the driver catches.
void run(std::string_view input);

/// Sound inputs to start from.
std::vector<std::string> seeds();

} // namespace rw::fuzz
